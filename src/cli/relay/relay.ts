/** `connector-whatsapp-otp relay`. */
import { Command, InvalidArgumentError, Option } from 'commander';

import { createLog } from '../../relay/log.js';
import { type RelaySettings, SettingsError, readSettings } from '../../relay/settings.js';
import { untilToldToStop } from '../output/until-told-to-stop.js';

import { explainMissingParts } from './parts.js';
import { subscribeCommand } from './subscribe.js';
import { unsubscribeCommand } from './unsubscribe.js';

/** Hours; below, a registration that was overheard could come back, and nobody keeps codes for a month. */
const retention = Object.freeze({ minimum: 2, usual: 24, maximum: 720 });

const readHours = (text: string): number => {
  const hours = Number(text);

  if (!/^\d+$/.test(text) || hours < retention.minimum || hours > retention.maximum) {
    throw new InvalidArgumentError(
      `It has to be a number of hours from ${retention.minimum} to ${retention.maximum}.`
    );
  }

  return hours;
};

/** What went wrong, for whoever started it: without a stack, and with what to do. */
const explain = (error: unknown, { host, port }: Pick<RelaySettings, 'host' | 'port'>): string => {
  if (!(error instanceof Error)) {
    return 'The relay could not be started.';
  }

  switch (Reflect.get(error, 'code')) {
    case 'EADDRINUSE': {
      return `Port ${port} is taken. Stop what uses it, or set PORT to another one.`;
    }

    case 'EACCES': {
      return `Port ${port} may not be used by you. Set PORT to one above 1023.`;
    }

    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND': {
      return `This machine does not have the address ${host}. Set HOST to one that it has; 0.0.0.0 stands for all.`;
    }

    default: {
      return error.message;
    }
  }
};

const settingsFor = (command: Command): RelaySettings => {
  try {
    return readSettings(process.env);
  } catch (error: unknown) {
    return command.error(
      error instanceof SettingsError
        ? ['The relay cannot start:', ...error.problems.map((problem) => `  ${problem}`)].join('\n')
        : 'The environment cannot be read.'
    );
  }
};

const run = async ({ retentionHours }: { retentionHours: number }, command: Command) => {
  const settings = settingsFor(command);
  const missing = explainMissingParts(settings.databaseUrl === undefined);

  if (missing !== undefined) {
    command.error(missing);
  }

  const log = createLog((line) => {
    process.stdout.write(line);
  });

  try {
    // Only now: what it imports need not be installed.
    const { startRelay } = await import('../../relay/index.js');
    const relay = await startRelay({ ...settings, retentionHours, log, isAlone: true });
    const end = untilToldToStop();

    log.info({
      event: 'started',
      url: relay.url,
      storage: settings.databaseUrl === undefined ? settings.dataFolder : 'PostgreSQL',
      statusPage: settings.statusToken === undefined ? 'off; set RELAY_STATUS_TOKEN' : relay.url,
    });

    await end;
    log.info({ event: 'stopping' });
    await relay.close();
    log.info({ event: 'stopped' });
  } catch (error: unknown) {
    command.error(explain(error, settings));
  }
};

export const relayCommand = (): Command =>
  new Command('relay')
    .description(
      'Watches over codes that WhatsApp has accepted, and sends an SMS for those that it does not deliver. Its secrets and addresses are environment variables; docs/relay.md describes them.'
    )
    .addOption(
      new Option(
        '--retention-hours <number>',
        'how long deliveries are kept, without their secrets'
      )
        .default(retention.usual)
        .argParser(readHours)
    )
    .addCommand(subscribeCommand())
    .addCommand(unsubscribeCommand())
    .action(async (flags: { retentionHours: number }, command: Command) => run(flags, command));
