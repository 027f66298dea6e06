/** Calls a webhook as Meta does, and as somebody does who is not Meta. */
import { randomBytes, randomInt } from 'node:crypto';

import { isLoopback } from '../config/address.js';
import { type GraphAnswer, graphRequest } from '../meta/graph-request.js';

import { type WebhookFacts } from './facts.js';
import { problemCode } from './probe-relay.js';
import { Absence } from './settle.js';

/** Nobody's signature. */
const forgery = `sha256=${'0'.repeat(64)}`;

type WebhookProbe = {
  address: string;
  verifyToken?: string | undefined;
  /** In milliseconds, for each call. */
  timeout: number;
};

const readUrl = (address: string): URL => {
  const url = URL.canParse(address) ? new URL(address) : undefined;

  // Meta calls nothing else, and a verify token must not travel in clear.
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))) {
    throw new Absence('Its address is not one with https, which alone is called.');
  }

  return url;
};

const shakeHands = async (url: URL, verifyToken: string, timeout: number) => {
  const challenge = String(randomInt(1_000_000_000));
  const target = new URL(url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  target.searchParams.set('hub.verify_token', verifyToken);
  const answer = await graphRequest({ method: 'GET', url: target, headers: {}, timeout });

  return { answer, isEchoed: answer.status === 200 && answer.body === challenge };
};

const readRefusal = (answer: GraphAnswer, code: string) => ({
  status: answer.status,
  isRelay: problemCode(answer) === code,
});

/**
 * @throws {SendFailure} When it does not answer.
 * @throws {Absence} When Meta would not call the address either.
 */
export const probeWebhook = async ({
  address,
  verifyToken,
  timeout,
}: WebhookProbe): Promise<WebhookFacts> => {
  const url = readUrl(address);
  const [wrong, right, forged] = await Promise.all([
    shakeHands(url, randomBytes(16).toString('hex'), timeout),
    verifyToken === undefined ? undefined : shakeHands(url, verifyToken, timeout),
    graphRequest({
      method: 'POST',
      url,
      headers: { 'x-hub-signature-256': forgery },
      json: { object: 'whatsapp_business_account', entry: [] },
      timeout,
    }),
  ]);

  return {
    address,
    wrongToken: readRefusal(wrong.answer, 'wrong_verify_token'),
    isEchoed: right?.isEchoed,
    forgery: readRefusal(forged, 'wrong_signature'),
  };
};
