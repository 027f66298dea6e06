/**
 * How one field of Console's form is read: blanks mean absent, pasted white space is trimmed, and
 * every problem is a `custom` issue, the only kind whose message Console shows.
 */
import { type RefinementCtx, type ZodType, type ZodTypeDef, z } from 'zod';

import { isRecord } from '../json/is-record.js';

/** What is wrong with a value and how to mend it. Never holds the value: it may be a secret. */
export class Problem {
  constructor(readonly message: string) {}
}

/** Reads a trimmed, non-empty text. */
export type Rule<Value> = (text: string) => Value | Problem;

/**
 * Whether a form item was left empty: Console sends `""` for a text item, and `{}` for a Json item
 * that nobody has touched.
 */
export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0);

export const report = (ctx: RefinementCtx, message: string, path: Array<string | number> = []) => {
  ctx.addIssue({ code: z.ZodIssueCode.custom, message, path });
};

/**
 * Hands a value to another guard, and its issues back. zod's own ways of doing both (`preprocess`,
 * `pipe`) leave the rest unread once there is an issue, in some of the versions that Logto has used;
 * an administrator should see every problem at once.
 */
export const delegate = <Output>(
  guard: ZodType<Output, ZodTypeDef, unknown>,
  value: unknown,
  ctx: RefinementCtx
): Output => {
  const result = guard.safeParse(value);

  if (result.success) {
    return result.data;
  }

  for (const issue of result.error.issues) {
    ctx.addIssue(issue);
  }

  return z.NEVER;
};

const read = <Value>(raw: unknown, rule: Rule<Value>, ctx: RefinementCtx): Value => {
  const result = typeof raw === 'string' ? rule(raw.trim()) : new Problem('This must be text.');

  if (result instanceof Problem) {
    report(ctx, result.message);

    return z.NEVER;
  }

  return result;
};

/** A text that may be left out. */
export const optionalField = <Value>(rule: Rule<Value>) =>
  z
    .unknown()
    .transform((raw, ctx): Value | undefined => (isBlank(raw) ? undefined : read(raw, rule, ctx)));

/** A text that, when left out, has a value all the same. */
export const defaultedField = <Value>(fallback: Value, rule: Rule<Value>) =>
  z.unknown().transform((raw, ctx): Value => (isBlank(raw) ? fallback : read(raw, rule, ctx)));

/** A text that has to be there. */
export const requiredField = <Value>(missing: string, rule: Rule<Value>) =>
  z
    .unknown()
    .transform((raw, ctx): Value =>
      read(isBlank(raw) ? '' : raw, (text) => (text ? rule(text) : new Problem(missing)), ctx)
    );
