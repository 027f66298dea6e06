/** One cause makes many calls fail: it is told once, and what hangs on it is skipped. */
import { actualType } from '../meta/diagnostics/read-node.js';
import { type CallFailure } from '../meta/failure.js';
import { isPermission, isUnknownObject } from '../meta/refusal-codes.js';

import { valueOf, type Fact, type Facts } from './facts.js';

/**
 * - `service`: Meta could not be asked, or could not answer.
 * - `token`, `proof`, `permission`: who asks.
 * - `version`: Meta knows no such path, as in a Graph version that it does not have.
 * - `id`: Meta knows no such thing, or does not show it.
 */
export type Cause = 'service' | 'version' | 'token' | 'proof' | 'permission' | 'id' | 'other';

type AnsweredFailure = Extract<CallFailure, { kind: 'answered' }>;

/** Limits, outages, and the app's list of server addresses. */
const serviceCodes: ReadonlySet<number | undefined> = new Set([
  1, 2, 4, 5, 17, 613, 80_007, 80_008, 2_494_100,
]);
const tokenCodes: ReadonlySet<number | undefined> = new Set([0, 102, 104, 190]);

/** "Unknown path components". */
const unknownPath = 2500;

/** As Meta refuses a send for lack of a permission. */
const accessDenied = 131_005;

const isAboutSecret = ({ entry: { becomes } }: AnsweredFailure): boolean =>
  becomes.error === 'InvalidConfig' && becomes.concerns === 'appSecret';

/** A field that only another thing does not have: `readFields` does without the others. */
const isAboutId = (failure: AnsweredFailure): boolean =>
  isUnknownObject(failure.report) || actualType(failure) !== undefined;

/** Source: Meta, "Error codes". */
export const causeOf = (failure: CallFailure): Cause => {
  if (failure.kind !== 'answered') {
    return 'service';
  }

  const { code, status } = failure.report;
  const causes: ReadonlyArray<[cause: Cause, applies: boolean]> = [
    ['version', code === unknownPath],
    ['proof', isAboutSecret(failure)],
    ['token', tokenCodes.has(code)],
    ['permission', isPermission(failure.report) || code === accessDenied],
    ['id', isAboutId(failure)],
    ['service', serviceCodes.has(code) || status >= 500],
  ];

  return causes.find(([, applies]) => applies)?.[0] ?? 'other';
};

/** The calls that are made with the token. */
export const graphFacts = ({
  token,
  number,
  numbers,
  account,
  templates,
  subscription,
}: Facts): ReadonlyArray<Fact<unknown>> => [
  token,
  number,
  numbers,
  account,
  templates,
  subscription,
];

/** The first call that failed for this cause. */
export const firstFailure = (facts: Facts, cause: Cause): CallFailure | undefined => {
  for (const fact of graphFacts(facts)) {
    if (fact.kind === 'failed' && causeOf(fact.failure) === cause) {
      return fact.failure;
    }
  }
};

/** Then it is the id that has to be mended, whatever the token is for. */
const isOtherThing = (fact: Fact<unknown>): boolean =>
  fact.kind === 'failed' && actualType(fact.failure) !== undefined;

/** Whether Meta says that the token was made for other accounts. */
export const isAccountHidden = ({ token, account, businessAccountId }: Facts): boolean => {
  const accounts = valueOf(token)?.accounts;

  if (accounts === undefined || isOtherThing(account)) {
    return false;
  }

  return businessAccountId === undefined
    ? accounts.length === 0
    : !accounts.includes(businessAccountId);
};

const words: Readonly<Record<Exclude<Cause, 'id' | 'other'>, string>> = Object.freeze({
  service: 'Meta could not be asked.',
  version: 'This takes a Graph API version that Meta has.',
  token: 'This takes a valid token.',
  proof: 'This takes the right app secret.',
  permission: 'The token may not look at this.',
});

/**
 * Why something is not known that another check has to explain.
 *
 * @returns `undefined` when no other check explains it.
 */
export const explainedElsewhere = (
  fact: Exclude<Fact<unknown>, { kind: 'known' }>,
  facts: Facts
): string | undefined => {
  if (fact.kind === 'absent') {
    return fact.why;
  }

  const cause = causeOf(fact.failure);

  switch (cause) {
    case 'id': {
      return isAccountHidden(facts) ? 'The token does not see the account.' : undefined;
    }

    case 'other': {
      return undefined;
    }

    default: {
      return words[cause];
    }
  }
};
