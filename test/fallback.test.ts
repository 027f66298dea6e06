/** The packed connector in a Logto, with Logto's own SMS connectors beside it. */
import { describe, expect, onTestFinished } from 'vitest';

import { type Logto } from './host/logto.js';
import { configFor } from './support/config.js';
import { errorOf } from './support/error-of.js';
import { FaultyServer } from './support/faulty-server.js';
import { logtoWith, startLogto } from './support/logto-fixture.js';
import { textLike, textWith } from './support/matchers.js';
import { Receiver, closedAddress } from './support/receiver.js';
import { withSandbox } from './support/with-sandbox.js';

const code = '739104';
const number = '12025550143';
const authorization = 'Bearer planted-endpoint-token-77';
const httpSms = '@logto/connector-http-sms';
const twilioSms = '@logto/connector-twilio-sms';

const requestTo = (to: string) => ({ to, type: 'SignIn', payload: { code, locale: 'es-MX' } });

const smsConnectors = [httpSms, twilioSms];

const it = withSandbox.extend<{ logto: Logto }>({
  logto: [logtoWith(smsConnectors), { scope: 'file' }],
});

/** The endpoint of http-sms. */
const startEndpoint = async (answer: { status?: number; body?: string } = {}) =>
  Receiver.start({ onPost: () => answer });

/** An endpoint that takes every request and answers none. */
const startHangingEndpoint = async () => {
  const server = await FaultyServer.start({});
  onTestFinished(async () => server.close());

  return server;
};

const fallbackTo = (endpoint: string, more: Record<string, unknown> = {}) => ({
  connector: httpSms,
  config: { endpoint, authorization },
  // The tests of this file share a process, and with it what it has counted.
  maxPerNumberPerHour: 100,
  ...more,
});

const expectNoSecrets = (seen: string) => {
  for (const secret of [code, '2025550143', 'planted-endpoint-token-77', 'EAAsandbox']) {
    expect(seen).not.toContain(secret);
  }
};

describe('the same code goes out by SMS', () => {
  it.for<[string, { token?: string; behaviour?: string; closed?: true }, string]>([
    ['when the token has expired', { token: 'EAAsandboxExpiredToken' }, 'expired (190/463)'],
    ['when Meta is down', { behaviour: 'service-unavailable' }, '(131016)'],
    ['when the edge of Meta is down', { behaviour: 'html-503' }, 'HTTP 503'],
    ['when the connection is lost', { behaviour: 'reset' }, 'ECONNRESET'],
    ['when Meta says nothing', { behaviour: 'hang' }, 'did not answer within 5 seconds'],
    ['when the answer is cut off', { behaviour: 'cut-off' }, 'broke while it had the request'],
    ['when Meta cannot be reached', { closed: true }, 'ECONNREFUSED'],
  ])('%s', async ([, { token, behaviour, closed }, reason], { logto, sandbox }) => {
    const [endpoint, nowhere] = await Promise.all([startEndpoint(), closedAddress()]);
    sandbox.heal(number);

    if (behaviour) {
      sandbox.fail(number, behaviour);
    }

    const startedAt = performance.now();
    const result = await logto.send({
      data: requestTo(number),
      stored: {
        ...configFor(sandbox),
        ...(token && { accessToken: token }),
        ...(closed && { baseUrl: nowhere.url }),
        fallback: fallbackTo(endpoint.url),
      },
    });

    expect(performance.now() - startedAt).toBeLessThan(8000);
    expect(result).toEqual({
      channel: 'sms',
      recipient: '+1********43',
      connector: httpSms,
      reason: textWith(reason),
    });
    expectNoSecrets(JSON.stringify(result));
    expect(endpoint.posts).toHaveLength(1);
    expect(endpoint.posts[0]?.headers.authorization).toBe(authorization);
    expect(JSON.parse(endpoint.posts[0]?.body ?? '')).toEqual(requestTo(number));
  });
});

describe('in the inbox of the sandbox', () => {
  it('the SMS lies on the phone that WhatsApp did not reach', async ({ logto, sandbox }) => {
    sandbox.inbox.clear();
    sandbox.fail(number, 'service-unavailable');

    const result = await logto.send({
      data: requestTo(number),
      stored: { ...configFor(sandbox), fallback: fallbackTo(`${sandbox.url}/sms`) },
    });

    expect(result).toMatchObject({ channel: 'sms' });
    expect(await sandbox.inbox.waitFor(number)).toMatchObject({ channel: 'sms', code });
    expect(sandbox.inbox.messages).toHaveLength(1);
  });
});

describe('no SMS goes out', () => {
  it('when WhatsApp has taken the code', async ({ logto, sandbox }) => {
    const endpoint = await startEndpoint();
    sandbox.heal(number);

    expect(
      await logto.send({
        data: requestTo(number),
        stored: { ...configFor(sandbox), fallback: fallbackTo(endpoint.url) },
      })
    ).toMatchObject({ channel: 'whatsapp' });
    expect(endpoint.posts).toEqual([]);
  });

  it("in Console's test: it shows what WhatsApp says", async ({ logto, sandbox }) => {
    const endpoint = await startEndpoint();
    const error = await errorOf(
      logto.send({
        data: { to: number, type: 'Generic', payload: { code: '000000' } },
        config: {
          ...configFor(sandbox),
          accessToken: 'EAAsandboxExpiredToken',
          fallback: fallbackTo(endpoint.url),
        },
      })
    );

    expect(error).toMatchObject({
      code: 'invalid_config',
      data: { issues: [{ path: ['accessToken'] }] },
    });
    expect(endpoint.posts).toEqual([]);
  });

  it('when a code would be wrong on any channel', async ({ logto, sandbox }) => {
    const endpoint = await startEndpoint();
    const meta = await Receiver.start({
      onPost: () => ({
        status: 400,
        body: JSON.stringify({ error: { message: 'Recipient is the sender', code: 131_021 } }),
      }),
    });
    const stored = {
      ...configFor(sandbox),
      baseUrl: meta.url,
      fallback: fallbackTo(endpoint.url),
    };

    expect(await errorOf(logto.send({ data: requestTo(number), stored }))).toMatchObject({
      isConnectorError: true,
    });
    expect(meta.posts).toHaveLength(1);
    expect(endpoint.posts).toEqual([]);
  });

  it('with the mode "record"', async ({ logto, sandbox }) => {
    const endpoint = await startEndpoint();
    const error = await errorOf(
      logto.send({
        data: requestTo(number),
        stored: {
          ...configFor(sandbox),
          accessToken: 'EAAsandboxExpiredToken',
          fallback: fallbackTo(endpoint.url, { mode: 'record' }),
        },
      })
    );

    expect(error).toMatchObject({ code: 'invalid_config', hasZodError: true });
    expect(endpoint.posts).toEqual([]);
  });

  it('with the mode "record", which leaves WhatsApp all the time', async ({ logto, sandbox }) => {
    const endpoint = await startEndpoint();
    sandbox.fail('12025550188', 'hang');
    const startedAt = performance.now();

    const error = await errorOf(
      logto.send({
        data: requestTo('12025550188'),
        stored: { ...configFor(sandbox), fallback: fallbackTo(endpoint.url, { mode: 'record' }) },
      })
    );

    expect(performance.now() - startedAt).toBeLessThan(8000);
    expect(error).toMatchObject({ data: { reason: 'silent', seconds: 8 } });
    expect(endpoint.posts).toEqual([]);
  });

  it('when the number is not allowed for SMS, or has had enough', async ({ logto, sandbox }) => {
    const endpoint = await startEndpoint();
    const sendTo = async (to: string) =>
      logto.send({
        data: requestTo(to),
        stored: {
          ...configFor(sandbox),
          accessToken: 'EAAsandboxExpiredToken',
          fallback: fallbackTo(endpoint.url, {
            allowedCountries: ['US'],
            maxPerNumberPerHour: 1,
          }),
        },
      });

    await sendTo('12025550177');

    expect(await errorOf(sendTo('12025550177'))).toMatchObject({
      data: { sms: { explanation: textWith('as many SMS as it may have') } },
    });
    expect(await errorOf(sendTo('5511987654321'))).toMatchObject({
      data: { sms: { explanation: 'No SMS goes to numbers of this country.' } },
    });
    expect(endpoint.posts).toHaveLength(1);
  });
});

describe('when both fail', () => {
  it('one error of the kit tells of both, without secrets', async ({ logto, sandbox }) => {
    const endpoint = await startEndpoint({
      status: 402,
      body: `No credit for +1 202 555 0143, code ${code}, ${authorization}`,
    });
    const error = await errorOf(
      logto.send({
        data: requestTo(number),
        stored: {
          ...configFor(sandbox),
          accessToken: 'EAAsandboxExpiredToken',
          fallback: fallbackTo(endpoint.url),
        },
      })
    );

    expect(error).toMatchObject({
      isConnectorError: true,
      code: 'general',
      data: {
        errorDescription:
          'The code could be sent neither over WhatsApp nor by SMS. Please try again later.',
        whatsApp: { explanation: 'Meta refused the token: it expired (190/463).' },
        sms: {
          explanation: `${httpSms} could not send the SMS (general: No credit for [redacted], code [redacted], [redacted]).`,
        },
      },
    });
    expectNoSecrets(error.inspected);
  });

  it('also when neither of them says anything', async ({ logto, sandbox }) => {
    const hanging = await startHangingEndpoint();
    sandbox.fail(number, 'hang');
    const startedAt = performance.now();

    const error = await errorOf(
      logto.send({
        data: requestTo(number),
        stored: { ...configFor(sandbox), fallback: fallbackTo(hanging.url) },
      })
    );

    expect(performance.now() - startedAt).toBeLessThan(8000);
    expect(error).toMatchObject({
      data: {
        errorDescription: textWith('If it does not arrive within a minute'),
        whatsApp: { explanation: textWith('did not answer within 5 seconds') },
        sms: { explanation: textWith('did not answer in time') },
      },
    });
    expectNoSecrets(error.inspected);
  });
});

describe('the form in Console', () => {
  it.for<[string, unknown, Array<Array<string | number>>]>([
    ['nothing, for a good one', fallbackTo('https://sms.example.com'), []],
    ['nothing, for a blank one', {}, []],
    [
      'a field that its own guard misses',
      { connector: httpSms, config: { authorization } },
      [['config', 'endpoint']],
    ],
    [
      'all that is wrong with one for Twilio',
      {
        connector: twilioSms,
        config: { accountSID: 7, templates: [{ usageType: 'SignIn' }] },
        mode: 'dry',
      },
      [
        ['config', 'accountSID'],
        ['config', 'authToken'],
        ['config', 'fromMessagingServiceSID'],
        ['config', 'templates', 0, 'content'],
        ['mode'],
      ],
    ],
    ['a path', { connector: '../connector-http-sms', config: {} }, [['connector']]],
  ])('is told of %s', async ([, fallback, paths], { logto, sandbox }) => {
    const issues = await logto.check({ ...configFor(sandbox), fallback });

    expect(issues ?? []).toMatchObject(
      paths.map((path) => ({ code: 'custom', path: ['fallback', ...path] }))
    );
  });

  it('is told which SMS connectors there are', async ({ logto, sandbox }) => {
    expect(
      await logto.check({
        ...configFor(sandbox),
        fallback: { connector: '@logto/connector-aliyun-sms', config: {} },
      })
    ).toMatchObject([{ message: textWith(`or use one of ${httpSms}, ${twilioSms}.`) }]);
  });
});

describe("Logto's log", () => {
  it('has one line for each, and no secrets', async ({ sandbox }) => {
    const { logto, remove } = await startLogto(smsConnectors);
    onTestFinished(remove);
    const endpoint = await startEndpoint();
    const expired = { ...configFor(sandbox), accessToken: 'EAAsandboxExpiredToken' };
    const broken = { connector: httpSms, config: { authorization } };

    await logto.send({
      data: requestTo(number),
      stored: { ...expired, fallback: fallbackTo(endpoint.url) },
    });
    await errorOf(
      logto.send({
        data: requestTo(number),
        stored: { ...expired, fallback: fallbackTo(endpoint.url, { mode: 'record' }) },
      })
    );
    await errorOf(
      logto.send({
        data: requestTo(number),
        stored: { ...expired, fallback: fallbackTo('http://127.0.0.1:1') },
      })
    );
    await errorOf(
      logto.send({ data: requestTo(number), stored: { ...expired, fallback: broken } })
    );

    const printed = await logto.stop();
    const lines = printed.split('\n').filter((line) => line.includes('[whatsapp-otp]'));
    const reason = 'Meta refused the token: it expired (190/463).';

    expect(lines).toEqual([
      `[whatsapp-otp] Sent an SMS to +1********43 with ${httpSms}. ${reason}`,
      `[whatsapp-otp] Would have sent an SMS to +1********43 with ${httpSms}. ${reason}`,
      textLike(/^\[whatsapp-otp] Sent no SMS to \+1\*{8}43\. Meta refused .* ECONNREFUSED/),
      textWith('The SMS fallback cannot be used: see fallback.config.endpoint.'),
    ]);
    expectNoSecrets(printed);
  });
});
