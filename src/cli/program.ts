import { Command } from 'commander';

import packageJson from '../../package.json' with { type: 'json' };

import { doctorCommand } from './doctor/doctor.js';
import { relayCommand } from './relay/relay.js';
import { sandboxCommand } from './sandbox/sandbox.js';
import { sendCommand } from './send/send.js';
import { templatesCommand } from './templates/templates.js';

const examples = `
Examples:
  $ npx connector-whatsapp-otp sandbox
  $ WHATSAPP_ACCESS_TOKEN=EAA… npx connector-whatsapp-otp templates apply \\
      --save connector.json
  $ npx connector-whatsapp-otp doctor --config connector.json
  $ npx connector-whatsapp-otp send +5511987654321 --config connector.json

Each command explains itself: npx connector-whatsapp-otp send --help`;

/** The command line; each command has a file of its own. */
export const createProgram = (): Command =>
  new Command('connector-whatsapp-otp')
    .description('Tools around the Logto connector that delivers one-time codes over WhatsApp.')
    .version(packageJson.version)
    .showHelpAfterError('(Add --help for all options.)')
    .addCommand(doctorCommand())
    .addCommand(templatesCommand())
    .addCommand(sendCommand())
    .addCommand(sandboxCommand())
    .addCommand(relayCommand())
    .addHelpText('after', examples);
