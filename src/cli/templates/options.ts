/** The options of `templates` that say what templates have to be like. */
import { type Command } from 'commander';

import { type Tenant } from '../../logto/tenant.js';
import { type MetaLanguage } from '../../meta/languages.js';
import { type TemplateContent, longestLabel } from '../../meta/templates/write-templates.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { type SetupFlags } from '../../setup/read-setup.js';
import { type Setup } from '../../setup/setup.js';
import { type EntriesWish } from '../../templates/entries.js';
import { type ReadLanguages, readLanguages } from '../../templates/languages.js';
import { neededTtl, ttlRange, usualCodeLife } from '../../templates/needs.js';
import { type OutputFlags, withOutputOptions } from '../output/terminal.js';
import { withSetupOptions } from '../setup-options.js';

export type TextFlags = {
  /** `false` for `--no-security-line`. */
  securityLine?: boolean;
  expiresIn?: string;
  /** `false` for `--no-expiry`. */
  expiry?: boolean;
  codeLife?: string;
  languages?: string;
};

export type TemplateFlags = SetupFlags &
  OutputFlags &
  TextFlags & {
    name?: string;
    perUsageType?: boolean;
    ttl?: string;
    buttonText?: string;
  };

/** The options that change Meta's texts. */
export const withTextOptions = (command: Command): Command =>
  command
    .option(
      '--languages <codes>',
      "separated by commas: Meta's codes (pt_BR), or tags (pt-BR) that are translated; else those of the config, else with --logto those of the sign-in page, else en_US"
    )
    .option('--no-security-line', 'leave out the sentence that warns not to share the code')
    .option('--expires-in <minutes>', 'in the footer, 1 to 90; unless told, the life of a code')
    .option('--no-expiry', 'leave the footer out')
    .option('--code-life <seconds>', 'for how long a code is valid', `${usualCodeLife}`);

/** The options of the commands that compare templates with what is wanted. */
export const withTemplateOptions = (command: Command): Command =>
  withOutputOptions(
    withSetupOptions(
      withTextOptions(command)
        .option(
          '--name <name>',
          'lower-case letters, digits and _; else the names of the config, else verification_code'
        )
        .option(
          '--per-usage-type',
          'a template for each of Register, SignIn, ForgotPassword, Generic'
        )
        .option(
          '--ttl <seconds>',
          'how long Meta tries to deliver, 30 to 900; unless told, the life of a code, or about twice the deadline of an SMS fallback with a relay'
        )
        .option(
          '--button-text <text>',
          `of the button, at most ${longestLabel} characters; unless told, Meta's own in each language`
        )
    )
  );

/** When one template is enough, for the help. */
export const usageTypeAdvice = `
One template or several:
  One serves all usage types, because Meta fixes the text: people read the same.
  Choose --per-usage-type to see quality and figures of each in WhatsApp
  Manager, or so that a pause of one does not stop the others. Each language of
  each counts against the limit of templates, and is reviewed by itself.`;

/** @throws {CommandProblem} */
const readInteger = (
  text: string | undefined,
  option: string,
  [from, to]: readonly [number, number],
  unit: string
): number | undefined => {
  if (text === undefined) {
    return;
  }

  const value = Number(text);

  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new CommandProblem(`${option} takes a whole number from ${from} to ${to} (${unit}).`);
  }

  return value;
};

const longestCodeLife = 24 * 60 * 60;
const longestExpiry = 90;

/** @throws {CommandProblem} */
export const readCodeLife = ({ codeLife }: Pick<TextFlags, 'codeLife'>): number =>
  readInteger(codeLife, '--code-life', [ttlRange.from, longestCodeLife], 'seconds') ??
  usualCodeLife;

/** @throws {CommandProblem} */
export const readTextWish = (
  flags: TextFlags
): Pick<TemplateContent, 'security' | 'expirationMinutes'> => {
  if (flags.expiry === false && flags.expiresIn !== undefined) {
    throw new CommandProblem('--no-expiry and --expires-in exclude each other.\nLeave one out.');
  }

  const asked = readInteger(flags.expiresIn, '--expires-in', [1, longestExpiry], 'minutes');
  const usual = Math.max(1, Math.min(longestExpiry, Math.floor(readCodeLife(flags) / 60)));

  return {
    security: flags.securityLine !== false,
    expirationMinutes: flags.expiry === false ? undefined : (asked ?? usual),
  };
};

const readLabel = (label: string | undefined): string | undefined => {
  if (label === undefined) {
    return;
  }

  if (label.trim() === '' || label.length > longestLabel) {
    throw new CommandProblem(`--button-text takes 1 to ${longestLabel} characters.`);
  }

  if (/\{\{|\}\}|\p{Extended_Pictographic}/u.test(label)) {
    throw new CommandProblem('--button-text takes neither variables nor emoji.');
  }

  return label;
};

/** @throws {CommandProblem} */
export const readWish = (flags: TemplateFlags, setup: Setup): TemplateContent => ({
  ...readTextWish(flags),
  ttlSeconds:
    readInteger(flags.ttl, '--ttl', [ttlRange.from, ttlRange.to], 'seconds') ??
    neededTtl(setup, readCodeLife(flags)),
  label: readLabel(flags.buttonText),
});

/** With `_user_permission_validation`, the longest of Logto's, a name has to fit into Meta's 512. */
const longestName = 480;

const readName = (name: string | undefined): string | undefined => {
  if (name !== undefined && (!/^[\d_a-z]+$/.test(name) || name.length > longestName)) {
    throw new CommandProblem(
      `--name takes lower-case letters, digits and underscores, at most ${longestName}: Meta allows nothing else.`
    );
  }

  return name;
};

/**
 * The languages that the command line asks for.
 *
 * @throws {CommandProblem} When one is no language of Meta's: somebody typed it, and can mend it.
 */
export const askedLanguages = (text: string | undefined): ReadLanguages | undefined => {
  if (text === undefined) {
    return;
  }

  const read = readLanguages(text.split(','));

  if (read.missing.length > 0 || read.languages.length === 0) {
    throw new CommandProblem(
      `${read.missing.length > 0 ? `--languages: WhatsApp has no templates in ${read.missing.join(', ')}.` : '--languages names no language.'}\nWrite codes such as en_US, pt_BR, es_MX, separated by commas.`
    );
  }

  return read;
};

/** Which languages and names are wanted. */
type AskedEntries = {
  wish: EntriesWish;
  /** The languages of the sign-in page, where the command line and the config name none. */
  otherwise: readonly MetaLanguage[];
  /** What was said of languages that had to be translated, or that Meta does not have. */
  read: ReadLanguages;
};

/**
 * A config that has languages is content with them: the sign-in page's are read only for one that has
 * none, and the doctor names those that it lacks.
 *
 * @throws {CommandProblem}
 */
export const readAskedEntries = async (
  flags: Pick<TemplateFlags, 'languages' | 'name' | 'perUsageType'>,
  {
    setup,
    tenant,
  }: { setup: Pick<Setup, 'templates'>; tenant?: Pick<Tenant, 'languages'> | undefined }
): Promise<AskedEntries> => {
  const asked = askedLanguages(flags.languages);
  const isOpen = asked === undefined && setup.templates.length === 0;
  const offered = isOpen ? await tenant?.languages() : undefined;
  const read = asked ?? readLanguages(offered?.tags ?? []);

  return {
    wish: {
      languages: asked?.languages,
      name: readName(flags.name),
      isPerUsageType: flags.perUsageType ?? false,
    },
    otherwise: offered ? read.languages : [],
    read,
  };
};
