/**
 * Accounts to try things out with: one that works, one that is new, and many that are broken, each
 * in one way. Nothing else is wrong with them.
 */
import { businessAccounts } from './business-accounts.js';
import { type DescribedSeed } from './described-seed.js';
import { templateAccounts } from './template-accounts.js';
import { tokenAccounts } from './token-accounts.js';
import { wholeAccounts } from './whole-accounts.js';

const accounts = { ...wholeAccounts, ...tokenAccounts, ...businessAccounts, ...templateAccounts };

export type SandboxAccountName = keyof typeof accounts;

/**
 * The accounts by their names; docs/sandbox.md lists them.
 *
 * @example
 * const sandbox = await startSandbox({ account: sandboxAccounts['expired-token'] });
 */
export const sandboxAccounts: Readonly<Record<SandboxAccountName, DescribedSeed>> =
  Object.freeze(accounts);

export const isAccountName = (name: string): name is SandboxAccountName =>
  Object.hasOwn(accounts, name);
