/** Commands in what the doctor advises, so that they can be run as they stand. */
import { type Finding } from '../../doctor/finding.js';
import { type SetupFlags } from '../../setup/read-setup.js';

const quotedCommand = /"connector-whatsapp-otp (?<words>[^"]*)"/g;

/** Commands that read the config from where the doctor has read it. */
const readsConfig = /^(?:doctor|send|templates)\b/;

/** As a shell reads it. */
const quote = (value: string): string =>
  /^[\w+./:=@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

const sourceOptions = ({ config, logto, logtoResource }: SetupFlags): string[] =>
  Object.entries({
    '--config': config,
    '--logto': logto,
    '--logto-resource': logtoResource,
  }).flatMap(([option, value]) => (value === undefined ? [] : [`${option} ${quote(value)}`]));

/** @param flags Those with which the doctor was called. */
export const completeCommands = (finding: Finding, flags: SetupFlags): Finding =>
  finding.remedy === undefined
    ? finding
    : {
        ...finding,
        remedy: finding.remedy.replaceAll(quotedCommand, (_, words: string) => {
          const options = readsConfig.test(words) ? sourceOptions(flags) : [];

          return `"${['npx connector-whatsapp-otp', words, ...options].join(' ')}"`;
        }),
      };
