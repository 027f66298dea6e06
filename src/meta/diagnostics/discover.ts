/** Which account and number a token is for, where nobody says so. */
import { type GraphAccess } from '../graph-call.js';

import { accountIn } from './health.js';
import { type NumberFacts, readNumber, readNumbers } from './number.js';
import { type TokenFacts, readToken } from './token.js';

/** What is known already; nothing of it is asked again. */
type Known = { businessAccountId?: string | undefined; phoneNumberId?: string | undefined };

export type Discovery = {
  /** WABA id; absent when there are several, or Meta does not say. */
  businessAccountId?: string | undefined;
  /** Absent when there are several, or none. */
  phoneNumberId?: string | undefined;
  /** The accounts that the token may touch, when they were asked for and Meta names them. */
  accounts?: readonly string[] | undefined;
  /** The numbers of the account, when they were asked for. */
  numbers?: readonly NumberFacts[] | undefined;
};

/** The one account that a token may touch. */
export const onlyAccount = ({ accounts = [] }: Pick<TokenFacts, 'accounts'>): string | undefined =>
  accounts.length === 1 ? accounts[0] : undefined;

/** The one number of an account that sends, or else the one that there is. */
export const onlyNumber = <One extends Pick<NumberFacts, 'id' | 'status'>>(
  numbers: readonly One[]
): One | undefined => {
  const connected = numbers.filter(({ status }) => status === 'CONNECTED');
  const candidates = connected.length > 0 ? connected : numbers;

  return candidates.length === 1 ? candidates[0] : undefined;
};

const findAccount = async (
  access: GraphAccess,
  { businessAccountId, phoneNumberId }: Known
): Promise<Pick<Discovery, 'businessAccountId' | 'accounts'>> => {
  if (businessAccountId !== undefined) {
    return { businessAccountId };
  }

  const token = await readToken(access);
  const found = onlyAccount(token);

  if (found !== undefined || phoneNumberId === undefined) {
    return { accounts: token.accounts, businessAccountId: found };
  }

  const { health } = await readNumber(access, phoneNumberId);

  return { accounts: token.accounts, businessAccountId: accountIn(health) };
};

/**
 * Finds account and number through the token: the account among what it was made for, or through the
 * number; the number as the only one of the account. Makes no call for what is known.
 *
 * @throws {SendFailure} When Meta refuses one of the calls, or cannot be reached.
 */
export const discover = async (access: GraphAccess, known: Known): Promise<Discovery> => {
  const { phoneNumberId } = known;
  const found = await findAccount(access, known);

  if (phoneNumberId !== undefined || found.businessAccountId === undefined) {
    return { ...found, phoneNumberId };
  }

  const numbers = await readNumbers(access, found.businessAccountId);

  return { ...found, numbers, phoneNumberId: onlyNumber(numbers)?.id };
};
