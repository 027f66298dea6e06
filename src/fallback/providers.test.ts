import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it, vi } from 'vitest';

import {
  createConnectors,
  manifestOf,
  ownFolder,
  providersBeside,
  smsSource,
} from '../../test/support/connectors-folder.js';
import { providerWith } from '../../test/support/sms-provider.js';

import { Providers, isConnectorName } from './providers.js';

const ownName = 'connector-whatsapp-otp';

const sms = (name: string) => ({ 'package.json': manifestOf(name), 'lib/index.js': smsSource });

const source = (text: string) => ({ 'lib/index.js': text });

const prepared = async (parent: string) => {
  const providers = new Providers(path.join(parent, ownFolder));
  await providers.prepare();

  return providers;
};

const moduleOf = (connector: unknown) => ({ default: async () => connector });

describe('the name of a connector', () => {
  it.each([
    'connector-example',
    'connector-example.sms_2',
    '@logto/connector-twilio-sms',
    '@my-company.io/connector-sms',
  ])('can be %s', (name) => {
    expect(isConnectorName(name)).toBe(true);
  });

  it.each([
    '',
    'example',
    'twilio-sms',
    '@logto/twilio-sms',
    '@logto/twilio-connector-sms',
    'connector-',
    '@logto/connector-',
    './connector-example',
    '../connector-example',
    '/opt/connector-example',
    'connector-example/lib/index.js',
    'connector-../../../etc/passwd',
    '@logto/../connector-example',
    '@logto/a/connector-example',
    '@../connector-example',
    '@/connector-example',
    String.raw`C:\connector-example`,
    String.raw`connector-a\..\b`,
    'file:///opt/connector-example',
    'https://example.com/connector-example',
    'data:text/javascript,connector-example',
    'node:fs',
    'connector-example?query',
    'connector-example#hash',
    'connector-example%2Flib',
    'connector-example\n',
    ' connector-example',
    'connector-exämple',
  ])('cannot be "%s"', (name) => {
    expect(isConnectorName(name)).toBe(false);
  });
});

describe('the connectors beside ours', () => {
  it('are found by the names of their packages, whatever their folders are called', async () => {
    const providers = await prepared(
      await createConnectors({
        '@logto-connector-one': sms('@logto/connector-one'),
        anything: sms('connector-two'),
      })
    );

    expect(providers.names).toEqual(['@logto/connector-one', 'connector-two']);
    expect(providers.sibling('connector-two')).toMatchObject({ type: 'Sms' });
    expect(providers.sibling('connector-three')).toBeUndefined();
    expect(providers.isInstalled('connector-two')).toBe(true);
    expect(providers.isInstalled('connector-three')).toBe(false);
    expect(await providers.load('connector-two')).toBe(providers.sibling('connector-two'));
  });

  it('are found as links, as Logto has its own', async () => {
    const elsewhere = await createConnectors({ 'twilio-sms': sms('@logto/connector-twilio-sms') });
    const parent = await createConnectors({});
    await symlink(
      path.join(elsewhere, 'twilio-sms'),
      path.join(parent, '@logto-connector-twilio-sms')
    );

    const { names } = await prepared(parent);

    expect(names).toEqual(['@logto/connector-twilio-sms']);
  });

  it('are those that send SMS, and that can be imported', async () => {
    const parent = await createConnectors({
      good: sms('connector-good'),
      'not-a-connector': sms('not-a-connector'),
      'no-package': { 'readme.md': 'Nothing here' },
      'no-json': { 'package.json': '{' },
      'no-name': { 'package.json': '{"version":"1.0.0"}' },
      'no-object': { 'package.json': '[]' },
      'no-code': { 'package.json': manifestOf('connector-no-code') },
      mail: {
        ...sms('connector-mail'),
        ...source(smsSource.replace("'Sms'", "'Email'")),
      },
      throws: { ...sms('connector-throws'), ...source('throw new Error("no");') },
      broken: { ...sms('connector-broken'), ...source('export default {{') },
      'throws-later': {
        ...sms('connector-throws-later'),
        ...source('export default async () => { throw new Error("no"); };'),
      },
      'no-default': { ...sms('connector-no-default'), ...source('export const name = 1;') },
      nothing: { ...sms('connector-nothing'), ...source('export default async () => undefined;') },
    });
    await mkdir(path.join(parent, 'empty'));

    const { names } = await prepared(parent);

    expect(names).toEqual(['connector-good']);
  });

  it('are none when there is no such folder', async () => {
    const parent = await createConnectors({});

    const { names } = await prepared(path.join(parent, 'gone', 'for', 'good'));

    expect(names).toEqual([]);
  });

  it('are looked for once', async () => {
    const parent = await createConnectors({ one: sms('connector-one') });
    const importer = vi.fn(async () => moduleOf(providerWith()));
    const providers = new Providers(path.join(parent, ownFolder), importer);

    await Promise.all([providers.prepare(), providers.prepare(), providers.load('connector-one')]);
    await providers.prepare();

    expect(importer.mock.calls).toEqual([
      [pathToFileURL(path.join(parent, 'one/lib/index.js')).href],
    ]);
  });

  it.each(['', '/'])('do not include ourselves, when our folder ends with "%s"', async (end) => {
    const parent = await createConnectors({});
    const importer = vi.fn(async () => moduleOf(providerWith()));

    await new Providers(`${path.join(parent, ownFolder)}${end}`, importer).prepare();

    expect(importer).not.toHaveBeenCalled();
  });

  it('do not include another copy of ours, which would wait for us as we for it', async () => {
    const parent = await createConnectors({ 'another-copy': sms(ownName) });
    await symlink(path.join(parent, ownFolder), path.join(parent, 'a-link'));
    const importer = vi.fn(async () => moduleOf(providerWith()));
    const providers = new Providers(path.join(parent, ownFolder), importer);

    await providers.prepare();

    expect(importer).not.toHaveBeenCalled();
    expect(providers.names).toEqual([]);
  });
});

/** Our folder, with these two packages above it. */
const withInstalled = async (files: Readonly<Record<string, string>>) => {
  const above = await createConnectors({
    [`instance/connectors/${ownFolder}`]: { 'package.json': manifestOf(ownName) },
    'instance/node_modules/connector-near': files,
    'node_modules/@company/connector-far': files,
  });

  return path.join(above, 'instance/connectors', ownFolder);
};

describe('an installed package', () => {
  it('is known wherever Node would find it', async () => {
    const folder = await withInstalled({ 'package.json': '{}' });
    const providers = new Providers(folder);

    expect(providers.isInstalled('connector-near')).toBe(true);
    expect(providers.isInstalled('@company/connector-far')).toBe(true);
    expect(providers.isInstalled('connector-nowhere')).toBe(false);
    expect(providers.names).toEqual([]);
  });

  it('is imported by its name, once', async () => {
    const provider = providerWith();
    const importer = vi.fn(async () => moduleOf(provider));
    const providers = new Providers(await withInstalled({}), importer);

    const [first, second] = await Promise.all([
      providers.load('connector-near'),
      providers.load('connector-near'),
    ]);

    expect(first).toMatchObject({ type: 'Sms', configGuard: provider.configGuard });
    expect(second).toBe(first);
    expect(importer.mock.calls).toEqual([['connector-near']]);
  });

  it('can be an official connector', async () => {
    const provider = await new Providers().load('@logto/connector-http-sms');

    expect(provider?.configGuard.safeParse({ endpoint: 'https://example.com' }).success).toBe(true);
  });

  it.each(['connector-is-not-there', '@logto/connector-kit', '@logto/connector-whatsapp-otp'])(
    'may be missing, or be something else: %s',
    async (name) => {
      expect(await new Providers().load(name)).toBeUndefined();
    }
  );

  it.each([
    '../connector-example',
    '/tmp/connector-example/lib/index.js',
    'file:///tmp/connector-example/lib/index.js',
    'https://example.com/connector-example',
    'data:text/javascript,export default 1',
    'node:fs',
  ])('is never a path or an address: %s', async (name) => {
    const importer = vi.fn(async () => moduleOf(providerWith()));
    const providers = new Providers(path.join(await createConnectors({}), ownFolder), importer);

    expect(await providers.load(name)).toBeUndefined();
    expect(importer).not.toHaveBeenCalled();
  });

  it('is not taken when there is one of its name beside ours', async () => {
    const own = providerWith();
    const providers = await providersBeside({ 'connector-near': moduleOf(own) });

    expect(await providers.load('connector-near')).toMatchObject({ configGuard: own.configGuard });
  });
});
