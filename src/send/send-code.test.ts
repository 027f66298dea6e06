import { setTimeout as wait } from 'node:timers/promises';

import { ConnectorErrorCodes } from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { accepted, answering, code, metaConfig } from '../../test/support/nocked-meta.js';
import { SendFailure } from '../meta/failure.js';
import { type Config } from '../types.js';

import { type Surroundings, readRequest, sendCode } from './send-code.js';

vi.mock('node:timers/promises', async (importOriginal) => ({
  ...(await importOriginal<Record<string, unknown>>()),
  setTimeout: vi.fn(async () => {
    // No time passes in these tests.
  }),
}));

const config: Config = { ...metaConfig, gateway: 'meta', apiVersion: 'v25.0' };
const request = { to: '12025550143', type: 'SignIn', payload: { code } };
/** Where no time passes. */
const standstill: Surroundings = { now: () => 0, random: () => 1 };

const transient = { error: { message: '(#131000) Something went wrong', code: 131_000 } };
const permanent = { error: { message: '(#131009) Parameter value is not valid', code: 131_009 } };

const failureOf = async (sending: Promise<unknown>): Promise<SendFailure> => {
  try {
    await sending;
  } catch (error: unknown) {
    if (error instanceof SendFailure) {
      return error;
    }

    throw error;
  }

  throw new Error('The send was expected to fail.');
};

const waits = () => vi.mocked(wait).mock.calls.map(([delay]) => delay);

beforeAll(() => {
  nock.disableNetConnect();
});
beforeEach(() => {
  vi.mocked(wait).mockClear();
});
afterEach(() => {
  nock.cleanAll();
});

describe('a request of Logto', () => {
  it('is read as far as a code is concerned', () => {
    const payload = { code, locale: 'de', uiLocales: 'de en' };

    expect(
      readRequest({
        to: '12025550143',
        type: 'MfaVerification',
        payload: { ...payload, link: 'https://example.com', user: { id: 'u1' } },
        ip: '192.0.2.1',
      })
    ).toEqual({ to: '12025550143', type: 'MfaVerification', payload });
  });

  it('may have a usage type that is not known yet', () => {
    expect(readRequest({ ...request, type: 'Surprise' }).type).toBe('Surprise');
  });

  it('is read without the languages that are no texts', () => {
    expect(
      readRequest({ ...request, payload: { code, locale: 7, uiLocales: ['de'] } }).payload
    ).toEqual({ code });
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['a text', 'send'],
    ['a list', [request]],
    ['an empty object', {}],
    ['an object without a number', { type: 'SignIn', payload: { code } }],
    ['an object whose number is no text', { ...request, to: 12_025_550_143 }],
    ['an object without a usage type', { to: '12025550143', payload: { code } }],
    ['an object without a payload', { to: '12025550143', type: 'SignIn' }],
    ['an object whose payload is null', { ...request, payload: null }],
  ])('is not %s', async (_, data) => {
    const { failure } = await failureOf((async () => readRequest(data))());

    expect(failure).toEqual({
      kind: 'refused',
      explanation:
        'The request to send a code lacks the phone number, the usage type or the payload.',
    });
  });
});

describe('a code', () => {
  it.each(['482913', '1', 'A1b2-C3d4', '$ecret!', '~!@#%^*_+=', '123456789012345'])(
    'is sent as it is: %s',
    async (sent) => {
      const receive = answering([[200, accepted]]);

      await sendCode(config, { ...request, payload: { code: sent } }, standstill);

      const parameters = [{ type: 'text', text: sent }];
      expect(receive.mock.calls[0]?.[0]).toMatchObject({
        template: { components: [{ parameters }, { parameters }] },
      });
    }
  );

  it.each([
    ['of 16 signs', '1234567890123456'],
    ['of a million signs', '1'.repeat(1_000_000)],
    ['with a space', '123 456'],
    ['with a space in front', ' 123456'],
    ['with a line break at its end', '123456\n'],
    ['with a tab', '123\t456'],
    ['with a control character', '123\u0000456'],
    ['of spaces', '   '],
    ['with a letter that is not ASCII', 'código'],
    ['with digits that are not ASCII', '١٢٣٤٥٦'],
    ['with an emoji', '123456😀'],
  ])('is refused %s', async (_, refused) => {
    const receive = answering([[200, accepted]]);

    const { failure } = await failureOf(
      sendCode(config, { ...request, payload: { code: refused } }, standstill)
    );

    expect(failure).toEqual({
      kind: 'refused',
      explanation:
        'WhatsApp delivers codes of at most 15 letters, digits and signs, without spaces.',
    });
    expect(receive).not.toHaveBeenCalled();
  });

  it.each([{ code: undefined }, { code: '' }])('is missed in %o', async (payload) => {
    const receive = answering([[200, accepted]]);

    const { failure } = await failureOf(sendCode(config, { ...request, payload }, standstill));

    expect(failure).toEqual({
      kind: 'refused',
      explanation:
        'This message carries no one-time code, and WhatsApp can only deliver codes here. Send invitations and other links by e-mail.',
    });
    expect(receive).not.toHaveBeenCalled();
  });
});

describe('a send', () => {
  it('returns what Meta took, with the number masked', async () => {
    const receive = answering([[200, accepted]]);

    expect(await sendCode(config, request, standstill)).toEqual({
      channel: 'whatsapp',
      messageId: 'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI=',
      recipient: '+1********43',
      status: 'accepted',
    });
    expect(receive).toHaveBeenCalledTimes(1);
    expect(waits()).toEqual([]);
  });

  it('waits longer before each try', async () => {
    const receive = answering([
      [500, transient],
      [500, transient],
      [200, accepted],
    ]);

    await sendCode(config, request, standstill);

    expect(receive).toHaveBeenCalledTimes(3);
    expect(waits()).toEqual([300, 600]);
  });

  it('waits half as long when chance has it', async () => {
    const receive = answering([
      [500, transient],
      [500, transient],
      [200, accepted],
    ]);

    await sendCode(config, request, { ...standstill, random: () => 0 });

    expect(receive).toHaveBeenCalledTimes(3);
    expect(waits()).toEqual([150, 300]);
  });

  it('repeats the same message', async () => {
    const receive = answering([
      [500, transient],
      [200, accepted],
    ]);

    await sendCode(config, request, standstill);

    const [first, second] = receive.mock.calls;
    expect(second?.[0]).toEqual(first?.[0]);
  });

  it('ends after three tries with the last failure', async () => {
    const receive = answering([
      [500, transient],
      [500, transient],
      [503, '<html></html>'],
    ]);

    const { failure } = await failureOf(sendCode(config, request, standstill));

    expect(failure).toEqual({ kind: 'unreadable', host: 'graph.facebook.com', status: 503 });
    expect(receive).toHaveBeenCalledTimes(3);
  });

  it('ends at once with a permanent answer, also at the second try', async () => {
    const receive = answering([
      [500, transient],
      [400, permanent],
    ]);

    const { failure } = await failureOf(sendCode(config, request, standstill));

    expect(failure).toMatchObject({ kind: 'answered', report: { code: 131_009 } });
    expect(receive).toHaveBeenCalledTimes(2);
  });

  it('says with its failure which template it was', async () => {
    answering([[400, permanent]]);

    const { template } = await failureOf(
      sendCode(
        config,
        { to: '12025550143', type: 'Register', payload: { code, locale: 'de-CH' } },
        standstill
      )
    );

    expect(template).toMatchObject({ templateName: 'login_code', language: 'de', index: 1 });
  });

  it('passes on what is no failure of the gateway, and does not try again', async () => {
    const receive = answering([[200, accepted]]);
    const stranger = new Error('The clock has stopped.');
    const now = vi
      .fn(() => 0)
      .mockReturnValueOnce(0)
      .mockImplementation(() => {
        throw stranger;
      });

    await expect(sendCode(config, request, { now, random: () => 1 })).rejects.toBe(stranger);
    expect(receive).not.toHaveBeenCalled();
    expect(waits()).toEqual([]);
  });
});

/** A send whose requests take this long each, and are all answered with a transient error. */
const sendSlowly = async (milliseconds: number) => {
  const receive = answering([[500, transient]]);
  const now = () => receive.mock.calls.length * milliseconds;
  await failureOf(sendCode(config, request, { now, random: () => 1 }));

  return receive;
};

describe('the budget of 7.5 s', () => {
  it.each([
    ['three slow tries', 2400, 3],
    ['two slower ones', 3500, 2],
    ['two, the second with 500 ms', 6700, 2],
    ['one, when less would be left', 6701, 1],
    ['one, when it is overrun', 20_000, 1],
  ])('is enough for %s', async (_, milliseconds, tries) => {
    expect(await sendSlowly(milliseconds)).toHaveBeenCalledTimes(tries);
  });
});

describe('before anything is sent', () => {
  it('the number is read', async () => {
    const receive = answering([[200, accepted]]);

    const { failure } = await failureOf(
      sendCode(config, { ...request, to: '1202555' }, standstill)
    );

    expect(failure).toEqual({
      kind: 'refused',
      explanation: 'This is not a phone number. Check the country code and the digits.',
    });
    expect(receive).not.toHaveBeenCalled();
  });

  it('its country is checked', async () => {
    const receive = answering([[200, accepted]]);

    const { failure } = await failureOf(
      sendCode({ ...config, allowedCountries: ['BR', 'MX'] }, request, standstill)
    );

    expect(failure).toEqual({
      kind: 'refused',
      explanation: 'Codes cannot be sent to phone numbers of this country.',
    });
    expect(receive).not.toHaveBeenCalled();
  });

  it('a template is found', async () => {
    const receive = answering([[200, accepted]]);

    await expect(sendCode({ ...config, templates: [] }, request, standstill)).rejects.toMatchObject(
      { code: ConnectorErrorCodes.TemplateNotFound }
    );
    expect(receive).not.toHaveBeenCalled();
  });
});
