/** The templates of a config, as they are printed. */
import { type TemplateEntry } from '../../types.js';
import { type Terminal, wrap } from '../output/terminal.js';

/** One entry as JSON that fits the width; a break between languages changes nothing. */
const entryLine = ({ usageType, templateName, language: languages }: TemplateEntry): string => {
  const list = languages.map((code) => JSON.stringify(code)).join(', ');

  return [
    `  { "usageType": ${JSON.stringify(usageType)},`,
    `    "templateName": ${JSON.stringify(templateName)},`,
    `    "language": [${wrap(list, 17)}] }`,
  ].join('\n');
};

/** The field `templates` of Console's form. */
export const renderEntries = (entries: readonly TemplateEntry[]): string =>
  `[\n${entries.map((entry) => entryLine(entry)).join(',\n')}\n]`;

/** What is different in a config that exists. */
export const printChange = (
  terminal: Terminal,
  before: readonly TemplateEntry[],
  after: readonly TemplateEntry[]
) => {
  const usageTypes = [...new Set([...before, ...after].map(({ usageType }) => usageType))];
  const describe = (entries: readonly TemplateEntry[], usageType: string): string =>
    entries
      .filter((entry) => entry.usageType === usageType)
      .map(({ templateName, language }) => `${templateName} (${language.join(', ')})`)
      .join(', ') || 'nothing';

  for (const usageType of usageTypes) {
    const [old, changed] = [describe(before, usageType), describe(after, usageType)];

    if (old !== changed) {
      terminal.print(`  ${usageType}`);
      terminal.print(`    ${terminal.style('red', '-')} ${wrap(old, 6)}`);
      terminal.print(`    ${terminal.style('green', '+')} ${wrap(changed, 6)}`);
    }
  }
};
