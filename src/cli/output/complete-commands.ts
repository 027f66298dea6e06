/** Commands in what is advised, so that they can be run as they stand. */
import { type SetupFlags } from '../../setup/read-setup.js';
import { usualCodeLife } from '../../templates/needs.js';

/** Those that several commands have. */
export type SharedFlags = SetupFlags & { codeLife?: string };

const quotedCommand = /"connector-whatsapp-otp (?<words>[^"]*)"/g;

const completeCommand = /"npx connector-whatsapp-otp [^"]*"/g;

/** Commands that read the config from where the one that advises has read it. */
const readsConfig = /^(?:doctor|send|templates)\b/;

/** Commands that have to know how long a code is valid. */
const readsCodeLife = /^(?:doctor|templates (?:apply|plan))\b/;

/** As a shell reads it. */
const quote = (value: string): string =>
  /^[\w+./:=@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

const sourceOptions = ({ config, logto, logtoResource }: SetupFlags): string[] =>
  Object.entries({
    '--config': config,
    '--logto': logto,
    '--logto-resource': logtoResource,
  }).flatMap(([option, value]) => (value === undefined ? [] : [`${option} ${quote(value)}`]));

const lifeOption = ({ codeLife = `${usualCodeLife}` }: SharedFlags): string[] =>
  Number(codeLife) === usualCodeLife ? [] : [`--code-life ${quote(codeLife)}`];

/** @param flags Those of the command that advises. */
export const completeCommands = (text: string, flags: SharedFlags): string =>
  text.replaceAll(quotedCommand, (_, words: string) => {
    const options = [
      ...(readsCodeLife.test(words) ? lifeOption(flags) : []),
      ...(readsConfig.test(words) ? sourceOptions(flags) : []),
    ];

    return `"${['npx connector-whatsapp-otp', words, ...options].join(' ')}"`;
  });

/** Stands for a space at which no line may be broken. */
export const noBreak = '\u00A0';

/** A command is to be copied: no line is broken within one. */
export const keepCommandsWhole = (text: string): string =>
  text
    .replaceAll(noBreak, ' ')
    .replaceAll(completeCommand, (command) => command.replaceAll(' ', noBreak));
