import { describe, expect, it } from 'vitest';

import { type RelayEnvironment, SettingsError, readSettings, relayVariables } from './settings.js';

const secret = 'planted+relay/secret+0123456789abcdef=';

const environment: RelayEnvironment = {
  WHATSAPP_APP_SECRET: 'planted-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'planted-verify-token',
  RELAY_SECRET: secret,
};

const problemsOf = (rest: RelayEnvironment): readonly string[] => {
  try {
    readSettings({ ...environment, ...rest });

    return [];
  } catch (error: unknown) {
    if (error instanceof SettingsError) {
      expect(error.message).toBe(error.problems.join('\n'));

      return error.problems;
    }

    throw error;
  }
};

describe('settings', () => {
  it('need three secrets, and no more', () => {
    expect(readSettings(environment)).toEqual({
      appSecrets: ['planted-app-secret'],
      verifyToken: 'planted-verify-token',
      relaySecrets: [secret],
      statusToken: undefined,
      databaseUrl: undefined,
      dataFolder: './whatsapp-otp-data',
      ownNumbers: undefined,
      host: '127.0.0.1',
      port: 4600,
    });
  });

  it('are read from every variable, without the space around them', () => {
    expect(
      readSettings({
        WHATSAPP_APP_SECRET: ' one , two,',
        WHATSAPP_VERIFY_TOKEN: ' token ',
        RELAY_SECRET: `${secret},, ${secret}2 `,
        RELAY_STATUS_TOKEN: ' 0123456789abcdef ',
        DATABASE_URL: 'postgresql://relay:password@db/relay ',
        RELAY_DATA_FOLDER: ' /data ',
        WHATSAPP_PHONE_NUMBER_ID: '100000000000001, 100000000000002',
        HOST: '0.0.0.0',
        PORT: '0',
      })
    ).toEqual({
      appSecrets: ['one', 'two'],
      verifyToken: 'token',
      relaySecrets: [secret, `${secret}2`],
      statusToken: '0123456789abcdef',
      databaseUrl: 'postgresql://relay:password@db/relay',
      dataFolder: '/data',
      ownNumbers: new Set(['100000000000001', '100000000000002']),
      host: '0.0.0.0',
      port: 0,
    });
  });

  it('that are blank are absent', () => {
    const blank = Object.fromEntries(
      relayVariables.filter((name) => !(name in environment)).map((name) => [name, ' \t'])
    );

    expect(readSettings({ ...environment, ...blank })).toEqual(readSettings(environment));
  });
});

describe('a problem', () => {
  it.each<[name: string, value: string | undefined, beginning: string]>([
    ['WHATSAPP_APP_SECRET', undefined, 'WHATSAPP_APP_SECRET is missing'],
    ['WHATSAPP_APP_SECRET', ' , ', 'WHATSAPP_APP_SECRET is missing'],
    ['WHATSAPP_VERIFY_TOKEN', ' ', 'WHATSAPP_VERIFY_TOKEN is missing'],
    ['RELAY_SECRET', undefined, 'RELAY_SECRET is missing'],
    ['RELAY_SECRET', ',', 'RELAY_SECRET is missing'],
    ['RELAY_SECRET', 'planted-0123456789-0123456789-1', 'RELAY_SECRET has to have at least 32'],
    ['RELAY_SECRET', `${secret},planted-short`, 'RELAY_SECRET has to have at least 32'],
    ['RELAY_STATUS_TOKEN', 'planted-0123456', 'RELAY_STATUS_TOKEN has to have at least 16'],
    ['DATABASE_URL', 'mysql://planted@db/relay', 'DATABASE_URL has to be an address of PostgreSQL'],
    ['DATABASE_URL', 'postgres://', 'DATABASE_URL has to be an address of PostgreSQL'],
    ['WHATSAPP_PHONE_NUMBER_ID', '1000,planted', 'WHATSAPP_PHONE_NUMBER_ID consists of digits'],
    ['WHATSAPP_PHONE_NUMBER_ID', '+12025550143', 'WHATSAPP_PHONE_NUMBER_ID consists of digits'],
    ['PORT', '65536', 'PORT has to be a number'],
    ['PORT', '-1', 'PORT has to be a number'],
    ['PORT', 'planted', 'PORT has to be a number'],
  ])('with %s (%j) is named, and says what to do', (name, value, beginning) => {
    const [problem, ...others] = problemsOf({ [name]: value });

    expect(others).toEqual([]);
    expect(problem).toMatch(/^.{39,}[\w.]$/);
    expect(problem?.startsWith(beginning)).toBe(true);
    expect(problem).not.toMatch(/planted|2025550143/);
  });

  it.each([
    ['RELAY_SECRET', '0123456789abcdef0123456789abcdef'],
    ['RELAY_STATUS_TOKEN', '0123456789abcdef'],
    ['PORT', '65535'],
  ])('is none: %s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([]);
  });

  it('is told with all others', () => {
    const wrong = {
      WHATSAPP_APP_SECRET: undefined,
      WHATSAPP_VERIFY_TOKEN: undefined,
      RELAY_SECRET: undefined,
      PORT: 'planted',
    };

    expect(problemsOf(wrong).map((problem) => problem.split(' ')[0])).toEqual([
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
      'RELAY_SECRET',
      'PORT',
    ]);
  });
});
