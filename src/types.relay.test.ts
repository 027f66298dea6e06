import { ConnectorError } from '@logto/connector-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { metaConfig } from '../test/support/nocked-meta.js';
import { relay, relaySecret } from '../test/support/registration.js';

import { configGuard, parseConfig } from './types.js';

const relayUrl = relay.url;
const pathsOf = (raw: unknown) =>
  configGuard.safeParse(raw).error?.issues.map(({ path }) => path.join('.'));

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a config with a relay', () => {
  it.each(['meta', '360dialog'])('has it with the gateway %s', (gateway) => {
    const config = { ...metaConfig, gateway, relayUrl: `${relayUrl}/`, relaySecret };

    for (const origin of ['form', 'storage'] as const) {
      expect(parseConfig(config, origin)).toMatchObject({ relayUrl, relaySecret });
    }
  });

  it('is told of what is wrong with it beside everything else', () => {
    expect(pathsOf({ ...metaConfig, accessToken: '', relayUrl: 'relay' })).toEqual([
      'accessToken',
      'relaySecret',
      'relayUrl',
    ]);
  });

  it('has to have one when its fallback waits for deliveries', () => {
    const fallback = {
      connector: '@logto/connector-http-sms',
      config: { endpoint: 'https://sms.example.com' },
      whenNotDeliveredWithinSeconds: 30,
    };

    expect(pathsOf({ ...metaConfig, fallback })).toEqual([
      'fallback.whenNotDeliveredWithinSeconds',
    ]);
    expect(
      parseConfig({ ...metaConfig, fallback, relayUrl, relaySecret }, 'form').fallback
    ).toMatchObject({ whenNotDeliveredWithinSeconds: 30 });
    // In storage, the SMS at send time goes on working.
    expect(parseConfig({ ...metaConfig, fallback }, 'storage').fallback).toMatchObject({
      mode: 'send',
    });
  });

  it.each([
    [{ relayUrl: 'relay', relaySecret }, 'relayUrl'],
    [{ relayUrl, relaySecret: 'planted-short-secret' }, 'relaySecret'],
    [{ relaySecret }, 'relayUrl'],
    [{ relayUrl: 'relay' }, 'relaySecret, relayUrl'],
  ])('that cannot be used still sends, without it: %j', (wrong, keyPaths) => {
    const config = { ...metaConfig, ...wrong };
    const stored = parseConfig(config, 'storage');
    parseConfig(config, 'storage');

    expect(stored).toMatchObject({ accessToken: metaConfig.accessToken });
    expect([stored.relayUrl, stored.relaySecret]).toEqual([undefined, undefined]);
    expect(() => parseConfig(config, 'form')).toThrow(ConnectorError);
    // Once for each set of keys, in the whole process.
    expect(vi.mocked(console.warn).mock.calls.length).toBeLessThanOrEqual(1);
    expect(
      vi
        .mocked(console.warn)
        .mock.calls.flat()
        .every((line) => String(line).includes(`The relay cannot be used: see ${keyPaths}. Open`))
    ).toBe(true);
  });

  it.each([relaySecret, `${relaySecret} ${relaySecret}`, 'short planted secret'])(
    'never repeats a secret that was pasted into the wrong field: %s',
    (secret) => {
      const issues = [
        { relayUrl: secret },
        { relayUrl: `http://${secret}@relay` },
        { relayUrl: `http://relay/${encodeURIComponent(secret)}/webhook` },
        { relayUrl: [secret], relaySecret: { [secret]: secret } },
        { relayUrl, relaySecret: `${secret},${secret}` },
        { relaySecret: secret },
      ].flatMap((wrong) => configGuard.safeParse({ ...metaConfig, ...wrong }).error?.issues ?? []);

      expect(issues.length).toBeGreaterThan(6);
      expect(JSON.stringify(issues)).not.toContain(secret);
    }
  );
});
