import { inspect } from 'node:util';

import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import fc from 'fast-check';
import { HTTPError, RequestError } from 'got';
import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';

import {
  ForeignConnectorError,
  SystemError,
  connectorName,
  fallbackConfig,
  providerWith,
} from '../../test/support/sms-provider.js';

import { type FallbackConfig } from './config.js';
import { SmsCounter } from './limits.js';
import { sendSms } from './send-sms.js';
import { explainThrown } from './sms-failure.js';

const code = '482913';
const number = '+12025550143';
const data = { to: '12025550143', type: 'SignIn', payload: { code } };

/** All that leaves when a provider throws this. */
const whatLeaves = async (thrown: unknown, fallback: FallbackConfig = fallbackConfig) => {
  const provider = providerWith(async () => {
    throw thrown;
  });
  const outcome: unknown = await sendSms(
    { ...fallback },
    { data, number, country: 'US', code, deadline: 1000 },
    {
      // The guard of a real one has let the config pass before.
      providers: {
        load: async () => ({ ...provider, configGuard: { safeParse: () => ({ success: true }) } }),
      },
      counter: new SmsCounter(),
      howToInstall: (connector: string) => `Install ${connector}.`,
      now: () => 0,
    }
  ).catch((error: unknown) => error);

  return inspect(outcome, { depth: Number.POSITIVE_INFINITY, showHidden: true });
};

const explanationOf = (thrown: unknown) =>
  explainThrown(thrown, fallbackConfig, { code, number }).explanation;

describe('what is told of an error of a provider', () => {
  it.each<[string, unknown, string]>([
    [
      "the text of the kit's own",
      new ConnectorError(ConnectorErrorCodes.General, 'No credit left.'),
      ' (general: No credit left.)',
    ],
    [
      'its description',
      new ConnectorError(ConnectorErrorCodes.General, { errorDescription: 'No credit left.' }),
      ' (general: No credit left.)',
    ],
    [
      'its code alone when it has something else',
      new ConnectorError(ConnectorErrorCodes.InvalidConfig, new ZodError([])),
      ' (invalid_config)',
    ],
    [
      'the same of another copy of the kit',
      new ForeignConnectorError('rate_limit_exceeded', undefined),
      ' (rate_limit_exceeded)',
    ],
    [
      'the code of a fault of the network',
      new SystemError('connect ECONNREFUSED', 'ECONNREFUSED'),
      ' (ECONNREFUSED)',
    ],
    ['nothing of any other error', new Error('Something with all that it holds'), ''],
    ['nothing of a text', 'Something', ''],
    ['nothing of nothing', undefined, ''],
    ['nothing of an empty code', { code: '', data: '' }, ''],
  ])('is %s', (_, thrown, details) => {
    expect(explanationOf(thrown)).toBe(`${connectorName} could not send the SMS${details}.`);
  });

  it('is nothing when it cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable(new Error('no'), {});
    revoke();

    for (const thrown of [
      proxy,
      {
        get code() {
          throw new Error(code);
        },
      },
    ]) {
      expect(explanationOf(thrown)).toBe(`${connectorName} could not send the SMS.`);
    }
  });

  it('keeps words of the config that are no secrets', () => {
    const fallback = { ...fallbackConfig, config: { language: 'pt-BR' } };

    expect(
      explainThrown(new ForeignConnectorError('general', 'No template for pt-BR.'), fallback, {
        code,
        number,
      }).explanation
    ).toContain('No template for pt-BR.');
  });
});

const secretText = fc.oneof(
  fc.string({ minLength: 6, maxLength: 40 }).filter((text) => text.trim().length >= 6),
  fc
    .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
    .filter((text) => text.trim().length >= 6),
  fc.stringMatching(/^[\da-f]{32}$/),
  fc.stringMatching(/^AC[\dA-Za-z]{10,32}$/)
);

/** Each secret in the forms in which a provider may repeat it. */
const spellings = (secret: string) =>
  fc.constantFrom(
    secret,
    secret.trim(),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify({ error: secret })
  );

const echoOf = (secrets: string[]) =>
  fc
    .tuple(fc.constantFrom(' ', ': ', '\n', '","'), ...secrets.map((secret) => spellings(secret)))
    .map(([separator, ...parts]) => parts.join(separator));

/** Everything in which a provider could wrap it. */
const thrownWith = (echo: string): unknown[] => {
  const plain = new Error(echo, { cause: { headers: { authorization: echo } } });

  return [
    echo,
    plain,
    new SystemError(echo, echo, { json: echo }),
    { code: 'general', data: echo },
    { code: echo, data: { errorDescription: echo, body: echo } },
    new ConnectorError(ConnectorErrorCodes.General, echo),
    new ConnectorError(ConnectorErrorCodes.General, { errorDescription: echo, request: echo }),
    new ConnectorError(ConnectorErrorCodes.InvalidResponse, { response: echo }),
    new ForeignConnectorError('general', echo),
    new AggregateError([plain, echo], echo),
    [echo],
    new Map([[echo, echo]]),
  ];
};

describe('nothing secret leaves', () => {
  it('whatever a provider throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(secretText, secretText).chain(([first, second]) =>
          fc.record({
            secrets: fc.constant([first, second]),
            echo: echoOf([first, second, code, number, '12025550143', '(202) 555-0143']),
          })
        ),
        async ({ secrets: [first = '', second = ''], echo }) => {
          const fallback = {
            ...fallbackConfig,
            config: { authToken: first, nested: { list: [{ secret: second }] } },
          };
          // A secret that stands in the words of every failure anyway is not given away by them.
          const words = await whatLeaves(undefined, fallback);
          const forms = [first, second].flatMap((secret) => [
            secret,
            secret.trim(),
            encodeURIComponent(secret),
          ]);

          for (const thrown of thrownWith(echo)) {
            // eslint-disable-next-line no-await-in-loop -- one after the other, to name the culprit
            const seen = await whatLeaves(thrown, fallback);

            for (const secret of [...forms, code, '12025550143', '2025550143', '555-0143']) {
              expect(words.includes(secret) || !seen.includes(secret), secret).toBe(true);
            }
          }
        }
      ),
      { numRuns: 150 }
    );
  });

  it('of the token in a header, when it is repeated alone', async () => {
    const fallback = {
      ...fallbackConfig,
      config: { endpoint: 'https://example.com', authorization: 'Bearer s3cr3t-of-the-endpoint' },
    };
    const thrown = new ForeignConnectorError('general', 'Unknown token s3cr3t-of-the-endpoint');

    expect(await whatLeaves(thrown, fallback)).toContain('Unknown token [redacted]');
  });

  it.each([RequestError, HTTPError].map(({ name }) => name))(
    'of the request, which an error of got holds: %s',
    async (name) => {
      const { got } = await import('got');
      const { createServer } = await import('node:http');
      const server = createServer((_, response) => {
        response.writeHead(401).end('planted-auth-token-4f81');
      });
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const url = name === 'HTTPError' ? `http://127.0.0.1:${port}` : 'http://127.0.0.1:1';
      const thrown: unknown = await got
        .post(url, {
          retry: { limit: 0 },
          headers: { authorization: 'Basic planted-auth-token-4f81' },
          json: data,
        })
        .catch((error: unknown) => error);
      server.close();

      expect(thrown).toMatchObject({ name });
      const seen = await whatLeaves(thrown);

      for (const secret of ['planted-auth-token', code, '12025550143']) {
        expect(seen).not.toContain(secret);
      }
    }
  );
});
