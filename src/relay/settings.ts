/** What the relay is told by its environment: secrets and addresses, and nothing else. */
import { commaSeparated } from '../config/comma-separated.js';
import { shortestRelaySecret } from '../config/relay.js';

/** Every variable that the relay reads. */
export const relayVariables = [
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
  'RELAY_SECRET',
  'RELAY_STATUS_TOKEN',
  'DATABASE_URL',
  'RELAY_DATA_FOLDER',
  'WHATSAPP_PHONE_NUMBER_ID',
  'HOST',
  'PORT',
] as const;

type RelayVariable = (typeof relayVariables)[number];

export type RelayEnvironment = Readonly<Partial<Record<string, string>>>;

export type RelaySettings = {
  appSecrets: readonly string[];
  verifyToken: string;
  /** Any of them opens a registration, and hashes what must not be kept of it in clear. */
  relaySecrets: readonly [string, ...string[]];
  statusToken: string | undefined;
  databaseUrl: string | undefined;
  dataFolder: string;
  ownNumbers: ReadonlySet<string> | undefined;
  host: string;
  port: number;
};

export const defaultPort = 4600;

const makeSecret = 'Make one with: openssl rand -base64 32';

/** Told together, so that nobody has to start the relay five times. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

/** What is wrong with each variable; its value is never told. */
const problemsOf = (read: (name: RelayVariable) => string): string[] => {
  const relaySecrets = commaSeparated(read('RELAY_SECRET'));
  const statusToken = read('RELAY_STATUS_TOKEN');
  const databaseUrl = read('DATABASE_URL');
  const numbers = commaSeparated(read('WHATSAPP_PHONE_NUMBER_ID'));
  const port = read('PORT');
  const checks: ReadonlyArray<[isWrong: boolean, problem: string]> = [
    [
      commaSeparated(read('WHATSAPP_APP_SECRET')).length === 0,
      'WHATSAPP_APP_SECRET is missing: without it, anybody could send statuses. Copy it from the App Dashboard → App settings → Basic → App secret.',
    ],
    [
      read('WHATSAPP_VERIFY_TOKEN') === '',
      `WHATSAPP_VERIFY_TOKEN is missing: Meta shows it when it asks whether this is the right address. ${makeSecret}`,
    ],
    [
      relaySecrets.length === 0,
      `RELAY_SECRET is missing: the connector encrypts with it what it tells the relay. ${makeSecret}, and enter the same as "Relay secret" in Logto Console.`,
    ],
    [
      relaySecrets.some(({ length }) => length < shortestRelaySecret),
      `RELAY_SECRET has to have at least ${shortestRelaySecret} characters. ${makeSecret}`,
    ],
    [
      statusToken !== '' && statusToken.length < 16,
      `RELAY_STATUS_TOKEN has to have at least 16 characters, because it opens the status page. ${makeSecret}`,
    ],
    [
      databaseUrl !== '' && !/^postgres(?:ql)?:\/\/./.test(databaseUrl),
      'DATABASE_URL has to be an address of PostgreSQL, such as postgres://user:password@host:5432/database. Leave it out for a database in a folder.',
    ],
    [
      numbers.some((number) => !/^\d+$/.test(number)),
      'WHATSAPP_PHONE_NUMBER_ID consists of digits; several are separated by commas. It is not the phone number itself.',
    ],
    [port !== '' && !isPort(port), 'PORT has to be a number from 0 to 65535.'],
  ];

  return checks.flatMap(([isWrong, problem]) => (isWrong ? [problem] : []));
};

/**
 * Reads the environment; what is blank counts as absent.
 *
 * @throws {SettingsError} With everything that is missing or wrong.
 */
export const readSettings = (environment: RelayEnvironment): RelaySettings => {
  const read = (name: RelayVariable): string => environment[name]?.trim() ?? '';
  const problems = problemsOf(read);
  const [relaySecret, ...otherSecrets] = commaSeparated(read('RELAY_SECRET'));

  if (problems.length > 0 || relaySecret === undefined) {
    throw new SettingsError(problems);
  }

  const numbers = commaSeparated(read('WHATSAPP_PHONE_NUMBER_ID'));

  return {
    appSecrets: commaSeparated(read('WHATSAPP_APP_SECRET')),
    verifyToken: read('WHATSAPP_VERIFY_TOKEN'),
    relaySecrets: [relaySecret, ...otherSecrets],
    statusToken: read('RELAY_STATUS_TOKEN') || undefined,
    databaseUrl: read('DATABASE_URL') || undefined,
    dataFolder: read('RELAY_DATA_FOLDER') || './whatsapp-otp-data',
    ownNumbers: numbers.length > 0 ? new Set(numbers) : undefined,
    host: read('HOST') || '127.0.0.1',
    port: read('PORT') === '' ? defaultPort : Number(read('PORT')),
  };
};
