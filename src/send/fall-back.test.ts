import { once } from 'node:events';
import { inspect } from 'node:util';

import { ConnectorErrorCodes } from '@logto/connector-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { textLike, textWith } from '../../test/support/matchers.js';
import { code, metaConfig } from '../../test/support/nocked-meta.js';
import {
  ForeignConnectorError,
  authToken,
  connectorName,
  fallbackConfig,
  providerWith,
} from '../../test/support/sms-provider.js';
import { type FallbackConfig } from '../fallback/config.js';
import { SmsCounter } from '../fallback/limits.js';
import { type ErrorEntry, errorEntries } from '../meta/error-codes.js';
import { explainError } from '../meta/explain.js';
import { type Failure, SendFailure } from '../meta/failure.js';

import { BothFailed } from './both-failed.js';
import { toConnectorError } from './connector-error.js';
import { fallBack } from './fall-back.js';

const host = 'graph.facebook.com';
const request = { to: '12025550143', type: 'SignIn', payload: { code } };
const template = { templateName: 'login_code', language: 'en_US', index: 0 };

const answered = (entry: ErrorEntry): Failure => ({
  kind: 'answered',
  entry,
  report: { status: entry.http, code: entry.code, subcode: entry.subcode, traceId: 'AbC' },
});

const expired: Failure = {
  kind: 'answered',
  entry: explainError({ code: 190, subcode: 463, status: 401 }),
  report: { status: 401, code: 190, subcode: 463, traceId: 'AbC' },
};

const lines = () => vi.mocked(console.warn).mock.calls.map(([line]) => String(line));

type Given = {
  failure?: Failure;
  fallback?: FallbackConfig | undefined;
  provider?: ReturnType<typeof providerWith>;
  to?: string;
  payload?: { code?: string | undefined };
};

const unreachable: Failure = {
  kind: 'unreachable',
  host,
  systemCode: 'ECONNREFUSED',
  lasting: false,
};

/** What becomes of a send that has failed like this. */
const outcomeOf = async (given: Given = {}) => {
  const { failure = unreachable, provider = providerWith(), to = request.to } = given;
  const fallback = 'fallback' in given ? given.fallback : fallbackConfig;
  const { payload = request.payload } = given;
  const error = new SendFailure(failure, template);
  const data = { ...request, to, payload, ip: '192.0.2.1' };
  const outcome: unknown = await fallBack(
    {
      config: { ...metaConfig, gateway: 'meta', apiVersion: 'v25.0', fallback },
      request: { ...request, to, payload: { code: undefined, ...payload } },
      error,
      data,
      deadline: 7500,
    },
    {
      providers: { load: async () => provider },
      counter: new SmsCounter(),
      howToInstall: (connector: string) => `Install ${connector}.`,
      now: () => 0,
    }
  ).catch((error_: unknown) => error_);

  return { outcome, error, provider, data };
};

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const failures: Array<[kind: string, failure: Failure, reason: string]> = [
  ['unreachable', unreachable, 'could not connect to graph.facebook.com (ECONNREFUSED)'],
  [
    'without a secure connection',
    { ...unreachable, systemCode: 'CERT_HAS_EXPIRED', lasting: true },
    'could not make a secure connection',
  ],
  ['silent', { kind: 'silent', host, seconds: 5 }, 'did not answer within 5 seconds'],
  ['lost', { kind: 'lost', host, systemCode: 'ECONNRESET' }, 'broke while it had the request'],
  ['unreadable', { kind: 'unreadable', host, status: 502 }, 'answered with HTTP 502'],
];

describe('an SMS goes out', () => {
  it.each(failures)('when WhatsApp is %s', async (_, failure, reason) => {
    const { outcome, provider, data } = await outcomeOf({ failure });

    expect(outcome).toEqual({
      channel: 'sms',
      recipient: '+1********43',
      connector: connectorName,
      reason: textWith(reason),
    });
    expect(provider.sendMessage.mock.calls).toEqual([[data, fallbackConfig.config]]);
    expect(lines()).toEqual([
      textLike(/^\[whatsapp-otp] Sent an SMS to \+1\*{8}43 with @logto\/connector-example-sms\. /),
    ]);
    expect(lines()[0]).toContain(reason);
  });

  it.each(errorEntries.filter(({ action }) => action !== 'stop'))(
    'for $code ($title): $action',
    async (entry) => {
      const { outcome, provider } = await outcomeOf({ failure: answered(entry) });

      expect(outcome).toMatchObject({
        channel: 'sms',
        reason: textWith(entry.meaning),
      });
      expect(provider.sendMessage).toHaveBeenCalledOnce();
      expect(lines()).toHaveLength(1);
    }
  );

  it('to the number that was checked, however it was typed', async () => {
    const { provider, data } = await outcomeOf({ to: '5215512345678' });

    expect(provider.sendMessage.mock.calls[0]?.[0]).toEqual({ ...data, to: '525512345678' });
  });
});

describe('no SMS goes out', () => {
  it.each(errorEntries.filter(({ action }) => action === 'stop'))(
    'for $code ($title)',
    async (entry) => {
      const { outcome, error, provider } = await outcomeOf({ failure: answered(entry) });

      expect(outcome).toBe(error);
      expect(provider.sendMessage).not.toHaveBeenCalled();
      expect(lines()).toEqual([]);
    }
  );

  it.each<[string, Given]>([
    ['without a fallback', { fallback: undefined }],
    ['for what we have refused', { failure: { kind: 'refused', explanation: 'No number.' } }],
    ['without a code', { payload: {} }],
    ['with an empty code', { payload: { code: '' } }],
  ])('%s', async (_, given) => {
    const { outcome, error, provider } = await outcomeOf(given);

    expect(outcome).toBe(error);
    expect(provider.sendMessage).not.toHaveBeenCalled();
    expect(lines()).toEqual([]);
  });
});

describe('with the mode "record"', () => {
  const recording = { ...fallbackConfig, mode: 'record' } as const;

  it('the log says what would have gone out, and the error is that of WhatsApp', async () => {
    const { outcome, error, provider } = await outcomeOf({ fallback: recording });

    expect(outcome).toBe(error);
    expect(provider.sendMessage).not.toHaveBeenCalled();
    expect(lines()).toEqual([
      "[whatsapp-otp] Would have sent an SMS to +1********43 with @logto/connector-example-sms. Logto's server could not connect to graph.facebook.com (ECONNREFUSED).",
    ]);
  });

  it('the log says what would have been held back, and the error is that of WhatsApp', async () => {
    const { outcome, error } = await outcomeOf({
      fallback: { ...recording, allowedCountries: ['BR'] },
    });

    expect(outcome).toBe(error);
    expect(lines()).toEqual([
      "[whatsapp-otp] Would have sent no SMS to +1********43. Logto's server could not connect to graph.facebook.com (ECONNREFUSED). No SMS goes to numbers of this country.",
    ]);
  });
});

const failing = (said: unknown) =>
  providerWith(async () => {
    throw new ForeignConnectorError('general', said);
  });

const neither = 'The code could be sent neither over WhatsApp nor by SMS. Please try again later.';
const unconfirmed =
  'Neither WhatsApp nor the SMS service confirmed your code. If it does not arrive within a minute, ask for a new one.';

describe('when both fail', () => {
  const secrets = [authToken, code, '12025550143', '2025550143'];

  it('there is one error, which tells of both', async () => {
    const { outcome, error } = await outcomeOf({
      failure: expired,
      provider: failing('No credit left.'),
    });

    expect(outcome).toBeInstanceOf(BothFailed);
    expect(outcome).toMatchObject({ whatsApp: error });
    expect(toConnectorError(outcome, 'person')).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: {
        errorDescription: neither,
        whatsApp: {
          explanation: 'Meta refused the token: it expired (190/463).',
          remedy: textLike(/^Generate a permanent token/),
          code: 190,
          subcode: 463,
          traceId: 'AbC',
        },
        sms: {
          explanation: `${connectorName} could not send the SMS (general: No credit left.).`,
          remedy: textLike(/^Check the config of the SMS connector/),
        },
      },
    });
    expect(lines()).toEqual([
      '[whatsapp-otp] Sent no SMS to +1********43. Meta refused the token: it expired (190/463). @logto/connector-example-sms could not send the SMS (general: No credit left.).',
    ]);
  });

  it.each(failures)('so it is when WhatsApp is %s', async (kind, failure, reason) => {
    const { outcome } = await outcomeOf({ failure, provider: failing('No.') });

    expect(toConnectorError(outcome, 'person').data).toMatchObject({
      errorDescription: ['silent', 'lost'].includes(kind) ? unconfirmed : neither,
      whatsApp: { explanation: textWith(reason) },
      sms: { explanation: textWith('could not send the SMS') },
    });
  });

  it('the person is told that the SMS may still arrive when its provider says nothing', async () => {
    vi.useFakeTimers();
    const answers = new AbortController();
    const sending = outcomeOf({
      provider: providerWith(async () => once(answers.signal, 'abort')),
    });
    await vi.advanceTimersByTimeAsync(7500);
    const { outcome } = await sending;
    vi.useRealTimers();

    expect(toConnectorError(outcome, 'person').data).toMatchObject({
      errorDescription: unconfirmed,
      sms: { explanation: textWith('did not answer in time') },
    });
  });

  it('so it is when a guard holds the SMS back', async () => {
    const { outcome } = await outcomeOf({
      fallback: { ...fallbackConfig, allowedCountries: ['BR'] },
    });

    expect(toConnectorError(outcome, 'person').data).toMatchObject({
      sms: { explanation: 'No SMS goes to numbers of this country.' },
    });
  });

  it('neither the error nor the log holds a secret, and the log has one line', async () => {
    const said = `+1 202 555 0143\n${secrets.join('\n')}\n${JSON.stringify(secrets)}`;
    const { outcome } = await outcomeOf({ provider: failing({ errorDescription: said }) });
    const error = toConnectorError(outcome, 'person');
    const seen = [
      ...lines(),
      inspect(outcome, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
      inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
      JSON.stringify(error.data),
    ].join(' ');

    expect(lines()).toHaveLength(1);
    expect(lines()[0]).not.toContain('\n');

    for (const secret of [...secrets, '555 0143']) {
      expect(seen).not.toContain(secret);
    }
  });
});

it('passes on what is no failure of an SMS', async () => {
  const stranger = new Error('The clock has stopped.');
  const error = new SendFailure(unreachable, template);

  await expect(
    fallBack(
      {
        config: { ...metaConfig, gateway: 'meta', apiVersion: 'v25.0', fallback: fallbackConfig },
        request,
        error,
        data: request,
        deadline: 7500,
      },
      {
        providers: { load: async () => providerWith() },
        counter: new SmsCounter(),
        howToInstall: (connector: string) => `Install ${connector}.`,
        now: () => {
          throw stranger;
        },
      }
    )
  ).rejects.toBe(stranger);
});
