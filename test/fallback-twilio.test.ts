/** Logto's own connector for Twilio as the fallback, with nock for Meta and for Twilio. */
import { inspect } from 'node:util';

import { ConnectorErrorCodes } from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { textWith } from './support/matchers.js';
import { answering, code, metaConfig, signIn, token } from './support/nocked-meta.js';
import { failureOf, sendWith } from './support/send.js';
import { SystemError } from './support/sms-provider.js';

const accountSID = 'AC5ef8732a3c49700934481addd5ce1659';
const authToken = '2e9c1f0a5b7d48c6a3f1e0d9b8c7a6f5';

const stored = {
  ...metaConfig,
  fallback: {
    connector: '@logto/connector-twilio-sms',
    config: {
      accountSID,
      authToken,
      fromMessagingServiceSID: 'MG0123456789abcdef0123456789abcdef',
      templates: ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({
        usageType,
        content: 'Your code is {{code}}.',
      })),
    },
    maxPerNumberPerHour: 100,
  },
};

const expired = {
  error: {
    message: 'Error validating access token: Session has expired',
    type: 'OAuthException',
    code: 190,
    error_subcode: 463,
    fbtrace_id: 'AbCdEf123',
  },
};

const twilio = () =>
  nock('https://api.twilio.com').post(`/2010-04-01/Accounts/${accountSID}/Messages.json`);

const expectNoSecrets = (seen: string) => {
  const basic = Buffer.from(`${accountSID}:${authToken}`).toString('base64');

  for (const secret of [code, '2025550143', authToken, accountSID, basic, token]) {
    expect(seen).not.toContain(secret);
  }
};

beforeAll(() => {
  nock.disableNetConnect();
});
beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
  answering([[401, expired]]);
});
afterEach(() => {
  vi.restoreAllMocks();
  nock.cleanAll();
});

it('sends the same code through Twilio when the token for WhatsApp has expired', async () => {
  const receive = vi.fn<(body: unknown, authorization: unknown) => void>();
  twilio().reply(function (_, body) {
    receive(body, this.req.headers.authorization);

    return [201, { sid: 'SM0123456789abcdef0123456789abcdef', status: 'queued' }];
  });

  const result = await sendWith(stored, signIn);

  expect(result).toEqual({
    channel: 'sms',
    recipient: '+1********43',
    connector: '@logto/connector-twilio-sms',
    reason: 'Meta refused the token: it expired (190/463).',
  });
  expect(receive).toHaveBeenCalledOnce();
  expect(Object.fromEntries(new URLSearchParams(String(receive.mock.calls[0]?.[0])))).toMatchObject(
    { To: '+12025550143', Body: `Your code is ${code}.` }
  );
  expect(String(receive.mock.calls[0]?.[1])).toContain(
    Buffer.from(`${accountSID}:${authToken}`).toString('base64')
  );
  expectNoSecrets(inspect([result, vi.mocked(console.warn).mock.calls], { depth: 5 }));
});

it('tells what Twilio says when it refuses, without the number that it repeats', async () => {
  twilio().reply(400, {
    code: 21_211,
    message: "The 'To' number +12025550143 is not a valid phone number.",
    more_info: 'https://www.twilio.com/docs/errors/21211',
    status: 400,
  });

  const error = await failureOf(sendWith(stored, signIn));

  expect(error).toMatchObject({
    code: ConnectorErrorCodes.General,
    data: {
      whatsApp: { explanation: 'Meta refused the token: it expired (190/463).' },
      sms: { explanation: textWith('[redacted] is not a valid phone number.') },
    },
  });
  expectNoSecrets(inspect([error, vi.mocked(console.warn).mock.calls], { depth: 9 }));
});

it('leaves nothing of the request when Twilio cannot be reached', async () => {
  twilio()
    .times(9)
    .replyWithError(new SystemError(`connect ECONNREFUSED ${authToken}`, 'ECONNREFUSED'));

  const error = await failureOf(sendWith(stored, signIn));

  expect(error).toMatchObject({
    data: {
      sms: {
        explanation: '@logto/connector-twilio-sms could not send the SMS (ECONNREFUSED).',
      },
    },
  });
  expectNoSecrets(inspect([error, vi.mocked(console.warn).mock.calls], { depth: 9 }));
});

it('does not count what Twilio does not take because it has too much to do', async () => {
  const receive = vi.fn();
  twilio()
    .times(2)
    .reply(() => {
      receive();

      return [429, { code: 20_429, message: 'Too Many Requests', more_info: '', status: 429 }];
    });
  const strict = { ...stored, fallback: { ...stored.fallback, maxPerNumberPerHour: 1 } };
  const request = { ...signIn, to: '12025550188' };

  await failureOf(sendWith(strict, request));
  await failureOf(sendWith(strict, request));

  expect(receive).toHaveBeenCalledTimes(2);
});
