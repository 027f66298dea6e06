/** One registration, posted once. */
import { z } from 'zod';

import { parseJson } from '../json/parse-json.js';
import { type RawAnswer } from '../meta/answer.js';
import { SendFailure } from '../meta/failure.js';
import { post } from '../meta/http.js';

import { type Claims, type SmsClaims } from './claims.js';
import { type RelayProblem, isBusy, problemOfFailure } from './relay-problem.js';
import { maximumRegistrationSize, registrationType, seal } from './seal.js';

export type Relay = {
  /** Without a slash at its end. */
  url: string;
  secret: string;
};

/** What the relay says when it refuses; Meta's own errors have a number for a code. */
const refusalGuard = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const readAnswer = ({ status, body }: RawAnswer): RelayProblem | undefined => {
  if (status === 202) {
    return;
  }

  if (isBusy(status)) {
    return { kind: 'busy', status };
  }

  if (!refusalGuard.safeParse(parseJson(body)).success) {
    return { kind: 'stranger', status };
  }

  switch (status) {
    case 401: {
      return { kind: 'other-secret' };
    }

    case 409: {
      return { kind: 'clocks' };
    }

    case 400:
    case 413: {
      return { kind: 'misunderstood', status };
    }

    default: {
      return { kind: 'stranger', status };
    }
  }
};

const maximumHint = 1000;

/** Whoever signs in chooses the length of the hints at a language. */
const hintOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.slice(0, maximumHint) : undefined;

/** Without what an SMS connector can do without. */
const slim = ({ fallback, data: { to, type, payload } }: SmsClaims): SmsClaims => ({
  fallback,
  data: {
    to,
    type,
    payload: {
      code: payload.code,
      locale: hintOf(payload.locale),
      uiLocales: hintOf(payload.uiLocales),
    },
  },
});

/** @returns Nothing when it is too large, or cannot be written as JSON. */
const sealWithinSize = async (claims: Claims, secret: string): Promise<string | undefined> => {
  try {
    const token = await seal(claims, secret);

    return token.length <= maximumRegistrationSize ? token : undefined;
  } catch {
    // The data are as Logto gave them; the error may repeat them.
    return undefined;
  }
};

const sealToFit = async (claims: Claims, secret: string): Promise<string | undefined> => {
  const { sms } = claims;
  const token = await sealWithinSize(claims, secret);

  return token === undefined && sms ? sealWithinSize({ ...claims, sms: slim(sms) }, secret) : token;
};

/**
 * Tells the relay of one accepted code, once. It ignores what it knows already.
 *
 * @param timeout Milliseconds for the whole exchange.
 * @returns Why it has not taken the registration; nothing when it has.
 */
export const postRegistration = async (
  { url, secret }: Relay,
  claims: Claims,
  timeout: number
): Promise<RelayProblem | undefined> => {
  const body = await sealToFit(claims, secret);

  if (body === undefined) {
    return { kind: 'oversized' };
  }

  try {
    const answer = await post({
      url: new URL(`${url}/deliveries`),
      headers: { 'content-type': registrationType },
      body,
      timeout,
    });

    return readAnswer(answer);
  } catch (error: unknown) {
    if (error instanceof SendFailure) {
      return problemOfFailure(error.failure);
    }

    throw error;
  }
};
