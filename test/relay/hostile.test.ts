/** Whoever means no good, over sockets. */
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { registrationType, seal } from '../../src/registration/seal.js';
import { signatureOf } from '../../src/sandbox/webhooks/envelope.js';
import { relaySecret } from '../support/registration.js';
import { withRelay as it } from '../support/relay-fixtures.js';
import { forgeRegistrations } from '../support/relay-forgeries.js';
import { SmsProvider } from '../support/relay-provider.js';
import { RelayRunner, appSecret, secretsOfRelay, statusToken } from '../support/relay-runner.js';
import { dawdle, speak } from '../support/relay-socket.js';
import { createStorages } from '../support/relay-storage.js';
import {
  list,
  makeCode,
  post,
  postWebhook,
  providerSecret,
  register,
  registerSurely,
  reportSurely,
  secretsOf,
  statusAnswered,
  waitForState,
  webhookOf,
} from '../support/relay-traffic.js';

const undeliverable = 131_026;
const hour = 60 * 60_000;
const largestWebhook = 3 * 1024 * 1024;
const largestRegistration = 64 * 1024;

/** Megabytes that it may take more than before, whatever comes. */
const memoryAllowed = 250;

const answersTo = async <Name extends string>(
  requests: Readonly<Record<Name, Promise<number>>>
): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries<Promise<number>>(requests).map(
        async ([name, answering]) => [name, await answering] as const
      )
    )
  );

const ask = async (url: string, token: string) =>
  statusAnswered(fetch(url, { headers: { authorization: token } }));

const expectNoSecrets = ({ output, complaints }: RelayRunner, secrets: readonly string[]) => {
  expect(complaints).toBe('');

  for (const secret of [...Object.values(secretsOfRelay), providerSecret, ...secrets]) {
    expect(output).not.toContain(secret);
  }
};

const headers = (length: number) =>
  `POST /webhook HTTP/1.1\r\nhost: a\r\nx-hub-signature-256: sha256=a\r\ncontent-length: ${length}\r\n\r\n`;

const storages = createStorages();

describe.for(storages)('on $name', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('nothing is taken that is forged, altered or malformed', async ({ installed }) => {
    const { environment } = await storage.create();
    const [relay, provider] = await Promise.all([
      RelayRunner.start(installed, environment),
      SmsProvider.start(),
    ]);
    const { url } = relay;
    const code = makeCode({ provider: provider.url });
    const body = webhookOf([{ code, status: 'failed', errorCode: undeliverable }]);
    const signature = signatureOf(body, appSecret);

    expect(
      await answersTo({
        unsigned: post(`${url}/webhook`, body),
        'signed with another secret': postWebhook(url, body, signatureOf(body, 'another')),
        'an altered body': postWebhook(url, body.replace('failed', 'read'), signature),
        'half a signature': postWebhook(url, body, signature.slice(0, -32)),
        'a signature of another kind': postWebhook(url, body, signature.replace('256', '1')),
        'no JSON': postWebhook(url, body.slice(1)),
        'no UTF-8': postWebhook(url, Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)),
        'no webhook': postWebhook(url, '{"__proto__":{"object":"whatsapp_business_account"}}'),
        'lists in lists': postWebhook(url, `${'['.repeat(500_000)}${']'.repeat(500_000)}`),
        'a text where a list should be': postWebhook(
          url,
          body.replace(/"entry":.*/, '"entry":"a"}')
        ),
        'too large': postWebhook(url, ' '.repeat(largestWebhook + 1)),
      })
    ).toEqual({
      unsigned: 401,
      'signed with another secret': 401,
      'an altered body': 401,
      'half a signature': 401,
      'a signature of another kind': 401,
      'no JSON': 400,
      'no UTF-8': 400,
      'no webhook': 200,
      'lists in lists': 200,
      'a text where a list should be': 200,
      'too large': 413,
    });
    // By itself: a body has its time, and the machine may be busy.
    expect(await postWebhook(url, `${' '.repeat(largestWebhook - 2)}{}`)).toBe(200);

    const forgeries = await forgeRegistrations(code);
    const answers = await answersTo(
      Object.fromEntries(
        Object.entries({
          ...forgeries,
          'that are too large': 'a'.repeat(largestRegistration + 1),
        }).map(([name, token]) => [
          name,
          post(`${url}/deliveries`, token, { 'content-type': registrationType }),
        ])
      )
    );
    expect(answers).toEqual({
      'with another secret': 401,
      'that are not encrypted': 400,
      'with a password that takes long to try': 400,
      'for a public key': 400,
      'that are compressed': 400,
      'of another cipher': 400,
      'for somebody else': 400,
      'with claims that are missing': 400,
      'that end early': 400,
      'without their tag': 400,
      'that were altered': 401,
      'that are empty': 400,
      'that are none': 400,
      'that are too large': 413,
    });

    expect(
      await answersTo({
        list: statusAnswered(fetch(`${url}/deliveries`)),
        summary: statusAnswered(fetch(`${url}/summary`)),
        metrics: statusAnswered(fetch(`${url}/metrics`)),
        'a wrong token': ask(`${url}/deliveries`, `Bearer ${statusToken}a`),
        'the beginning of a token': ask(`${url}/summary`, `Bearer ${statusToken.slice(0, -1)}`),
        'another scheme': ask(`${url}/metrics`, `Basic ${statusToken}`),
        'another secret': ask(`${url}/metrics`, `Bearer ${relaySecret}`),
        'a handshake': statusAnswered(
          fetch(`${url}/webhook?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1`)
        ),
      })
    ).toEqual({
      list: 401,
      summary: 401,
      metrics: 401,
      'a wrong token': 401,
      'the beginning of a token': 401,
      'another scheme': 401,
      'another secret': 401,
      'a handshake': 403,
    });

    expect(await speak(url, 'Hello.\r\n\r\n')).toContain('400');
    expect(
      await speak(
        url,
        'POST /webhook HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'
      )
    ).toContain('400');
    expect(
      await speak(url, `GET / HTTP/1.1\r\nhost: a\r\na: ${'a'.repeat(20_000)}\r\n\r\n`)
    ).toContain('431');

    expect(await list(url)).toEqual([]);
    expectNoSecrets(relay, secretsOf(code));
  });

  it('what is replayed does no harm', async ({ installed }) => {
    const { environment } = await storage.create();
    const [relay, provider] = await Promise.all([
      RelayRunner.start(installed, environment),
      SmsProvider.start(),
    ]);
    const { url } = relay;
    const [code, other, late] = [1, 2, 3].map(() => makeCode({ provider: provider.url }));

    if (!code || !other || !late) {
      throw new Error('There are three.');
    }

    const token = await seal(code.claims, relaySecret);
    const body = webhookOf([{ code, status: 'failed', errorCode: undeliverable }]);
    const tell = async () => post(`${url}/deliveries`, token, { 'content-type': registrationType });

    expect(await tell()).toBe(202);
    expect(await Promise.all([postWebhook(url, body), postWebhook(url, body)])).toEqual([200, 200]);
    await waitForState(url, code, 'sms-sent');
    expect(await tell()).toBe(202);
    expect(await postWebhook(url, body)).toBe(200);

    for (const hours of [-13, 13]) {
      const issuedAt = new Date(Date.now() + hours * hour);
      // eslint-disable-next-line no-await-in-loop -- there are two
      expect(await register(url, late, { issuedAt })).toBe(409);
    }

    await registerSurely(url, other);
    await reportSurely(url, other, 'failed', undeliverable);
    await waitForState(url, other, 'sms-sent');
    expect(provider.countOf(code)).toBe(1);
    expect(await list(url)).toHaveLength(2);
    expectNoSecrets(relay, [...secretsOf(code), ...secretsOf(other), ...secretsOf(late)]);
  });
});

// What a request is stored in, it has not reached yet.
describe.for(storages.slice(0, 1))('on $name', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('slow and large clients are cut off, and others are served meanwhile', async ({
    installed,
  }) => {
    const { environment } = await storage.create();
    const [relay, provider] = await Promise.all([
      RelayRunner.start(installed, environment),
      SmsProvider.start(),
    ]);
    const { url } = relay;
    const before = await relay.memory();
    const slow = Promise.all(
      Array.from({ length: 300 }, async (_, index) =>
        dawdle(url, ['POST', headers(1000), headers(largestWebhook)][index % 3] ?? '')
      )
    );
    const startedAt = performance.now();
    const code = makeCode({ provider: provider.url });
    await registerSurely(url, code);
    await reportSurely(url, code, 'failed', undeliverable);
    await provider.waitFor(code);

    // Before any of them is cut off, which is after 10 s.
    expect(performance.now() - startedAt).toBeLessThan(9000);

    const large = await Promise.all(
      Array.from({ length: 60 }, async () =>
        postWebhook(url, ' '.repeat(largestWebhook), 'sha256=a')
      )
    );
    expect(new Set(large)).not.toContain(200);
    expect(Math.max(...(await slow))).toBeLessThan(30_000);
    expect((await relay.memory()) - before).toBeLessThan(memoryAllowed);
    expect(await statusAnswered(fetch(`${url}/readyz`))).toBe(200);
    expectNoSecrets(relay, secretsOf(code));
  });
});
