/** Keeps examples/relay honest where there is no Docker: what can be run of it is run. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { Client, type ClientConfig } from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { z } from 'zod';

import { findClosedPort } from '../bench/port.js';
import packageJson from '../package.json' with { type: 'json' };
import { readSubscription } from '../src/cli/relay/account.js';
import { SettingsError, defaultPort, readSettings, relayVariables } from '../src/relay/settings.js';

import { parseCompose, parseVariables, variablesIn } from './support/compose-file.js';
import { all, effective, parseDockerfile, settingsOf, wordsOf } from './support/dockerfile.js';
import { hasPostgres, startCluster } from './support/postgres-cluster.js';
import { startStandIn } from './support/stand-in.js';

const execute = promisify(execFile);

const root = path.resolve(import.meta.dirname, '..');
const fileOf = (name: string) => path.join(root, 'examples/relay', name);
const read = async (name: string) => readFile(fileOf(name), 'utf8');

const image = parseDockerfile(await read('Dockerfile'));
const logtoImage = parseDockerfile(await read('logto.Dockerfile'));
const compose = await read('compose.yaml');
const { services, volumes } = parseCompose(compose);
const example = parseVariables(await read('example.env'));

/** The first words of a command are the program; those of Node run with this one. */
const exitCodeOf = async ([program = '', ...rest]: readonly string[], variables = {}) => {
  try {
    await execute(program === 'node' ? process.execPath : program, rest, {
      env: { ...process.env, ...variables },
    });

    return 0;
  } catch (error: unknown) {
    return z.object({ code: z.number() }).parse(error).code;
  }
};

const listGuard = z.array(z.string());

describe('the image of the relay', () => {
  it('has a Node.js that the package runs on', () => {
    const lines = [...packageJson.engines.node.matchAll(/(\^|>=)(\d+)/g)].map(
      ([, operator, major]) => ({ isOpen: operator === '>=', major: Number(major) })
    );
    const majors = all(image, 'FROM').map((from) => Number(/^node:(\d+)-/.exec(from)?.[1]));

    expect(majors).toHaveLength(2);
    for (const major of majors) {
      expect(
        lines.some((line) => (line.isOpen ? major >= line.major : major === line.major)),
        `Node.js ${major} for ${packageJson.engines.node}`
      ).toBe(true);
    }
  });

  it('installs the package, its optional peers as it declares them, and SMS connectors', () => {
    const [install = '', ...others] = all(image, 'RUN').filter((line) => line.startsWith('npm'));
    const words = wordsOf(install);
    const peers = Object.entries(packageJson.peerDependencies);

    expect(others).toEqual([]);
    expect(words.slice(0, 2)).toEqual(['npm', 'install']);
    expect(words).toContain('--omit=dev');
    expect(words.slice(2).filter((word) => !word.startsWith('--'))).toEqual([
      '$CONNECTOR',
      ...peers.map(([name, range]) => `${name}@${range}`),
      '$SMS_CONNECTORS',
    ]);
    expect(settingsOf(all(image, 'ARG'))).toEqual({
      CONNECTOR: packageJson.name,
      SMS_CONNECTORS: example.get('SMS_CONNECTORS'),
    });
  });

  it('starts the command of the package itself, with no shell that would keep SIGTERM', () => {
    const [entry = '[]', ...others] = effective(image, 'ENTRYPOINT');

    expect(others).toEqual([]);
    expect(listGuard.parse(JSON.parse(entry))).toEqual([Object.keys(packageJson.bin)[0], 'relay']);
    expect(settingsOf(effective(image, 'ENV'))).toMatchObject({
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      PATH: '/relay/node_modules/.bin:$PATH',
    });
  });

  it('does not run as root', () => {
    expect(effective(image, 'USER')).toEqual(['node']);
  });

  it('copies only what lies here, and lets no secret into an image', async () => {
    const copied = [...all(image, 'COPY'), ...all(logtoImage, 'COPY')]
      .filter((line) => !line.startsWith('--from='))
      .flatMap((line) => line.split(' ').slice(0, -1));

    expect(copied).toEqual(['Dockerfile', '*.tgz', 'logto.Dockerfile', '*.tgz']);
    const ignored = await read('.dockerignore');
    expect(ignored).toMatch(/^\*\n!\*Dockerfile\n!\*\.tgz\n$/m);
  });
});

/** A folder that Logto's command takes for Logto's, and that has its script `cli`. */
const createInstance = async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'logto-image-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const cli = path.join(root, 'node_modules/@logto/cli/bin/logto.js');

  await mkdir(path.join(folder, 'packages/core'), { recursive: true });
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ scripts: { cli: `"${process.execPath}" "${cli}"` } })
  );
  await writeFile(path.join(folder, 'packages/core/package.json'), '{"name":"@logto/core"}');

  return folder;
};

describe('the image of Logto', () => {
  const [install = ''] = all(logtoImage, 'RUN');

  const build = async (folder: string, connector: string) =>
    exitCodeOf(['env', '-C', folder, 'sh', '-c', install], { CONNECTOR: connector });

  it('has the connector among those of Logto', async () => {
    const folder = await createInstance();

    expect(await build(folder, inject('tarball'))).toBe(0);
    const connector = path.join(folder, 'packages/core/connectors', packageJson.name);
    expect(existsSync(path.join(connector, packageJson.main))).toBe(true);
  });

  it('is not built when Logto could not add it', async () => {
    expect(await build(await createInstance(), '/packages/connector-that-is-not-there.tgz')).toBe(
      1
    );
  });
});

/** As `openssl rand -hex 32` makes it. */
const filled = '0123456789abcdef'.repeat(4);

/** What compose gives a service when `.env` has been filled in. */
const fillIn = (name: string): Record<string, string> => {
  const values = new Map([
    ...[...example].map(([key, value]): [string, string] => [key, value || filled]),
    ['WHATSAPP_PHONE_NUMBER_ID', ''],
    ['WHATSAPP_APP_ID', '1234567890'],
    ['WHATSAPP_BUSINESS_ACCOUNT_ID', '1234567890'],
    ['RELAY_PUBLIC_URL', 'https://relay.example.com'],
  ]);

  return Object.fromEntries(
    Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [
      key,
      value.replaceAll(/\${(\w+)[^}]*}/g, (_, variable: string) => values.get(variable) ?? ''),
    ])
  );
};

/** The command with which compose checks a service. */
const checkOf = (name: string) => services[name]?.healthcheck?.test.slice(1) ?? [];

describe('the health checks', () => {
  const [, imageCheck = '[]'] = /CMD (\[.*])$/.exec(effective(image, 'HEALTHCHECK')[0] ?? '') ?? [];
  const checks = [
    { name: 'the image', test: listGuard.parse(JSON.parse(imageCheck)), url: '/healthz', port: '' },
    { name: 'relay', test: checkOf('relay'), url: '/readyz', port: '4600' },
    { name: 'logto', test: checkOf('logto'), url: '/api/status', port: '3001' },
  ];

  it.each(checks)('of $name tells healthy from ill', async ({ test, url, port: usual }) => {
    const states = new Map([[url, 200]]);
    const server = await startStandIn((request) => ({ status: states.get(request.url) ?? 404 }));
    const check = async (port: number) =>
      exitCodeOf(
        test.map((word) => (usual ? word.replace(`:${usual}/`, `:${port}/`) : word)),
        { PORT: String(port) }
      );

    expect(await check(server.port)).toBe(0);
    states.set(url, 503);
    expect(await check(server.port)).toBe(1);
    expect(await check(await findClosedPort())).toBe(1);
    expect(server.requests.map((request) => request.url)).toEqual([url, url]);
  });

  it('are there for everything that keeps running', () => {
    for (const [name, { profiles, healthcheck, restart }] of Object.entries(services)) {
      if (!profiles.includes('setup')) {
        expect(healthcheck, name).toBeDefined();
        expect(restart, name).toBe('unless-stopped');
      }
    }
  });

  it('are what others wait for', () => {
    const waitsFor = Object.entries(services).map(([name, service]) => [
      name,
      Object.entries(service.depends_on).map(([other, { condition }]) => `${other} ${condition}`),
    ]);

    expect(Object.fromEntries(waitsFor)).toEqual({
      postgres: [],
      logto: ['postgres service_healthy'],
      relay: ['postgres service_healthy'],
      subscribe: ['relay service_healthy'],
      nginx: ['relay service_healthy'],
    });
  });
});

describe('compose.yaml and example.env', () => {
  const variables = variablesIn(compose);

  it('know the same variables', () => {
    expect(new Set(example.keys())).toEqual(new Set(variables.map(({ name }) => name)));
  });

  it('give no secret a value that works', () => {
    const secrets = [...example.keys()].filter((name) => /SECRET|TOKEN|PASSWORD/.test(name));

    expect(secrets).toHaveLength(7);
    for (const { name, isRequired, fallback } of variables) {
      // The token for `subscribe` alone may be missing; that command says so itself.
      expect(isRequired || fallback === example.get(name), name).toBe(true);
      expect(isRequired, name).toBe(secrets.includes(name) && name !== 'WHATSAPP_ACCESS_TOKEN');
    }
    expect(secrets.map((name) => example.get(name))).toEqual(secrets.map(() => ''));
    for (const { environment } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) {
        expect(!/SECRET|TOKEN|PASSWORD/.test(name) || value.startsWith('${'), name).toBe(true);
      }
    }
  });

  it('give the relay only variables that it reads', () => {
    const given = [
      ...Object.keys(services.relay?.environment ?? {}),
      ...Object.keys(settingsOf(effective(image, 'ENV'))),
    ];
    const known = new Set<string>([...relayVariables, 'NODE_ENV', 'PATH']);

    expect(given.filter((name) => !known.has(name))).toEqual([]);
  });

  it('let the relay start, once filled in', () => {
    expect(readSettings(fillIn('relay'))).toMatchObject({
      databaseUrl: `postgres://relay:${filled}@postgres:5432/relay`,
      statusToken: filled,
      // Those of all numbers are taken.
      ownNumbers: undefined,
    });
    expect(() => readSettings({})).toThrow(SettingsError);
  });

  it('let it subscribe, once filled in', () => {
    expect(readSubscription(fillIn('subscribe'))).toMatchObject({
      callbackUrl: 'https://relay.example.com/webhook',
      verifyToken: filled,
    });
  });

  it('agree about ports', async () => {
    const { PORT: port } = settingsOf(effective(image, 'ENV'));

    expect(port).toBe(String(defaultPort));
    expect(effective(image, 'EXPOSE')).toEqual([port]);
    expect(services.relay?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(await read('nginx.conf')).toContain(`server relay:${port};`);
    expect(services.nginx?.ports).toEqual(['443:443', '127.0.0.1:8080:8080']);
  });

  it('leave nothing but nginx open to the internet', () => {
    const open = Object.entries(services).flatMap(([name, { ports }]) =>
      ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name} ${port}`)
    );

    expect(open).toEqual(['nginx 443:443']);
  });

  it('build both images from the same package', () => {
    const { relay, logto } = services;

    expect(relay?.build?.args.CONNECTOR).toBe(logto?.build?.args.CONNECTOR);
    expect(logto?.build?.dockerfile).toBe('logto.Dockerfile');
    expect(relay?.build?.dockerfile).toBe('Dockerfile');
    expect(services.subscribe?.image).toBe(relay?.image);
    for (const [name, instructions] of Object.entries({ relay: image, logto: logtoImage })) {
      const declared = Object.keys(settingsOf(all(instructions, 'ARG')));
      expect(Object.keys(services[name]?.build?.args ?? {}), name).toEqual(declared);
    }
  });

  it('mount what there is', async () => {
    const mounted = Object.values(services).flatMap((service) =>
      service.volumes.map((volume) => volume.split(':')[0] ?? '')
    );
    const named = mounted.filter((source) => !source.startsWith('./'));
    // The certificate is the administrator's.
    const files = mounted.filter((source) => /^\.\/.*\./.test(source));

    expect(named).toEqual(Object.keys(volumes));
    expect(files).toHaveLength(2);
    await Promise.all(files.map(async (file) => stat(fileOf(file))));
  });
});

describe.skipIf(!hasPostgres)('create-relay-database.sh', () => {
  const password = "it's $ecret";

  const createDatabases = async () => {
    const { host } = await startCluster('logto');
    const given = { ...services.postgres?.environment, RELAY_DATABASE_PASSWORD: password };

    expect(
      await exitCodeOf(['sh', fileOf('create-relay-database.sh')], { ...given, PGHOST: host })
    ).toBe(0);

    return async (settings: ClientConfig, query: string) => {
      const client = new Client({ host, ...settings });
      await client.connect();

      try {
        const { rows } = await client.query(query);

        return rows;
      } finally {
        await client.end();
      }
    };
  };

  it('gives the relay a database of its own, and nothing of Logto', async () => {
    const ask = await createDatabases();
    const { username, pathname } = new URL(fillIn('relay').DATABASE_URL ?? '');
    const relay = { user: username, database: pathname.slice(1), password };
    const logto = { user: 'logto', database: 'logto' };

    await ask(relay, 'create schema jobs; create table jobs.job (id int)');
    await ask(logto, 'create table users (id int)');
    await expect(ask({ ...relay, database: 'logto' }, 'select from users')).rejects.toThrow(
      'permission denied for table users'
    );
    await expect(ask({ ...relay, password: 'another' }, 'select')).rejects.toThrow(
      'password authentication failed'
    );
  });
});
