import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import { findClosedPort } from '../../bench/port.js';
import { FaultyServer } from '../../test/support/faulty-server.js';
import { logtoCredentials } from '../../test/support/logto-stand-in.js';
import { startStandIn } from '../../test/support/stand-in.js';
import { CommandProblem } from '../problem/command-problem.js';

import { openTenant } from './tenant.js';

type Answer = { status: number; body: string };

const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });

const token = json(200, { access_token: 'planted-token', expires_in: 3600, token_type: 'Bearer' });

const config = Object.freeze({
  accessToken: 'EAAplantedToken',
  appSecret: 'planted0app0secret',
  templates: [],
});

const open = async (logto: string, timeout?: number) => {
  const tenant = await openTenant({ logto }, logtoCredentials, timeout);

  if (!tenant) {
    throw new Error('There is no tenant.');
  }

  return tenant;
};

/** A Logto that answers every call of the Management API alike. */
const answering = async (answer: Answer, tokenAnswer = token) => {
  const { port } = await startStandIn(({ url }) => (url === '/oidc/token' ? tokenAnswer : answer));

  return open(`http://127.0.0.1:${port}`);
};

/** Checks that what is thrown is meant for people. */
const problemOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error: unknown) {
    expect(error).toBeInstanceOf(CommandProblem);

    return String(error).replaceAll(/127\.0\.0\.1:\d+/g, 'logto');
  }

  return 'no problem';
};

describe('the token endpoint', () => {
  it.each([
    ['unauthorized_client', 400, 'is not a machine-to-machine app'],
    ['invalid_scope', 400, 'may not use the Management API'],
    ['access_denied', 403, 'may not use the Management API'],
    ['invalid_request', 400, 'gave no token for the Management API (invalid_request)'],
    ['server_error', 500, 'could not give a token for the Management API (HTTP 500'],
  ])('answers %s', async (error, status, expected) => {
    const tenant = await answering(token, json(status, { code: `oidc.${error}`, error }));

    expect(await problemOf(tenant.connector())).toContain(expected);
  });

  it.each([
    json(200, { token: 'planted' }),
    { status: 200, body: '<!DOCTYPE html><title>planted</title>' },
    { status: 404, body: 'planted' },
    json(404, { planted: true }),
    { status: 204, body: '' },
  ])('is none of a Logto: %j', async (answer) => {
    const tenant = await answering(token, answer);
    const problem = await problemOf(tenant.connector());

    expect(problem).toContain(`answered with HTTP ${answer.status}, but not as Logto does.`);
    expect(problem).not.toContain('planted');
  });
});

describe('the Management API', () => {
  it.each([
    [json(401, { code: 'auth.unauthorized' }), 'does not take the token for https://default'],
    [json(429, { message: 'planted' }), 'called too often'],
    [json(500, { message: 'planted' }), 'could not read the connectors (HTTP 500).'],
    [
      json(422, { code: 'connector.more_than_one_connector_factory' }),
      'did not read the connectors (HTTP 422, connector.more_than_one_connector_factory).',
    ],
    [{ status: 403, body: '<html>planted</html>' }, 'not as Logto does'],
    [json(200, { planted: true }), 'not as Logto does'],
    [{ status: 200, body: 'planted' }, 'not as Logto does'],
  ])('answers %j', async (answer, expected) => {
    const tenant = await answering(answer);
    const problem = await problemOf(tenant.connector());

    expect(problem).toContain(expected);
    expect(problem).not.toContain('planted');
  });

  it.each([
    [json(403, { code: 'auth.forbidden' }), 'may not write the connector (auth.forbidden)'],
    [json(502, { message: 'planted' }), 'could not write the connector (HTTP 502).'],
    [json(400, { code: 'connector.invalid_config' }), 'nothing was changed.\nMend it'],
    [json(200, { planted: true }), 'not as Logto does'],
  ])('answers %j to what is written', async (answer, expected) => {
    const { port } = await startStandIn(({ url, method }) => {
      if (url === '/oidc/token') {
        return token;
      }

      return method === 'GET' ? json(200, []) : answer;
    });
    const tenant = await open(`http://127.0.0.1:${port}`);
    const problem = await problemOf(tenant.saveConfig({ ...config }));

    expect(problem).toContain(expected);
    expect(problem).not.toContain('planted');
  });

  it('has a sign-in experience without languages', async () => {
    const tenant = await answering(json(200, {}));

    expect(await problemOf(tenant.languages())).toContain('not as Logto does');
  });

  it('passes over what is no connector', async () => {
    const tenant = await answering(
      json(200, [7, {}, { id: 'one', connectorId: 'whatsapp-otp', config: 'planted' }])
    );

    await expect(tenant.connector()).resolves.toMatchObject({ id: 'one', config: {} });
  });
});

describe('a tenant that cannot be asked', () => {
  it('is not there', async () => {
    const tenant = await open(`http://127.0.0.1:${await findClosedPort()}`);

    expect(await problemOf(tenant.connector())).toMatchInlineSnapshot(`
      "Error: http://logto could not be reached, or hung up (ECONNREFUSED).
      Check --logto, and the DNS and firewall of this machine."
    `);
  });

  it('speaks no TLS', async () => {
    const { port } = await startStandIn(() => token);
    const tenant = await open(`https://127.0.0.1:${port}`);

    expect(await problemOf(tenant.connector())).toContain('No secure connection');
  });

  it('is silent', async () => {
    const server = await FaultyServer.start({});
    onTestFinished(async () => server.close());
    const tenant = await open(server.url, 50);

    expect(await problemOf(tenant.connector())).toContain('did not answer within 0.05 s');
  });

  it('redirects, and is not followed', async () => {
    const standIn = await startStandIn(() => ({ status: 308 }));
    const tenant = await open(`http://127.0.0.1:${standIn.port}`);

    expect(await problemOf(tenant.connector())).toContain('redirects to another address');
    expect(standIn.requests).toHaveLength(1);
  });

  it('answers without end', async () => {
    const tenant = await answering({ status: 200, body: 'a'.repeat(17 * 1024 * 1024) });

    expect(await problemOf(tenant.connector())).toContain('more than 16 MB');
  });
});

it('no secret is in what is thrown, whatever is answered', async () => {
  const secret = fc.constantFrom(
    logtoCredentials.LOGTO_APP_SECRET,
    'planted-token',
    config.accessToken,
    config.appSecret,
    `connector.${logtoCredentials.LOGTO_APP_SECRET}`,
    Buffer.from(`${logtoCredentials.LOGTO_APP_ID}:${logtoCredentials.LOGTO_APP_SECRET}`).toString(
      'base64'
    )
  );
  const body = fc.oneof(
    secret,
    fc.record({ code: secret, error: secret, message: secret }),
    fc.record({
      code: fc.constant('connector.invalid_config'),
      data: fc.record({
        issues: fc.array(fc.record({ path: fc.array(secret), message: secret })),
      }),
    }),
    fc.array(fc.record({ id: secret, connectorId: secret, type: fc.constant('Sms') })),
    fc.record({ id: secret, config: fc.dictionary(secret, secret) })
  );
  const answer = fc.record({
    status: fc.constantFrom(200, 400, 401, 403, 404, 422, 429, 500),
    body,
  });
  const secrets = /planted|cGxhbnRlZ/;

  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 4, maxLength: 4 }), async (answers) => {
      const queue = answers.values();
      const next = () => {
        const { value } = queue.next();

        return value ? json(value.status, value.body) : token;
      };
      const { port } = await startStandIn(({ url }) => (url === '/oidc/token' ? token : next()));
      const tenant = await open(`http://127.0.0.1:${port}`);

      expect(await problemOf(tenant.saveConfig({ ...config }))).not.toMatch(secrets);
      expect(await problemOf(tenant.languages())).not.toMatch(secrets);
    }),
    {
      numRuns: 50,
      examples: [
        [
          [
            { status: 200, body: [] },
            { status: 200, body: [] },
            {
              status: 400,
              body: {
                code: 'connector.invalid_config',
                data: {
                  issues: [
                    { path: [], message: logtoCredentials.LOGTO_APP_SECRET },
                    { path: ['planted-token'], message: 'No.' },
                  ],
                },
              },
            },
            { status: 200, body: [] },
          ],
        ],
      ],
    }
  );
});
