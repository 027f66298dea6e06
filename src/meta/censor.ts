/** Keeps secrets out of what is taken over from a remote answer. */
export type Censor = {
  /** A text for people, without secrets and without what looks like one. */
  text: (remote: string) => string;
  /** A trace id, or `undefined` when it is none or holds a secret. */
  traceId: (remote: string) => string | undefined;
  /** A message id as it is; redacted when it is none or names a secret. */
  messageId: (remote: string) => string;
};

const mark = '[redacted]';

/** Long enough for every explanation that Meta is known to give, too short for a dump. */
const maximumTextLength = 300;

/**
 * Digits that could be a phone number or a code: four in a row, or six with separators between them.
 * Ids and limits go with them: a detail that is lost costs less than a code that is shown.
 */
const digitRun = /\+?\p{Nd}(?:\p{Nd}{3,}|(?:[\s().-]*\p{Nd}){5,})/gu;

/** What Meta's access tokens look like. */
const tokenShape = /EAA\w{8,}/g;

/** Shorter secrets, a code above all, occur inside a message id by chance. */
const longSecret = 8;

/** Message ids (`wamid.` and base64) and trace ids. */
const identifierShape = /^[\w+./:=-]{1,1024}$/;

/** With the hexadecimal digits in either case. */
const percentEncoded = (secret: string): string[] => {
  const encoded = encodeURIComponent(secret);

  return [encoded, encoded.replaceAll(/%[\dA-F]{2}/g, (octet) => octet.toLowerCase())];
};

/**
 * @param secrets What must not pass, also percent-encoded: the token, the app secret, the code, the
 * number without its `+`.
 */
export const createCensor = (secrets: ReadonlyArray<string | undefined>): Censor => {
  const forms = secrets
    .flatMap((secret) => (secret ? [secret, ...percentEncoded(secret)] : []))
    // The longest first: a secret inside another would otherwise leave its rest behind.
    .slice()
    .sort((one, other) => other.length - one.length);

  const text = (remote: string): string =>
    forms
      .reduce((rest, form) => rest.replaceAll(form, mark), remote)
      .replaceAll(tokenShape, mark)
      .replaceAll(digitRun, mark)
      .slice(0, maximumTextLength);

  const isNamedIn = (remote: string): boolean =>
    forms.some((form) =>
      form.length >= longSecret
        ? remote.includes(form)
        : remote.split(/[^\dA-Za-z]+/).includes(form) || remote === form
    );

  return {
    text,
    traceId: (remote) =>
      identifierShape.test(remote) && !forms.some((form) => remote.includes(form))
        ? remote
        : undefined,
    messageId: (remote) =>
      identifierShape.test(remote) && !isNamedIn(remote) ? remote : text(remote),
  };
};
