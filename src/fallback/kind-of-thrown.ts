/** What the error of an SMS connector says about the SMS, however it was thrown. */
import { z } from 'zod';

import { parseJson } from '../json/parse-json.js';
import { tolerant } from '../meta/tolerant.js';

import { type SmsFailureKind, textOf } from './sms-failure.js';

/** Codes of Node for a server to which there was no connection at all. */
const unreachedCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** The same in Node's words, which some connectors make the text of an error of the kit's. */
const unreachedText = new RegExp(
  `^(?:connect|getaddrinfo) (?:${Array.from(unreachedCodes).join('|')})\\b`
);

/** Likewise, when the request was on its way. */
const brokenText = /^(?:read|write) E[A-Z]+\b|^socket hang up|^Timeout awaiting|aborted/;

/** Codes of the kit that leave no doubt; an answer that a connector could not read leaves some. */
const refusalCode = /^(?!invalid_response$)[a-z]+(?:_[a-z]+)*$/;

const thrownGuard = z.object({
  code: z.string(),
  data: z.unknown(),
  syscall: tolerant(z.string()),
  cause: z.unknown(),
  errors: tolerant(z.array(z.unknown())),
});

/** Node's fetch hides the code in the cause. */
const causedGuard = z.object({ cause: thrownGuard }).transform(({ cause }) => cause);

type Thrown = z.infer<typeof thrownGuard>;

/**
 * The system call that has failed, where it is told: by the error itself, by its cause, as got has it,
 * or by the first of several, as Node has it when a name has several addresses.
 */
const syscallOf = ({ syscall, cause, errors }: Thrown): string | undefined => {
  const inner = thrownGuard.safeParse(cause ?? errors?.[0]).data;

  return syscall ?? (inner && syscallOf(inner));
};

/** Whether it failed before there was a connection. */
const isUnreached = (thrown: Thrown): boolean => {
  const { code } = thrown;
  const syscall = syscallOf(thrown);

  return (
    unreachedCodes.has(code) &&
    (syscall === undefined
      ? // HTTP clients have this code for an answer that does not come, too.
        code !== 'ETIMEDOUT'
      : ['connect', 'getaddrinfo'].includes(syscall))
  );
};

/** A provider's own body, which some connectors make the text of an error of the kit's. */
const tooManyGuard = z.object({ status: z.literal(429) });

const isTooMany = (text: string): boolean => tooManyGuard.safeParse(parseJson(text)).success;

/** How an SMS has failed, by what its connector has thrown. */
export const kindOfThrown = (error: unknown): SmsFailureKind => {
  try {
    const thrown = z.union([thrownGuard, causedGuard]).safeParse(error).data;

    if (!thrown) {
      return 'unanswered';
    }

    const { code } = thrown;
    const text = textOf(thrown.data);

    if (
      code === 'rate_limit_exceeded' ||
      isTooMany(text) ||
      isUnreached(thrown) ||
      unreachedText.test(text)
    ) {
      return 'not-reached';
    }

    return refusalCode.test(code) && !brokenText.test(text) ? 'refused' : 'unanswered';
  } catch {
    // A property that throws when it is read.
    return 'unanswered';
  }
};
