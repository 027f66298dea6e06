import { toE164 } from '../phone-number.js';

import { controlError } from './control-error.js';

/**
 * A number in a path; the `+` may be left out.
 *
 * @returns E.164, with the `+`.
 * @throws {HTTPException}
 */
export const readNumber = (text: string): string => {
  try {
    return toE164(text);
  } catch (error: unknown) {
    throw controlError(400, error instanceof Error ? error.message : 'This is no phone number.');
  }
};

const units = { ms: 1, s: 1000, '': 1000 } as const;

/** Milliseconds; a proxy or a client would give up beyond that. */
const longestWait = 60_000;

/**
 * A time such as `10s`, `500ms` or `10` (seconds), at most a minute.
 *
 * @returns Milliseconds; 0 when there is none.
 * @throws {HTTPException}
 */
export const readWait = (text: string | undefined): number => {
  const [, amount, unit] = /^(\d+)(ms|s|)$/.exec(text ?? '0') ?? [];
  const factor = Object.entries(units).find(([name]) => name === unit)?.[1];
  const milliseconds = Number(amount) * (factor ?? Number.NaN);

  if (!(milliseconds <= longestWait)) {
    throw controlError(400, `"wait" has to be a time of at most a minute, such as 10s.`);
  }

  return milliseconds;
};
