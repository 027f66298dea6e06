/** Codes on their way, and what Logto and Meta tell a relay of them. */
import { randomBytes, randomInt } from 'node:crypto';

import { z } from 'zod';

import { type Claims } from '../../src/registration/claims.js';
import { registrationType, seal } from '../../src/registration/seal.js';
import { type DeliveryStatus } from '../../src/relay/delivery/event.js';
import { signatureOf } from '../../src/sandbox/webhooks/envelope.js';

import { eventually } from './eventually.js';
import { claims, relaySecret } from './registration.js';
import { appSecret, httpSms, statusToken } from './relay-runner.js';
import { webhookWith } from './status-webhook.js';

export const providerSecret = 'planted-provider-token-08';

/** A code that WhatsApp has accepted. */
export type Code = {
  code: string;
  /** Digits. */
  to: string;
  claims: Claims;
};

export type CodeOptions = {
  /** The address of the SMS provider. */
  provider: string;
  to?: string;
  /** Seconds. */
  deadline?: number;
  maxPerHour?: number;
};

export const makeCode = ({
  provider,
  to = `1202555${randomInt(1000, 9999)}`,
  deadline = 60,
  maxPerHour = 500,
}: CodeOptions): Code => {
  const code = `planted-${randomBytes(6).toString('hex')}`;

  return {
    code,
    to,
    claims: {
      ...claims,
      messageId: `wamid.${randomBytes(24).toString('base64')}`,
      number: `+${to}`,
      recipient: `+1********${to.slice(-2)}`,
      deadline,
      sms: {
        fallback: {
          connector: httpSms,
          config: { endpoint: provider, authorization: `Bearer ${providerSecret}` },
          allowedCountries: undefined,
          mode: 'send',
          maxPerNumberPerHour: 100,
          maxPerHour,
          whenNotDeliveredWithinSeconds: deadline,
        },
        data: { to, type: 'SignIn', payload: { code, locale: 'en' } },
      },
    },
  };
};

/** What must not be kept or told anywhere. */
export const secretsOf = ({ code, to, claims: { messageId } }: Code): readonly string[] => [
  code,
  to,
  // Without the country code, and without the prefix that every id has.
  to.slice(1),
  messageId.slice('wamid.'.length),
];

/** 0 when there was no answer. */
export const statusAnswered = async (asking: Promise<Response>): Promise<number> => {
  try {
    const response = await asking;
    await response.arrayBuffer();

    return response.status;
  } catch {
    return 0;
  }
};

export const post = async (
  url: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {}
): Promise<number> => statusAnswered(fetch(url, { method: 'POST', headers, body }));

/** As Meta writes it. */
export const webhookOf = (
  changes: ReadonlyArray<{ code: Code; status: DeliveryStatus; errorCode?: number }>
): string =>
  webhookWith(
    changes.map(({ code, status, errorCode }) => ({
      id: code.claims.messageId,
      status,
      timestamp: String(Math.floor(Date.now() / 1000)),
      recipient_id: code.to,
      ...(errorCode !== undefined && { errors: [{ code: errorCode }] }),
    }))
  );

export const postWebhook = async (
  url: string,
  body: string | Uint8Array,
  signature = signatureOf(body, appSecret)
): Promise<number> =>
  post(`${url}/webhook`, body, {
    'content-type': 'application/json',
    'x-hub-signature-256': signature,
  });

export const register = async (
  url: string,
  { claims: accepted }: Code,
  { age = 0, issuedAt = new Date() } = {}
): Promise<number> =>
  post(`${url}/deliveries`, await seal({ ...accepted, age }, relaySecret, issuedAt), {
    'content-type': registrationType,
  });

/** Tells until it is taken, as Logto and Meta do. */
export const tellUntil = async (status: number, tell: () => Promise<number>): Promise<void> => {
  await eventually(
    async () => {
      const answered = await tell();

      if (answered !== status) {
        throw new Error(`It was answered with ${answered}.`);
      }
    },
    { interval: 100 }
  );
};

export const registerSurely = async (url: string, code: Code) => {
  const acceptedAt = performance.now();
  await tellUntil(202, async () =>
    register(url, code, { age: (performance.now() - acceptedAt) / 1000 })
  );
};

export const reportSurely = async (
  url: string,
  code: Code,
  status: DeliveryStatus,
  errorCode?: number
) => {
  const body = webhookOf([{ code, status, ...(errorCode !== undefined && { errorCode }) }]);
  await tellUntil(200, async () => postWebhook(url, body));
};

const listGuard = z.object({
  deliveries: z.array(
    z.object({
      state: z.string(),
      trigger: z.string().optional(),
      deliveredAt: z.string().optional(),
      sms: z.object({ attempts: z.number() }).passthrough().optional(),
      timeline: z.array(z.object({ event: z.string() }).passthrough()),
    })
  ),
});

/** What the relay shows: of all codes, or of those that the query asks for. */
export const list = async (url: string, query: Readonly<Record<string, string>> = {}) => {
  const search = new URLSearchParams({ limit: '200', ...query });
  const response = await fetch(`${url}/deliveries?${search.toString()}`, {
    headers: { authorization: `Bearer ${statusToken}` },
  });

  return listGuard.parse(await response.json()).deliveries;
};

export const look = async (url: string, { claims: { messageId } }: Code) => {
  const [delivery] = await list(url, { messageId });

  return delivery;
};

export const waitForState = async (url: string, code: Code, state: string) =>
  eventually(async () => {
    const delivery = await look(url, code);

    if (delivery?.state !== state) {
      throw new Error(`It is ${delivery?.state ?? 'not there'}, and not ${state}.`);
    }

    return delivery;
  });
