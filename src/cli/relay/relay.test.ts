import { CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { SystemError } from '../../../test/support/sms-provider.js';
import { type RelayOptions, startRelay } from '../../relay/index.js';
import { relayVariables } from '../../relay/settings.js';

import { explainMissingParts } from './parts.js';
import { relayCommand } from './relay.js';

vi.mock('../../relay/index.js', () => ({ startRelay: vi.fn<typeof startRelay>() }));
vi.mock('./parts.js', () => ({ explainMissingParts: vi.fn<typeof explainMissingParts>() }));

const start = vi.mocked(startRelay);

const secrets = {
  WHATSAPP_APP_SECRET: 'planted-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'planted-verify-token',
  RELAY_SECRET: 'planted+relay/secret+0123456789abcdef=',
};

const setEnvironment = (environment: Readonly<Record<string, string>>) => {
  for (const name of relayVariables) {
    vi.stubEnv(name, environment[name] ?? '');
  }
};

beforeEach(() => {
  setEnvironment(secrets);
  vi.clearAllMocks();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** What the command says when it ends with an error. */
const failureOf = async (...words: readonly string[]) => {
  const write = vi.fn<(text: string) => void>();
  const command = relayCommand().exitOverride().configureOutput({ writeErr: write });

  await expect(command.parseAsync(words, { from: 'user' })).rejects.toBeInstanceOf(CommanderError);

  return write.mock.calls.flat().join('');
};

const optionsGiven = (): RelayOptions | undefined => start.mock.calls[0]?.[0];

/** Starts it, and ends it by a signal. */
const run = async (signal: 'SIGINT' | 'SIGTERM', ...words: readonly string[]) => {
  const close = vi.fn<() => Promise<void>>();
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const before = process.listenerCount(signal);
  start.mockResolvedValue({ url: 'http://127.0.0.1:4600', close });
  const running = relayCommand().parseAsync(words, { from: 'user' });
  await eventually(() => {
    expect(process.listenerCount(signal)).toBe(before + 1);
  });
  expect(close).not.toHaveBeenCalled();
  process.emit(signal);
  await running;
  expect(close).toHaveBeenCalledTimes(1);

  return write.mock.calls.map(([line]): unknown => JSON.parse(String(line)));
};

describe('the command', () => {
  it('runs a relay until it is told to stop, and says so in its log', async () => {
    const lines = await run('SIGTERM');

    expect(lines).toMatchObject([
      {
        event: 'started',
        url: 'http://127.0.0.1:4600',
        storage: './whatsapp-otp-data',
        statusPage: 'off; set RELAY_STATUS_TOKEN',
      },
      { event: 'stopping' },
      { event: 'stopped' },
    ]);
    expect(optionsGiven()).toMatchObject({
      relaySecrets: [secrets.RELAY_SECRET],
      retentionHours: 24,
      isAlone: true,
    });
    expect(explainMissingParts).toHaveBeenCalledWith(true);
  });

  it('says where the status page is, and nothing of the database but its kind', async () => {
    setEnvironment({
      ...secrets,
      RELAY_STATUS_TOKEN: 'planted-status-token',
      DATABASE_URL: 'postgres://relay:planted@db/relay',
    });
    const lines = await run('SIGINT', '--retention-hours', '48');

    expect(lines[0]).toMatchObject({ storage: 'PostgreSQL', statusPage: 'http://127.0.0.1:4600' });
    expect(JSON.stringify(lines)).not.toContain('planted');
    expect(optionsGiven()).toMatchObject({ retentionHours: 48 });
    expect(explainMissingParts).toHaveBeenCalledWith(false);
  });
});

describe('the command ends', () => {
  it('with all that is missing in its environment', async () => {
    setEnvironment({ PORT: 'planted' });
    const text = await failureOf();

    expect(text.split('\n').map((line) => line.trim().split(' ', 1).join(''))).toEqual([
      'The',
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
      'RELAY_SECRET',
      'PORT',
      '',
    ]);
    expect(text).not.toContain('planted');
    expect(start).not.toHaveBeenCalled();
  });

  it('when a part is not installed', async () => {
    vi.mocked(explainMissingParts).mockReturnValueOnce('Get it with: npm install pg');

    expect(await failureOf()).toBe('Get it with: npm install pg\n');
    expect(start).not.toHaveBeenCalled();
  });

  it.each(['1', '721', 'many', '2.5', '-3'])(
    'when it is to keep deliveries for %s hours',
    async (hours) => {
      expect(await failureOf(`--retention-hours=${hours}`)).toContain(
        'It has to be a number of hours from 2 to 720.'
      );
    }
  );

  it.each<[unknown, string]>([
    [
      new SystemError('planted', 'EADDRINUSE'),
      'Port 4600 is taken. Stop what uses it, or set PORT to another one.',
    ],
    [
      new SystemError('planted', 'EACCES'),
      'Port 4600 may not be used by you. Set PORT to one above 1023.',
    ],
    [
      new SystemError('planted', 'EADDRNOTAVAIL'),
      'This machine does not have the address 127.0.0.1. Set HOST to one that it has; 0.0.0.0 stands for all.',
    ],
    [
      new SystemError('planted', 'ENOTFOUND'),
      'This machine does not have the address 127.0.0.1. Set HOST to one that it has; 0.0.0.0 stands for all.',
    ],
    [new Error('The database cannot be opened.'), 'The database cannot be opened.'],
    ['planted', 'The relay could not be started.'],
  ])('when the relay cannot be started: %o', async (error, text) => {
    start.mockRejectedValueOnce(error);

    expect(await failureOf()).toBe(`${text}\n`);
  });

  it('when its environment cannot be read at all', async () => {
    vi.spyOn(process, 'env', 'get').mockImplementation(() => {
      throw new TypeError('planted');
    });

    expect(await failureOf()).toBe('The environment cannot be read.\n');
  });
});
