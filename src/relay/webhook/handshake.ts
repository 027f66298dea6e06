import { isSameSecret } from '../same-secret.js';

/** What a handshake is answered with. */
export type HandshakeAnswer =
  | { status: 200; body: string }
  | { status: 400 | 403; error: { code: string; message: string; remedy: string } };

/** Meta's are ten digits or so. Letters and digits only: it is repeated to whoever asks. */
const challengeShape = /^[\dA-Za-z]{1,128}$/;

const refusals = Object.freeze({
  token: {
    status: 403,
    error: {
      code: 'wrong_verify_token',
      message: 'The verify token is missing or wrong.',
      remedy:
        "Enter the value of WHATSAPP_VERIFY_TOKEN as the verify token of the webhook in Meta's App Dashboard.",
    },
  },
  form: {
    status: 400,
    error: {
      code: 'not_a_handshake',
      message:
        'A handshake has hub.mode=subscribe, and a hub.challenge of up to 128 letters and digits, each once.',
      remedy: 'Let Meta call this address: save the webhook in the App Dashboard.',
    },
  },
} satisfies Record<string, HandshakeAnswer>);

/** @returns `undefined` when it is missing, and when it is there twice: which one is meant is open. */
const onlyOne = (query: URLSearchParams, name: string): string | undefined => {
  const values = query.getAll(name);

  return values.length === 1 ? values[0] : undefined;
};

/**
 * Answers Meta's question whether webhooks are wanted here. Nothing is told before the verify token
 * was compared. Source: Meta, "Create a webhook endpoint".
 */
export const answerHandshake = (query: URLSearchParams, verifyToken: string): HandshakeAnswer => {
  if (!isSameSecret(onlyOne(query, 'hub.verify_token') ?? '', verifyToken)) {
    return refusals.token;
  }

  const challenge = onlyOne(query, 'hub.challenge') ?? '';

  return onlyOne(query, 'hub.mode') === 'subscribe' && challengeShape.test(challenge)
    ? { status: 200, body: challenge }
    : refusals.form;
};
