/** `connector-whatsapp-otp templates`. */
import { Command } from 'commander';

import { templatesApplyCommand } from './apply.js';
import { templatesPlanCommand } from './plan.js';
import { templatesPreviewCommand } from './preview.js';
import { templatesStatusCommand } from './status.js';

const examples = `
Begin with:
  $ WHATSAPP_ACCESS_TOKEN=EAA… npx connector-whatsapp-otp templates plan
  $ WHATSAPP_ACCESS_TOKEN=EAA… npx connector-whatsapp-otp templates apply \\
      --save connector.json`;

export const templatesCommand = (): Command =>
  new Command('templates')
    .description(
      'Creates the templates that codes are sent with, compares them with the config, and lists them.'
    )
    .addHelpText('after', examples)
    .addCommand(templatesPlanCommand())
    .addCommand(templatesApplyCommand())
    .addCommand(templatesPreviewCommand())
    .addCommand(templatesStatusCommand());
