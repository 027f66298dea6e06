import nock from 'nock';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { Receiver, verifyToken } from '../../../test/support/receiver.js';
import { runSandbox } from '../../../test/support/running-sandbox.js';

import { readSubscription } from './account.js';
import { explainRelayFailure } from './failure.js';
import { subscribe, subscribeCommand } from './subscribe.js';
import { unsubscribe, unsubscribeCommand } from './unsubscribe.js';

const appId = '400000000000001';
const accountId = '200000000000001';
const numberId = '100000000000001';

afterEach(() => {
  nock.cleanAll();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const answerGuard = z.object({ data: z.array(z.record(z.unknown())) });

/** A sandbox, a relay and another receiver of webhooks. */
const setUp = async () => {
  const { url } = await runSandbox();
  const [relay, other] = await Promise.all([
    Receiver.start(),
    Receiver.start({ onHandshake: (query) => ({ body: query.get('hub.challenge') ?? '' }) }),
  ]);
  const environment = {
    WHATSAPP_APP_ID: appId,
    WHATSAPP_APP_SECRET: 'sandbox_app_secret',
    WHATSAPP_VERIFY_TOKEN: verifyToken,
    WHATSAPP_BUSINESS_ACCOUNT_ID: accountId,
    WHATSAPP_ACCESS_TOKEN: 'EAAsandboxValidToken',
    WHATSAPP_PHONE_NUMBER_ID: numberId,
    WHATSAPP_BASE_URL: url,
    RELAY_PUBLIC_URL: relay.url,
  };
  const account = readSubscription(environment);

  const call = async (method: string, path: string, body?: unknown, token?: string) => {
    const response = await fetch(`${url}/v25.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token ?? 'EAAsandboxValidToken'}`,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(200);

    return response.json();
  };

  const asApp = async (method: string, body?: unknown) =>
    call(method, `${appId}/subscriptions`, body, `${appId}|sandbox_app_secret`);

  /** What a command prints, and how it fails. */
  const printed = async (run: (write: (line: string) => void) => Promise<void>) => {
    const write = vi.fn<(line: string) => void>();

    try {
      await run(write);

      return write.mock.calls.flat().join('\n');
    } catch (error: unknown) {
      return [...write.mock.calls.flat(), 'FAILED', explainRelayFailure(error)].join('\n');
    }
  };

  /** With the addresses named, since ports differ. */
  const named = (text: string) =>
    text.replaceAll(account.callbackUrl, '<relay>').replaceAll(other.url, '<other>');

  return {
    environment,
    other,
    overrideBody: { override_callback_uri: `${other.url}/crm`, verify_token: 'x' },
    call,
    asApp,
    setWebhook: async (callbackUrl: string, fields?: string[]) =>
      asApp('POST', {
        object: 'whatsapp_business_account',
        callback_url: callbackUrl,
        verify_token: verifyToken,
        fields,
      }),
    webhook: async () => answerGuard.parse(await asApp('GET')).data[0],
    apps: async () => answerGuard.parse(await call('GET', `${accountId}/subscribed_apps`)).data,
    subscribe: async (flags = {}) =>
      named(await printed(async (write) => subscribe(account, flags, write))),
    unsubscribe: async () => named(await printed(async (write) => unsubscribe(account, write))),
    relayUrl: account.callbackUrl,
  };
};

describe('"relay subscribe"', () => {
  it('sets both subscriptions, and says what is true then', async () => {
    const { call, subscribe, webhook, apps, relayUrl } = await setUp();
    await call('DELETE', `${accountId}/subscribed_apps`);

    expect(await subscribe()).toMatchInlineSnapshot(`
      "Meta called <relay> and was answered as it has to be: it is the webhook of the app 400000000000001.
      The app 400000000000001 is subscribed to the account 200000000000001.
      Read back from Meta: the webhook has messages, and the account has the app.

      The delivery statuses of the account 200000000000001 now go to <relay>.
      Real ones come only once the app is live: its dashboard says so at the top."
    `);
    expect(await webhook()).toMatchObject({
      callback_url: relayUrl,
      fields: [{ name: 'messages' }],
    });
    expect(await apps()).toHaveLength(1);
  });

  it('can be run twice', async () => {
    const { subscribe } = await setUp();
    await subscribe();

    expect(await subscribe()).toMatchInlineSnapshot(`
      "Meta called <relay> and was answered as it has to be: it stays the webhook of the app 400000000000001.
      The app 400000000000001 was subscribed to the account 200000000000001 already.
      Read back from Meta: the webhook has messages, and the account has the app.

      The delivery statuses of the account 200000000000001 now go to <relay>.
      Real ones come only once the app is live: its dashboard says so at the top."
    `);
  });

  it('keeps the fields that there were', async () => {
    const { setWebhook, subscribe, webhook, relayUrl } = await setUp();
    await setWebhook(relayUrl, ['account_update', 'security']);

    await subscribe();

    expect(await webhook()).toMatchObject({
      fields: [{ name: 'account_update' }, { name: 'security' }, { name: 'messages' }],
    });
  });

  it("takes nobody's webhook without being told to", async () => {
    const { other, setWebhook, subscribe, webhook } = await setUp();
    await setWebhook(`${other.url}/crm?token=planted`, ['account_update']);
    const before = await webhook();

    expect(await subscribe()).toMatchInlineSnapshot(`
      "FAILED
      Nothing was changed, because statuses go somewhere else already:
        The webhook of the app 400000000000001 is <other>/crm?….
      Run the command again with --replace to let them go to <relay> instead.
      To keep both, give the relay an app of its own: every app that is subscribed to the account gets a copy."
    `);
    expect(await webhook()).toEqual(before);
  });

  it("takes somebody's webhook when it is told to, with its fields", async () => {
    const { other, setWebhook, subscribe, webhook, relayUrl } = await setUp();
    await setWebhook(`${other.url}/crm`, ['account_update']);

    expect(await subscribe({ replace: true })).toMatchInlineSnapshot(`
      "Until now: The webhook of the app 400000000000001 is <other>/crm.
      Meta called <relay> and was answered as it has to be: it is the webhook of the app 400000000000001.
      The app 400000000000001 was subscribed to the account 200000000000001 already.
      Read back from Meta: the webhook has account_update, messages, and the account has the app.

      The delivery statuses of the account 200000000000001 now go to <relay>.
      Real ones come only once the app is live: its dashboard says so at the top."
    `);
    expect(await webhook()).toMatchObject({
      callback_url: relayUrl,
      fields: [{ name: 'account_update' }, { name: 'messages' }],
    });
  });

  it('says where statuses go by an override callback', async () => {
    const { call, overrideBody, subscribe, webhook } = await setUp();
    await call('POST', `${accountId}/subscribed_apps`, overrideBody);
    await call('POST', numberId, { webhook_configuration: overrideBody });

    expect(await subscribe()).toMatchInlineSnapshot(`
      "FAILED
      Nothing was changed, because statuses go somewhere else already:
        The statuses of the account 200000000000001 go to <other>/crm: its override callback comes before the app's webhook.
        The statuses of the phone number 100000000000001 go to <other>/crm: its override callback comes before those of the account and the app.
      Run the command again with --replace to let them go to <relay> instead.
      Until then, the relay gets none of them."
    `);
    expect(await webhook()).toBeUndefined();
  });

  it('takes override callbacks away when it is told to', async () => {
    const { call, overrideBody, subscribe } = await setUp();
    await call('POST', `${accountId}/subscribed_apps`, overrideBody);
    await call('POST', numberId, { webhook_configuration: overrideBody });

    expect(await subscribe({ replace: true })).toMatchInlineSnapshot(`
      "Until now: The statuses of the account 200000000000001 go to <other>/crm: its override callback comes before the app's webhook.
      Until now: The statuses of the phone number 100000000000001 go to <other>/crm: its override callback comes before those of the account and the app.
      Meta called <relay> and was answered as it has to be: it is the webhook of the app 400000000000001.
      The app 400000000000001 is subscribed to the account 200000000000001.
      The override callback of the phone number 100000000000001 is removed.
      Read back from Meta: the webhook has messages, and the account has the app.

      The delivery statuses of the account 200000000000001 now go to <relay>.
      Real ones come only once the app is live: its dashboard says so at the top."
    `);
    expect(await subscribe()).not.toContain('FAILED');
  });

  it('takes an override callback that is the relay itself as it is', async () => {
    const { call, subscribe, relayUrl } = await setUp();
    const body = { override_callback_uri: relayUrl, verify_token: verifyToken };
    await call('POST', `${accountId}/subscribed_apps`, body);

    expect(await subscribe()).not.toContain('FAILED');
  });
});

describe('"relay unsubscribe"', () => {
  it('undoes it, and says what is true then', async () => {
    const { subscribe, unsubscribe, webhook, apps } = await setUp();
    await subscribe();

    expect(await unsubscribe()).toMatchInlineSnapshot(`
      "The webhook of the app 400000000000001, <relay>, is removed.
      The app 400000000000001 is no longer subscribed to the account 200000000000001.
      Both were read back from Meta.

      No delivery statuses of the account 200000000000001 go to <relay> any more.
      Take the relay's address out of the connector too: a relay without statuses sends an SMS at every deadline."
    `);
    expect(await webhook()).toBeUndefined();
    expect(await apps()).toEqual([]);
  });

  it('can be run twice', async () => {
    const { unsubscribe } = await setUp();
    await unsubscribe();

    expect(await unsubscribe()).toMatchInlineSnapshot(`
      "The app 400000000000001 had no webhook.
      The app 400000000000001 was not subscribed to the account 200000000000001.
      Both were read back from Meta.

      No delivery statuses of the account 200000000000001 go to <relay> any more.
      Take the relay's address out of the connector too: a relay without statuses sends an SMS at every deadline."
    `);
  });

  it("leaves somebody else's webhook, and what feeds it", async () => {
    const { other, setWebhook, unsubscribe, webhook, apps } = await setUp();
    await setWebhook(`${other.url}/crm`);
    const before = await webhook();

    expect(await unsubscribe()).toMatchInlineSnapshot(`
      "Left as it is: The webhook of the app 400000000000001 is <other>/crm.
      The app 400000000000001 stays subscribed to the account 200000000000001: without that, statuses would not go there either.
      Both were read back from Meta.

      No delivery statuses of the account 200000000000001 go to <relay> any more.
      Take the relay's address out of the connector too: a relay without statuses sends an SMS at every deadline."
    `);
    expect(await webhook()).toEqual(before);
    expect(await apps()).toHaveLength(1);
  });

  it("leaves somebody else's override callback, and what feeds it", async () => {
    const { call, overrideBody, subscribe, unsubscribe, webhook, apps } = await setUp();
    await subscribe();
    await call('POST', `${accountId}/subscribed_apps`, overrideBody);

    expect(await unsubscribe()).toMatchInlineSnapshot(`
      "Left as it is: The statuses of the account 200000000000001 go to <other>/crm: its override callback comes before the app's webhook.
      The webhook of the app 400000000000001, <relay>, is removed.
      The app 400000000000001 stays subscribed to the account 200000000000001: without that, statuses would not go there either.
      Both were read back from Meta.

      No delivery statuses of the account 200000000000001 go to <relay> any more.
      Take the relay's address out of the connector too: a relay without statuses sends an SMS at every deadline."
    `);
    expect(await webhook()).toBeUndefined();
    expect(await apps()).toMatchObject([
      { override_callback_uri: overrideBody.override_callback_uri },
    ]);
  });

  it('says when statuses come all the same', async () => {
    const { call, other, setWebhook, unsubscribe, relayUrl } = await setUp();
    await setWebhook(`${other.url}/crm`);
    await call('POST', numberId, {
      webhook_configuration: { override_callback_uri: relayUrl, verify_token: verifyToken },
    });

    expect(await unsubscribe()).toMatchInlineSnapshot(`
      "Left as it is: The webhook of the app 400000000000001 is <other>/crm.
      The app 400000000000001 stays subscribed to the account 200000000000001: without that, statuses would not go there either.
      FAILED
      Meta took every call, but says when it is asked:
        The statuses of the phone number 100000000000001 go to <relay>: its override callback comes before those of the account and the app. Somebody set it by hand; take it away in the same way.
      Wait a minute and run the command again."
    `);
  });
});

describe('a Meta that takes calls and does not carry them out', () => {
  const host = 'https://graph.facebook.com';

  const environment = {
    WHATSAPP_APP_ID: '42',
    WHATSAPP_APP_SECRET: 'planted0secret',
    WHATSAPP_VERIFY_TOKEN: 'planted0verify0token',
    WHATSAPP_BUSINESS_ACCOUNT_ID: '7',
    WHATSAPP_ACCESS_TOKEN: 'EAAplantedToken',
    RELAY_PUBLIC_URL: 'https://relay.example.com',
  };

  const subscribedApp = { whatsapp_business_api_data: { id: '42' } };
  const otherApp = { whatsapp_business_api_data: { id: '43' } };
  const webhook = {
    object: 'whatsapp_business_account',
    callback_url: 'https://relay.example.com/webhook',
    active: true,
    fields: [{ name: 'messages' }],
  };

  /** Answers the same at every reading, whatever was changed. */
  const answer = (webhooks: unknown[], apps: unknown[]) => {
    const success = { success: true };

    nock(host).get('/v25.0/42/subscriptions').query(true).reply(200, { data: webhooks }).persist();
    nock(host).get('/v25.0/7/subscribed_apps').query(true).reply(200, { data: apps }).persist();
    nock(host).post('/v25.0/42/subscriptions').query(true).reply(200, success);
    nock(host).post('/v25.0/7/subscribed_apps').query(true).reply(200, success);
    nock(host).delete('/v25.0/42/subscriptions').query(true).reply(200, success);
    nock(host).delete('/v25.0/7/subscribed_apps').query(true).reply(200, success);
  };

  /** Runs a command in this process, as the shell would. */
  const run = async (create: typeof subscribeCommand, ...options: string[]) => {
    for (const [name, value] of Object.entries(environment)) {
      vi.stubEnv(name, value);
    }

    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const complain = vi.fn<(text: string) => void>();
    const command = create().exitOverride().configureOutput({ writeErr: complain });
    await expect(command.parseAsync(options, { from: 'user' })).rejects.toMatchObject({
      exitCode: 1,
    });

    expect(String(output.mock.calls)).not.toContain('planted');

    return complain.mock.calls.join('');
  };

  it.each([
    ['no webhook', [], [subscribedApp], 'The app 42 has no webhook.'],
    [
      'a webhook that is not used',
      [{ ...webhook, active: false }],
      [subscribedApp],
      'Meta does not use https://relay.example.com/webhook: it is inactive.',
    ],
    [
      'a webhook for something else',
      [{ ...webhook, fields: [] }],
      [subscribedApp],
      'The webhook of the app 42 does not have the field messages.',
    ],
    [
      'another app',
      [webhook],
      [otherApp],
      'The app 42 is not subscribed to the account 7. Is WHATSAPP_ACCESS_TOKEN one of this app?',
    ],
  ])('is not believed: %s', async (_, webhooks, apps, expected) => {
    answer(webhooks, apps);

    const complaint = await run(subscribeCommand);

    expect(complaint).toContain(`Meta took every call, but says when it is asked:\n  ${expected}`);
    expect(complaint).not.toContain('planted');
  });

  it('is not believed that it replaced another webhook', async () => {
    answer([{ ...webhook, callback_url: 'https://crm.example.com/hook' }], [subscribedApp]);

    expect(await run(subscribeCommand, '--replace')).toContain(
      'Meta took every call, but says when it is asked:\n  The webhook of the app 42 is https://crm.example.com/hook.'
    );
  });

  it('is not believed that it removed anything', async () => {
    answer([webhook], [subscribedApp]);

    expect(await run(unsubscribeCommand)).toMatchInlineSnapshot(`
      "Meta took every call, but says when it is asked:
        The webhook of the app 42 is still https://relay.example.com/webhook.
        The app 42 is still subscribed to the account 7.
      Wait a minute and run the command again.
      "
    `);
  });
});
