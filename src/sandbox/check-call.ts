import { createHmac, timingSafeEqual } from 'node:crypto';

import { type SandboxAccount } from './account.js';
import { graphErrors } from './graph-error.js';

type Call = {
  /** The header `Authorization`. */
  authorization?: string | undefined;
  /** `appsecret_proof`, from the query. */
  proof?: string | undefined;
  phoneNumberId: string;
};

const isSame = (one: string, other: string): boolean => {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];

  return first.length === second.length && timingSafeEqual(first, second);
};

const checkToken = ({ tokens }: SandboxAccount, token: string) => {
  if (!token) {
    throw graphErrors.tokenMissing();
  }

  switch (Object.hasOwn(tokens, token) ? tokens[token] : undefined) {
    case 'valid': {
      return;
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
  { appSecret = '', requireProof }: SandboxAccount,
  token: string,
  proof: string | undefined
) => {
  if (proof === undefined && requireProof) {
    throw graphErrors.proofMissing();
  }

  if (
    proof !== undefined &&
    !isSame(createHmac('sha256', appSecret).update(token).digest('hex'), proof)
  ) {
    throw graphErrors.proofWrong();
  }
};

/**
 * Checks that a call may send from a number, in the order in which Meta looks.
 *
 * @throws {GraphError}
 */
export const checkCall = (
  account: SandboxAccount,
  { authorization = '', proof, phoneNumberId }: Call
) => {
  const token = /^Bearer (.+)$/.exec(authorization)?.[1] ?? '';

  checkToken(account, token);
  checkProof(account, token, proof);

  if (phoneNumberId !== account.phoneNumberId) {
    throw graphErrors.objectUnknown(phoneNumberId);
  }
};
