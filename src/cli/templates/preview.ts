/** `connector-whatsapp-otp templates preview`. */
import { Command } from 'commander';

import { type TemplatePreview, previewTemplates } from '../../meta/templates/preview-templates.js';
import { type SetupFlags } from '../../setup/read-setup.js';
import { wantedEntries } from '../../templates/entries.js';
import { patiently } from '../../templates/perform.js';
import { exitCodes } from '../output/run-command.js';
import { type OutputFlags, type Terminal, withOutputOptions } from '../output/terminal.js';
import { withSetupOptions } from '../setup-options.js';

import { checkOptions } from './check-options.js';
import { type TextFlags, readAskedEntries, readTextWish, withTextOptions } from './options.js';
import { printHeading, printLanguages } from './print.js';
import { openSession, runTemplates } from './session.js';

type PreviewFlags = SetupFlags & OutputFlags & TextFlags;

/** Stands for a code; nobody's. */
const exampleCode = '123456';

/** WhatsApp shows what stands between asterisks in bold. */
const asRead = (terminal: Terminal, text: string): string =>
  text
    .replaceAll('{{1}}', exampleCode)
    .replaceAll(/\*([^*]+)\*/g, (_, bold: string) => terminal.style('bold', bold));

const printPreview = (terminal: Terminal, { language, body, footer, button }: TemplatePreview) => {
  terminal.print();
  terminal.print(terminal.style('cyan', language));
  terminal.printWrapped(asRead(terminal, body), 2);

  if (footer !== undefined) {
    terminal.printWrapped(terminal.style('dim', asRead(terminal, footer)), 2);
  }

  if (button !== undefined) {
    terminal.print(`  [ ${button} ]`);
  }
};

const preview = async (flags: PreviewFlags, terminal: Terminal): Promise<number> => {
  const wish = readTextWish(flags);
  checkOptions(flags, terminal);
  const session = await openSession(flags, terminal);
  const { setup, access, businessAccountId } = session;
  const asked = await readAskedEntries(flags, session);
  const wanted = wantedEntries(setup.templates, asked.wish, asked.otherwise);
  const languages = [...new Set(wanted.flatMap(({ language }) => language))];

  terminal.progress("Asking for Meta's texts …");
  const previews = await patiently(async () =>
    previewTemplates(access, businessAccountId, languages, wish)
  );
  const found = new Set(previews.map(({ language }) => language));
  const withoutText = languages.filter((language) => !found.has(language));

  printHeading(terminal, session);
  printLanguages(terminal, asked.read);

  for (const one of previews) {
    printPreview(terminal, one);
  }

  if (withoutText.length > 0) {
    terminal.print();
    terminal.printWrapped(`Meta gave no text for ${withoutText.join(', ')}.`);
  }

  terminal.printJson({ businessAccountId, previews, withoutText });

  return exitCodes.done;
};

const examples = `
Examples:
  $ npx connector-whatsapp-otp templates preview --config connector.json
  $ npx connector-whatsapp-otp templates preview --languages es_MX,pt-BR \\
      --expires-in 5

The texts are Meta's, and nobody can choose others; ${exampleCode} stands for a code.`;

export const templatesPreviewCommand = (): Command =>
  withOutputOptions(
    withSetupOptions(
      withTextOptions(
        new Command('preview').description(
          'Prints what people will read, in each language, before there is a template.'
        )
      )
    )
  )
    .addHelpText('after', examples)
    .action(async (flags: PreviewFlags) => {
      await runTemplates(
        flags,
        async (terminal) => preview(flags, terminal),
        'Stopped. Nothing was changed.'
      );
    });
