/** What somebody wants to have sent, from the command line. */
import { randomInt } from 'node:crypto';

import { CommandProblem } from '../../problem/command-problem.js';

import { type SendOrder } from './plan.js';

export type OrderFlags = {
  type?: string;
  locale?: string;
  uiLocales?: string;
  code?: string;
  fallback?: boolean;
};

/** Those of Logto's releases; a config may have others. Source: Logto, "SMS templates". */
const knownTypes = [
  'SignIn',
  'Register',
  'ForgotPassword',
  'Generic',
  'OrganizationInvitation',
  'UserPermissionValidation',
  'BindNewIdentifier',
  'MfaVerification',
  'BindMfa',
] as const;

/** Digits of the longest number that there is. Source: ITU-T E.164. */
const longestNumber = 15;

/** As Logto makes them. */
const randomCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

const isSeveral = (typed: string): boolean =>
  /[,;]/.test(typed) ||
  (typed.match(/\+|\b00\d{6}/g) ?? []).length > 1 ||
  (/\d{7,}\s+\+?\d{7,}/.test(typed) && typed.replaceAll(/\D/g, '').length > longestNumber);

const readNumber = (parts: readonly string[]): string => {
  const typed = parts.join(' ').trim();

  if (isSeveral(typed)) {
    throw new CommandProblem('Give one number only: the command sends one code.');
  }

  // Without it, the digits of a number at home would be those of another country.
  if (!/^\(?(?:\+|00)/.test(typed)) {
    throw new CommandProblem(
      'Write the number with + and the country code, such as +5511987654321.'
    );
  }

  return typed.replace(/^(\(?)00/, '$1+');
};

/** Nothing in a config is for a type in other letters, so that Generic would serve it silently. */
const readType = (type: string): string => {
  const meant = knownTypes.find((known) => known.toLowerCase() === type.toLowerCase());

  if (meant !== undefined && meant !== type) {
    throw new CommandProblem(`--type: write ${meant}; small and capital letters count.`);
  }

  return type;
};

/**
 * @param number As it was typed; a shell takes one with spaces for several.
 * @throws {CommandProblem} When it is not one number with its country code, or the type is
 * misspelt.
 */
export const readOrder = (number: readonly string[], flags: OrderFlags): SendOrder => ({
  number: readNumber(number),
  usageType: readType(flags.type ?? 'Generic'),
  locale: flags.locale,
  uiLocales: flags.uiLocales?.replaceAll(',', ' '),
  code: flags.code ?? randomCode(),
  hasFallback: flags.fallback ?? false,
});
