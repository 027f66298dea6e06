/** What Meta and the connector would send, ready for the wire. */
import { createHmac, randomUUID } from 'node:crypto';

import { type Claims } from '../../src/registration/claims.js';
import { registrationType, seal } from '../../src/registration/seal.js';

export const secrets = Object.freeze({
  app: 'bench_app_secret',
  verifyToken: 'bench_verify_token',
  relay: 'bench+relay+secret+0123456789abcdefghij=',
  statusToken: 'bench_status_token_0123',
});

const phoneNumberId = '100000000000001';

/** A message, by its place in the load; country code 999 is nobody's. */
export type Message = Readonly<{ id: string; number: string }>;

/** Keeps the ids of one load apart from those of another. */
const runId = randomUUID().replaceAll('-', '').slice(0, 12);

export const messageOf = (load: number, sequence: number): Message => ({
  id: `wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI${runId}${String(load).padStart(3, '0')}${String(sequence).padStart(9, '0')}A=`,
  number: `+999${String(load).padStart(3, '0')}${String(sequence).padStart(7, '0')}`,
});

const request = (path: string, headers: Readonly<Record<string, string>>, body: string) => {
  const bytes = new TextEncoder().encode(body);
  const lines = Object.entries({
    host: 'relay.example.com',
    'content-length': String(bytes.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);

  return new TextEncoder().encode(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
};

export type SmsTarget = {
  /** Address of the provider. */
  endpoint: string;
  /** Seconds after acceptance. */
  deadline: number;
  mode: 'send' | 'record';
};

/** For messages that are delivered: their deadline does not come, and nobody is there. */
export const noTarget: SmsTarget = {
  endpoint: 'http://127.0.0.1:9',
  deadline: 540,
  mode: 'send',
};

/** As the connector describes a code, with the official connector for a provider of one's own. */
const claimsOf = ({ id, number }: Message, { endpoint, deadline, mode }: SmsTarget): Claims => ({
  messageId: id,
  number,
  recipient: `+999${'*'.repeat(number.length - 6)}${number.slice(-2)}`,
  usageType: 'SignIn',
  language: 'en_US',
  age: 0.1,
  codeLifetime: 600,
  deadline,
  sms: {
    fallback: {
      connector: '@logto/connector-http-sms',
      config: { endpoint, authorization: 'Bearer bench-provider-token-0123456789' },
      allowedCountries: undefined,
      maxPerNumberPerHour: 3,
      maxPerHour: 1_000_000,
      mode,
      whenNotDeliveredWithinSeconds: deadline,
    },
    data: {
      to: number.slice(1),
      type: 'SignIn',
      payload: { code: '482913', locale: 'en', uiLocales: 'en de', ip: '192.0.2.1' },
    },
  },
});

export const registrationOf = async (message: Message, target: SmsTarget): Promise<Uint8Array> =>
  request(
    '/deliveries',
    { 'content-type': registrationType },
    await seal(claimsOf(message, target), secrets.relay)
  );

export type Status = 'sent' | 'delivered' | 'read' | 'failed';

/** As Meta writes one. Source: Meta, "Status messages webhook". */
const writeStatus = ({ id, number }: Message, status: Status) => ({
  id,
  status,
  timestamp: String(Math.round(Date.now() / 1000)),
  recipient_id: number.slice(1),
  ...(status === 'failed'
    ? {
        errors: [
          {
            code: 131_026,
            title: 'Message undeliverable',
            message: 'Message undeliverable',
            error_data: { details: 'Message Undeliverable.' },
          },
        ],
      }
    : {
        conversation: {
          id: '0c3c6b1b2f6f4d0b8a9e7d5c4b3a2f1e',
          expiration_timestamp: '1799999999',
          origin: { type: 'authentication' },
        },
        pricing: { billable: true, pricing_model: 'PMP', category: 'authentication' },
      }),
});

/** Signed with the app's secret. */
export const webhookOf = (statuses: ReadonlyArray<readonly [Message, Status]>): Uint8Array => {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550783881', phone_number_id: phoneNumberId },
              statuses: statuses.map(([message, status]) => writeStatus(message, status)),
            },
          },
        ],
      },
    ],
  });
  const digest = createHmac('sha256', secrets.app).update(body).digest('hex');

  return request(
    '/webhook',
    { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${digest}` },
    body
  );
};
