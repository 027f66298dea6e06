/**
 * Every row of the error table, from the answer to what Logto gets.
 */
import { ConnectorErrorCodes } from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ZodError } from 'zod';

import { answering, connectorWith, metaConfig, signIn } from '../test/support/nocked-meta.js';
import { failureOf } from '../test/support/send.js';

import { type ConfigField, type ErrorEntry, errorEntries } from './meta/error-codes.js';

vi.mock('node:timers/promises', async (importOriginal) => ({
  ...(await importOriginal<Record<string, unknown>>()),
  setTimeout: vi.fn(async () => {
    // No time passes in these tests.
  }),
}));

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
});

const sentences = {
  recipient:
    'The code could not be sent to this number over WhatsApp. Check the number and try again.',
  unavailable: 'WhatsApp is not available at the moment. Please try again in a minute.',
  failed: 'The code could not be sent over WhatsApp. Please try again later.',
};

const paths: Record<ConfigField, Array<string | number>> = {
  accessToken: ['accessToken'],
  appSecret: ['appSecret'],
  phoneNumberId: ['phoneNumberId'],
  templateName: ['templates', 0, 'templateName'],
  language: ['templates', 0, 'language'],
};

/** What may be repeated after a moment. Source: Meta, "Error codes". */
const transientCodes = new Set([1, 2, 130_429, 131_000, 131_016, 131_057, 133_004, 2_494_100]);

const triesFor = (code: number): number => {
  if (!transientCodes.has(code)) {
    return 1;
  }

  // Meta's unknown error is worth one more try only.
  return code === 1 ? 2 : 3;
};

/** An error as Meta words it on a send. */
const metaBody = ({ title, subcode, mentions = '' }: ErrorEntry, code: number) => ({
  error: {
    message: `(#${code}) ${title} ${mentions}`,
    type: 'OAuthException',
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    error_data: { messaging_product: 'whatsapp', details: 'Why it failed.' },
    fbtrace_id: 'AbCdEf123',
  },
});

/** An error of 360dialog itself. */
const gatewayBody = (code: number) => ({
  meta: {
    success: false,
    http_code: code,
    developer_message: 'Why it failed.',
    '360dialog_trace_id': 'AbCdEf123',
  },
});

const expectOutcome = async (
  entry: ErrorEntry,
  sending: Promise<unknown>,
  facts: Record<string, unknown>
) => {
  const { code, data } = await failureOf(sending);
  const { becomes } = entry;

  switch (becomes.error) {
    case 'InvalidConfig': {
      expect(code).toBe(ConnectorErrorCodes.InvalidConfig);
      expect(data).toBeInstanceOf(ZodError);
      expect(data).toMatchObject({
        issues: [{ code: 'custom', path: paths[becomes.concerns], params: facts }],
      });
      break;
    }

    case 'RateLimitExceeded': {
      expect(code).toBe(ConnectorErrorCodes.RateLimitExceeded);
      expect(data).toMatchObject(facts);
      break;
    }

    case 'General': {
      expect(code).toBe(ConnectorErrorCodes.General);
      expect(data).toMatchObject({ errorDescription: sentences[becomes.person], ...facts });
      break;
    }
  }
};

/** Each code that an entry stands for: of a range, the first and the last. */
const cases = errorEntries.flatMap((entry) =>
  [...new Set([entry.code, entry.through ?? entry.code])].map((code) => ({
    name: [code, entry.subcode ?? entry.mentions].filter((part) => part !== undefined).join('/'),
    title: entry.title,
    becomes: entry.becomes.error,
    code,
    entry,
  }))
);

/** Token, number and app are 360dialog's: the form has the API key. */
const with360dialog = (entry: ErrorEntry): ErrorEntry =>
  entry.becomes.error === 'InvalidConfig' &&
  !['templateName', 'language'].includes(entry.becomes.concerns)
    ? { ...entry, becomes: { error: 'InvalidConfig', concerns: 'accessToken' } }
    : entry;

describe('an error of Meta', () => {
  it.each(cases.filter(({ entry }) => entry.source === undefined))(
    'with $name ($title) becomes $becomes',
    async ({ code, entry }) => {
      const receive = answering([[entry.http, metaBody(entry, code)]]);
      const { sendMessage } = await connectorWith();

      await expectOutcome(entry, sendMessage(signIn), {
        status: entry.http,
        code,
        ...(entry.subcode !== undefined && { subcode: entry.subcode }),
        details: 'Why it failed.',
        traceId: 'AbCdEf123',
      });
      expect(receive).toHaveBeenCalledTimes(triesFor(code));
    }
  );

  it.each(cases.filter(({ entry }) => entry.source === undefined))(
    'with $name ($title) is the same when 360dialog passes it on, but for fields that it has not',
    async ({ code, entry }) => {
      answering([[entry.http, metaBody(entry, code)]], {
        address: 'https://waba-v2.360dialog.io',
        path: '/messages',
      });
      const { sendMessage } = await connectorWith({ ...metaConfig, gateway: '360dialog' });

      await expectOutcome(with360dialog(entry), sendMessage(signIn), {
        code,
        ...(entry.subcode !== undefined && { subcode: entry.subcode }),
      });
    }
  );
});

describe('an error of 360dialog', () => {
  it.each(cases.filter(({ entry }) => entry.source === '360dialog'))(
    'with $name ($title) becomes $becomes',
    async ({ code, entry }) => {
      const receive = answering([[entry.http, gatewayBody(code)]], {
        address: 'https://waba-v2.360dialog.io',
        path: '/messages',
      });
      const { sendMessage } = await connectorWith({ ...metaConfig, gateway: '360dialog' });

      await expectOutcome(entry, sendMessage(signIn), {
        status: entry.http,
        code,
        details: 'Why it failed.',
        traceId: 'AbCdEf123',
      });
      expect(receive).toHaveBeenCalledTimes(triesFor(code));
    }
  );
});

describe('the table', () => {
  it('has the rows that these tests walk', () => {
    expect(errorEntries.length).toBeGreaterThanOrEqual(80);
    expect(cases.filter(({ entry }) => entry.source === '360dialog')).toHaveLength(5);
  });
});
