/**
 * Who calls, and what they may do. Meta looks at the token first, then at the proof, then at the
 * object.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

import { type SandboxAccount, type SandboxToken } from '../account.js';

import { graphErrors } from './errors.js';

/** Somebody whose token is good. */
export type Caller = {
  /** As it was sent; `paging.next` repeats it. */
  token: string;
  hasScope: (scope: string) => boolean;
  /** Whether an id was assigned to the caller: what cannot be seen does not exist. */
  canSee: (id: string) => boolean;
};

type Credentials = {
  /** The header `Authorization`. */
  authorization?: string | undefined;
  /** `access_token`, from the query. */
  accessToken?: string | undefined;
  /** `appsecret_proof`, from the query. */
  proof?: string | undefined;
};

const isSame = (one: string, other: string): boolean => {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];

  return first.length === second.length && timingSafeEqual(first, second);
};

/** Whether it is the app's own token, `APP_ID|APP_SECRET`. Source: Meta, "Access tokens". */
export const isAppToken = ({ appId, appSecret }: SandboxAccount, text: string): boolean =>
  isSame(text, `${appId}|${appSecret}`);

/** @returns The token with this text, or `undefined`; the app's own has every right. */
export const findToken = (account: SandboxAccount, text: string): SandboxToken | undefined => {
  if (isAppToken(account, text)) {
    return { state: 'valid', type: 'SYSTEM_USER', scopes: [], expiresAt: 0 };
  }

  return Object.hasOwn(account.tokens, text) ? account.tokens[text] : undefined;
};

const checkToken = (account: SandboxAccount, text: string): SandboxToken => {
  if (!text) {
    throw graphErrors.tokenMissing();
  }

  const token = findToken(account, text);

  switch (token?.state) {
    case 'valid': {
      return token;
    }

    case 'expired': {
      throw graphErrors.tokenExpired();
    }

    case 'revoked': {
      throw graphErrors.tokenRevoked();
    }

    case undefined: {
      throw graphErrors.tokenUnknown();
    }
  }
};

/** Written apart from the connector's own, so that one mistake cannot hide in both. */
const checkProof = (
  { appId, appSecret, requireProof }: SandboxAccount,
  token: SandboxToken & { text: string },
  proof: string | undefined
) => {
  if (proof === undefined && requireProof) {
    throw graphErrors.proofMissing();
  }

  if (proof === undefined) {
    return;
  }

  // Another app has another secret, which nobody here knows.
  const isOurs = token.appId === undefined || token.appId === appId;
  const expected = createHmac('sha256', appSecret).update(token.text).digest('hex');

  if (!isOurs || !isSame(expected, proof)) {
    throw graphErrors.proofWrong();
  }
};

/**
 * Finds out who calls.
 *
 * @throws {GraphError}
 */
export const authenticate = (
  account: SandboxAccount,
  { authorization = '', accessToken, proof }: Credentials
): Caller => {
  const text = /^Bearer (.+)$/.exec(authorization)?.[1] ?? accessToken ?? '';
  const token = checkToken(account, text);
  const { scopes, assets } = token;
  const isApp = isAppToken(account, text);
  // What is assigned is the WABA; its numbers and templates come with it.
  const isAssigned = assets === undefined || assets.includes(account.id);

  if (!isApp) {
    checkProof(account, { ...token, text }, proof);
  }

  return {
    token: text,
    hasScope: (scope) => isApp || scopes.includes(scope),
    canSee: (id) => isAssigned || id === account.appId || Boolean(assets.includes(id)),
  };
};

/**
 * @throws {GraphError} Code 10, when the token lacks a permission.
 */
export const requireScope = (caller: Caller, scope: string) => {
  if (!caller.hasScope(scope)) {
    throw graphErrors.scopeMissing();
  }
};
