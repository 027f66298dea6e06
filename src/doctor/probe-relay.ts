/** Asks the relay what the connector will need of it. Nothing is stored there. */
import { z } from 'zod';

import { parseJson } from '../json/parse-json.js';
import { type GraphAnswer, graphRequest } from '../meta/graph-request.js';
import { type Claims } from '../registration/claims.js';
import { type Relay } from '../registration/post-registration.js';
import { isBusy } from '../registration/relay-problem.js';
import { registrationType, seal } from '../registration/seal.js';

import { type RelayFacts, type SecretFacts } from './facts.js';
import { readSkew } from './skew.js';

const problemGuard = z.object({ error: z.object({ code: z.string() }) });
const readyGuard = z.object({ status: z.literal('ready') });
const sameGuard = z.object({ status: z.literal('ok') });

/** The code of a relay's refusal; Meta's own errors have a number. */
export const problemCode = ({ body }: Pick<GraphAnswer, 'body'>): string | undefined =>
  problemGuard.safeParse(parseJson(body)).data?.error.code;

/**
 * @param timeout In milliseconds.
 * @throws {SendFailure} When it does not answer.
 */
export const probeRelay = async (
  { url }: Pick<Relay, 'url'>,
  timeout: number,
  now: () => Date
): Promise<RelayFacts> => {
  const answer = await graphRequest({
    method: 'GET',
    url: new URL(`${url}/readyz`),
    headers: {},
    timeout,
  });

  return {
    status: answer.status,
    isRelay:
      readyGuard.safeParse(parseJson(answer.body)).success || problemCode(answer) === 'unavailable',
    skew: readSkew(answer.headers.date, now().getTime()),
  };
};

/** Of nobody, and never recorded. */
const nobody: Claims = {
  messageId: 'doctor',
  number: '+10000',
  recipient: '+1**00',
  usageType: 'Generic',
  language: 'en_US',
  age: 0,
  codeLifetime: 1,
  deadline: 1,
};

/**
 * Whether the relay can open what the connector's secret has sealed.
 *
 * @param timeout In milliseconds.
 * @throws {SendFailure} When it does not answer.
 */
export const probeRelaySecret = async (
  { url, secret }: Relay,
  timeout: number
): Promise<SecretFacts> => {
  const answer = await graphRequest({
    method: 'POST',
    url: new URL(`${url}/deliveries/check`),
    headers: {},
    content: { type: registrationType, body: await seal(nobody, secret) },
    timeout,
  });

  if (answer.status === 200 && sameGuard.safeParse(parseJson(answer.body)).success) {
    return 'same';
  }

  if (isBusy(answer.status)) {
    return 'busy';
  }

  switch (problemCode(answer)) {
    case 'wrong_secret': {
      return 'other';
    }

    case 'not_found':
    case 'not_a_registration': {
      return 'old';
    }

    default: {
      return 'stranger';
    }
  }
};
