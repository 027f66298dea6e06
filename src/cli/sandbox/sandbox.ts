/** `connector-whatsapp-otp sandbox`. */
import { Command, InvalidArgumentError, Option } from 'commander';

import {
  type SandboxAccountName,
  isAccountName,
  sandboxAccounts,
} from '../../sandbox/accounts/index.js';
import { startSandbox } from '../../sandbox/index.js';
import { type LatencyProfile, latencyProfiles } from '../../sandbox/latency.js';
import { newestGraphVersion } from '../../sandbox/options.js';
import { isWebhookAddress } from '../../sandbox/webhooks/handshake.js';
import { untilToldToStop } from '../output/until-told-to-stop.js';

import { describeAccounts, describeActivity, describeStart, warnOfHost } from './output.js';
import { readRules } from './rules.js';
import { readSeed } from './seed.js';

/** Where people find it again; 0 takes a free one. */
const defaultPort = 4500;

const readPort = (text: string): number => {
  const port = Number(text);

  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('It has to be a number from 0 to 65535; 0 takes a free port.');
  }

  return port;
};

const readUrl = (text: string): string => {
  if (!isWebhookAddress(text)) {
    throw new InvalidArgumentError(
      'It has to be an address such as http://localhost:3000/webhook.'
    );
  }

  return text;
};

const readAccountName = (text: string): SandboxAccountName => {
  if (!isAccountName(text)) {
    throw new InvalidArgumentError(`The accounts are ${Object.keys(sandboxAccounts).join(', ')}.`);
  }

  return text;
};

type Flags = {
  port: number;
  host: string;
  allowHost?: string[];
  account: SandboxAccountName;
  seed?: string;
  state?: string;
  webhook?: string;
  verifyToken: string;
  appSecret?: string;
  latency: LatencyProfile;
  graphVersion: string;
  rule?: string[];
  quiet?: boolean;
  json?: boolean;
};

/** What went wrong, for whoever started it: without a stack, and with what to do. */
const explain = (error: unknown, { port }: Flags): string => {
  if (!(error instanceof Error)) {
    return 'The sandbox could not be started.';
  }

  switch (Reflect.get(error, 'code')) {
    case 'EADDRINUSE': {
      return `Port ${port} is taken. Stop what uses it, or take a free one with --port 0.`;
    }

    case 'EACCES': {
      return `Port ${port} may not be used by you. Take one above 1023, or a free one with --port 0.`;
    }

    case 'EADDRNOTAVAIL': {
      return 'This machine does not have the address of --host. Leave it out to listen on 127.0.0.1.';
    }

    default: {
      return error.message;
    }
  }
};

const write = (line: string) => {
  process.stdout.write(`${line}\n`);
};

const run = async (flags: Flags, command: Command) => {
  const { webhook, verifyToken, appSecret, json = false, quiet = false } = flags;
  try {
    const seed =
      flags.seed === undefined ? sandboxAccounts[flags.account] : await readSeed(flags.seed);
    const sandbox = await startSandbox({
      port: flags.port,
      host: flags.host,
      allowedHosts: flags.allowHost ?? [],
      account: { ...seed, ...(appSecret !== undefined && { appSecret }) },
      rules: readRules(flags.rule ?? []),
      latency: flags.latency,
      graphVersion: flags.graphVersion,
      isAlone: true,
      ...(flags.state !== undefined && { stateFolder: flags.state }),
      ...(webhook !== undefined && { webhook: { url: webhook, verifyToken } }),
      ...(!quiet && {
        onActivity: (activity) => {
          write(describeActivity(activity, json));
        },
      }),
    });

    const end = untilToldToStop();
    warnOfHost(flags.host);
    write(describeStart(sandbox, { json, webhook }));

    await end;
    await sandbox.close();
  } catch (error: unknown) {
    command.error(explain(error, flags));
  }
};

export const sandboxCommand = (): Command =>
  new Command('sandbox')
    .description(
      "A local WhatsApp for people who build sign-in flows: answers as Meta's Cloud API does, and shows every code on a page."
    )
    .addOption(
      new Option('-p, --port <number>', 'port to listen on; 0 takes a free one')
        .default(defaultPort)
        .argParser(readPort)
        .env('SANDBOX_PORT')
    )
    .option(
      '--host <address>',
      'address to listen on; anything but the loopback lets others read the codes',
      '127.0.0.1'
    )
    .option('--allow-host <name...>', 'further host names by which it may be addressed')
    .addOption(
      new Option('--account <name>', 'an account that works, is new, or is broken: see below')
        .default('ready' satisfies SandboxAccountName)
        .argParser(readAccountName)
        .conflicts('seed')
    )
    .option('--seed <file>', 'JSON file with the account: numbers, tokens, templates')
    .option(
      '--state <folder>',
      'folder to keep templates, phones and messages in; in memory without it'
    )
    .addOption(new Option('--webhook <url>', 'where delivery statuses are sent').argParser(readUrl))
    .addOption(
      new Option('--verify-token <token>', 'what your webhook expects in the handshake')
        .default('sandbox_verify_token')
        .env('SANDBOX_VERIFY_TOKEN')
    )
    .addOption(
      new Option(
        '--app-secret <secret>',
        'signs webhooks, and is what appsecret_proof proves (default: "sandbox_app_secret")'
      ).env('SANDBOX_APP_SECRET')
    )
    .addOption(
      new Option('--latency <profile>', 'how long answers and statuses take')
        .choices(Object.keys(latencyProfiles))
        .default('fast')
    )
    .option(
      '--graph-version <version>',
      'the newest Graph version that this Meta has',
      newestGraphVersion
    )
    .option(
      '--rule <name=value...>',
      "another reading where Meta's pages contradict each other; docs/sandbox.md lists them"
    )
    .option('--quiet', 'print nothing but the start')
    .option('--json', 'print JSON, a line for each event')
    .addHelpText('after', describeAccounts)
    .action(async (flags: Flags, command: Command) => run(flags, command));
