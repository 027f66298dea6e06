import { setTimeout as wait } from 'node:timers/promises';

import { ConnectorErrorCodes } from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZodError } from 'zod';

import {
  accepted,
  answering,
  connectorWith,
  metaConfig,
  signIn,
} from '../test/support/nocked-meta.js';
import { failureOf } from '../test/support/send.js';

vi.mock('node:timers/promises', async (importOriginal) => ({
  ...(await importOriginal<Record<string, unknown>>()),
  setTimeout: vi.fn(async () => {
    // No time passes in these tests.
  }),
}));

beforeAll(() => {
  nock.disableNetConnect();
});
beforeEach(() => {
  vi.mocked(wait).mockClear();
});
afterEach(() => {
  nock.cleanAll();
});

const transient = {
  error: {
    message: '(#131000) Something went wrong',
    type: 'OAuthException',
    code: 131_000,
    error_data: { messaging_product: 'whatsapp', details: 'Try again.' },
    fbtrace_id: 'AbCdEf123',
  },
};
const permanent = {
  error: {
    message: '(#132001) Template name does not exist in the translation',
    type: 'OAuthException',
    code: 132_001,
    error_data: {
      messaging_product: 'whatsapp',
      details: 'template name (login_code) does not exist in en_US',
    },
    fbtrace_id: 'AbCdEf123',
  },
};
const html = '<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>';

describe('an answer that says no', () => {
  it('is followed by a second try when it is transient', async () => {
    const receive = answering([
      [500, transient],
      [200, accepted],
    ]);
    const { sendMessage } = await connectorWith();

    expect(await sendMessage(signIn)).toMatchObject({ status: 'accepted' });
    expect(receive).toHaveBeenCalledTimes(2);
  });

  it('ends the send when it is transient three times', async () => {
    const receive = answering([[500, transient]]);
    const { sendMessage } = await connectorWith();

    expect(await failureOf(sendMessage(signIn))).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: {
        errorDescription: 'WhatsApp is not available at the moment. Please try again in a minute.',
        status: 500,
        code: 131_000,
        details: 'Try again.',
        traceId: 'AbCdEf123',
      },
    });
    expect(receive).toHaveBeenCalledTimes(3);
  });

  it('ends the send at once when it is permanent', async () => {
    const receive = answering([[404, permanent]]);
    const { sendMessage } = await connectorWith();

    const { code, data } = await failureOf(sendMessage(signIn));

    expect(code).toBe(ConnectorErrorCodes.InvalidConfig);
    expect(data).toBeInstanceOf(ZodError);
    expect(data).toMatchObject({
      issues: [
        {
          code: 'custom',
          path: ['templates', 0, 'language'],
          message:
            'Meta has no approved template of this name in this language: "login_code" in en_US (132001). Check name and language in WhatsApp Manager → Message templates (en and en_US are two languages), create the missing language, or wait until it is approved. Details: template name (login_code) does not exist in en_US',
          params: { status: 404, code: 132_001, traceId: 'AbCdEf123' },
        },
      ],
    });
    expect(receive).toHaveBeenCalledTimes(1);
  });

  it('is followed by another try when Meta calls an unknown error transient', async () => {
    const receive = answering([
      [400, { error: { message: 'New', code: 999_999, is_transient: true } }],
      [200, accepted],
    ]);
    const { sendMessage } = await connectorWith();

    await sendMessage(signIn);

    expect(receive).toHaveBeenCalledTimes(2);
  });

  it.each([
    [400, 1],
    [503, 3],
  ])('with an unknown code counts by its status: %d', async (status, tries) => {
    const receive = answering([[status, { error: { message: 'New', code: 999_999 } }]]);
    const { sendMessage } = await connectorWith();

    expect(await failureOf(sendMessage(signIn))).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: { status, code: 999_999 },
    });
    expect(receive).toHaveBeenCalledTimes(tries);
  });
});

describe('the time that Meta asks to wait', () => {
  it('is waited when it is short', async () => {
    answering([
      [500, transient, { 'retry-after': '2' }],
      [200, accepted],
    ]);
    const { sendMessage } = await connectorWith();

    await sendMessage(signIn);

    expect(vi.mocked(wait).mock.calls).toEqual([[2000]]);
  });

  it('ends the send when it is long', async () => {
    const receive = answering([[500, transient, { 'retry-after': '60' }]]);
    const { sendMessage } = await connectorWith();

    await failureOf(sendMessage(signIn));

    expect(receive).toHaveBeenCalledTimes(1);
  });
});

describe('an answer in strange words', () => {
  it.each([429, 503])('is followed by another try when its status is %d', async (status) => {
    const receive = answering([
      [status, html, { 'content-type': 'text/html' }],
      [200, accepted],
    ]);
    const { sendMessage } = await connectorWith();

    expect(await sendMessage(signIn)).toMatchObject({ status: 'accepted' });
    expect(receive).toHaveBeenCalledTimes(2);
  });

  it.each([
    [
      200,
      html,
      'WhatsApp did not confirm your code. If it does not arrive within a minute, ask for a new one.',
    ],
    [
      200,
      '',
      'WhatsApp did not confirm your code. If it does not arrive within a minute, ask for a new one.',
    ],
    [
      200,
      '{"messages":[]}',
      'WhatsApp did not confirm your code. If it does not arrive within a minute, ask for a new one.',
    ],
    [302, '', 'WhatsApp is not available at the moment. Please try again in a minute.'],
    [404, html, 'WhatsApp is not available at the moment. Please try again in a minute.'],
    [500, html, 'WhatsApp is not available at the moment. Please try again in a minute.'],
    [502, '', 'WhatsApp is not available at the moment. Please try again in a minute.'],
    [504, '{}', 'WhatsApp is not available at the moment. Please try again in a minute.'],
  ])('ends the send otherwise: %d %s', async (status, body, errorDescription) => {
    const receive = answering([[status, body, { location: 'https://example.com/messages' }]]);
    const { sendMessage } = await connectorWith();

    expect(await failureOf(sendMessage(signIn))).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: { errorDescription, reason: 'unreadable', host: 'graph.facebook.com', status },
    });
    expect(receive).toHaveBeenCalledTimes(1);
  });
});

describe("in Console's test", () => {
  it('an error explains itself to the administrator', async () => {
    answering([[503, html]]);
    const { sendMessage } = await connectorWith();

    expect(await failureOf(sendMessage(signIn, metaConfig))).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: {
        errorDescription:
          "graph.facebook.com answered with HTTP 503, but not as WhatsApp's API does. If the config has a base URL, check it; otherwise check Meta's status page, metastatus.com/whatsapp-business-api.",
      },
    });
  });

  it.each([[null], [7], ['config'], [[]], [{}]])('%j is no config', async (config) => {
    const { sendMessage } = await connectorWith();

    const { code, data } = await failureOf(sendMessage(signIn, config));

    expect(code).toBe(ConnectorErrorCodes.InvalidConfig);
    expect(data).toBeInstanceOf(ZodError);
  });
});
