/** What is looked at, against a sandbox and servers that misbehave. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { setup } from '../../test/support/doctor-facts.js';
import { FaultyServer } from '../../test/support/faulty-server.js';
import { textLike } from '../../test/support/matchers.js';
import { runSandbox } from '../../test/support/running-sandbox.js';
import { connectorName, fallbackConfig, providerWith } from '../../test/support/sms-provider.js';
import { type Provider } from '../fallback/provider.js';
import { createCensor } from '../meta/censor.js';
import { CommandProblem } from '../problem/command-problem.js';
import { type SandboxSeed } from '../sandbox/account.js';
import { type Setup } from '../setup/setup.js';

import { type Surroundings, gatherFacts } from './gather.js';

const accessToken = 'EAAsandboxValidToken';
const accountId = '200000000000001';

const nobody = { load: async (name: string) => new Map<string, Provider>().get(name) };

const gather = async (rest: Partial<Setup>, surroundings: Partial<Surroundings> = {}) =>
  gatherFacts({
    setup: { ...setup, accessToken, censor: createCensor([accessToken]), ...rest },
    codeLife: 600,
    environment: {},
    providers: nobody,
    ...surroundings,
  });

/** With nothing but a token that is for the account. */
const gatherWithToken = async (account: SandboxSeed) => {
  const { url } = await runSandbox({
    account: { tokens: { [accessToken]: { assets: [accountId] } }, ...account },
  });

  return gather({ baseUrl: url, phoneNumberId: undefined, businessAccountId: undefined });
};

describe('account and number', () => {
  it('are found through the token', async () => {
    const facts = await gatherWithToken({});

    expect(facts).toMatchObject({
      businessAccountId: accountId,
      phoneNumberId: '100000000000001',
      number: { kind: 'known' },
      account: { kind: 'known' },
      templates: { kind: 'known' },
      // Nobody would get what it brings.
      subscription: { kind: 'absent', why: 'There is no relay.' },
    });
  });

  it('are looked up for what a relay needs', async () => {
    const { url } = await runSandbox();
    const environment = { RELAY_PUBLIC_URL: 'https://relay.example.com' };

    expect(await gather({ baseUrl: url }, { environment })).toMatchObject({
      subscription: { kind: 'known' },
    });
  });

  it('are found through the number', async () => {
    const { url } = await runSandbox();
    const facts = await gather({ baseUrl: url, businessAccountId: undefined });

    expect(facts).toMatchObject({ businessAccountId: accountId, account: { kind: 'known' } });
  });

  it('are not chosen among several', async () => {
    expect(await gatherWithToken({ phoneNumbers: [{ id: '1' }, { id: '2' }] })).toMatchObject({
      number: { kind: 'absent', why: textLike(/one of 1, 2\.$/) },
      account: { kind: 'known' },
    });
  });

  it('are not known when the token names no account', async () => {
    expect(await gatherWithToken({ tokens: { [accessToken]: {} } })).toMatchObject({
      businessAccountId: undefined,
      account: { kind: 'absent', why: 'Which account the token is for is not known.' },
      number: { kind: 'absent' },
    });
  });

  it('fail for the reason for which the token does', async () => {
    expect(
      await gatherWithToken({ tokens: { [accessToken]: { state: 'revoked' } } })
    ).toMatchObject({
      account: { kind: 'failed', failure: { report: { code: 190, subcode: 467 } } },
      number: { kind: 'failed', failure: { report: { code: 190, subcode: 467 } } },
    });
  });
});

describe('a Meta that says nothing', () => {
  it('holds nobody up for longer than is allowed', async () => {
    const server = await FaultyServer.start({});
    onTestFinished(async () => server.close());
    const startedAt = performance.now();
    const facts = await gather(
      { baseUrl: server.url, phoneNumberId: undefined },
      { times: { call: 300, all: 450 } }
    );

    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect([facts.token, facts.number, facts.account, facts.templates]).toMatchObject(
      Array.from({ length: 4 }, () => ({ kind: 'failed', failure: { kind: 'silent' } }))
    );
  });
});

describe('what there is nothing to ask for', () => {
  it('is absent, with the reason', async () => {
    const facts = await gather({ accessToken: undefined, templates: [] });

    expect(facts.token).toEqual({
      kind: 'absent',
      why: 'The config has no access token that can be used.',
    });
    expect(facts.relay).toEqual({ kind: 'absent', why: 'There is no relay.' });
    expect(facts.webhook).toEqual({ kind: 'absent', why: 'There is no relay.' });
    expect(facts.languages).toMatchObject({
      kind: 'absent',
      why: textLike(/--logto/),
    });
    expect(facts.provider).toMatchObject({ kind: 'absent' });
  });

  it('is not asked of 360dialog without a key', async () => {
    expect(await gather({ gateway: '360dialog', accessToken: undefined })).toMatchObject({
      token: { kind: 'absent', why: '360dialog keeps this to itself.' },
      gateway: { kind: 'absent', why: 'The config has no API key that can be used.' },
    });
  });

  it('is no webhook without https', async () => {
    const facts = await gather(
      { accessToken: undefined },
      { environment: { RELAY_PUBLIC_URL: 'http://relay.example.com/webhook/' } }
    );

    expect(facts.publicUrl).toBe('http://relay.example.com');
    expect(facts.webhook).toMatchObject({ kind: 'absent', why: textLike(/https/) });
  });

  it('is no webhook that nobody has set', async () => {
    const relay = { url: 'http://127.0.0.1:1', secret: 'planted' };

    expect(await gather({ accessToken: undefined, relay })).toMatchObject({
      webhook: { kind: 'absent', why: textLike(/RELAY_PUBLIC_URL/) },
      relay: { kind: 'failed', failure: { kind: 'unreachable' } },
    });
  });
});

describe('others than Meta', () => {
  it('are asked for languages, and may refuse', async () => {
    const languages = { tags: ['en'], fallback: 'en', isDetected: true };
    const tenant = { origin: 'https://auth.example.com', languages: async () => languages };
    const refusing = {
      ...tenant,
      languages: async () => {
        throw new CommandProblem('The role is missing.');
      },
    };

    expect(await gather({ accessToken: undefined }, { tenant })).toMatchObject({
      languages: { kind: 'known', value: languages },
    });
    expect(await gather({ accessToken: undefined }, { tenant: refusing })).toMatchObject({
      languages: { kind: 'absent', why: 'The role is missing.' },
    });
  });

  it('are asked whether an SMS connector takes its config', async () => {
    const load = vi.fn(async () => providerWith());
    const rest = { accessToken: undefined, fallback: { ...fallbackConfig, config: {} } };

    expect(await gather(rest, { providers: { load } })).toMatchObject({
      provider: { kind: 'known', value: [{ path: ['account'] }, { path: ['authToken'] }] },
    });
    expect(load).toHaveBeenCalledWith(connectorName);
    expect(await gather(rest)).toMatchObject({
      provider: {
        kind: 'absent',
        why: textLike(/is installed here, so that its config was not checked/),
      },
    });
  });
});
