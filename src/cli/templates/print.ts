/** Lines about templates that several subcommands print. */
import { type ReadLanguages } from '../../templates/languages.js';
import { type TemplateUse } from '../../templates/needs.js';
import { type Style, type Terminal, wrap } from '../output/terminal.js';

import { type Session } from './session.js';

/** Where the text beside a label begins. */
const labelWidth = 12;
const indent = 2 + labelWidth + 1;

export const printHeading = (terminal: Terminal, { setup, businessAccountId }: Session) => {
  terminal.printWrapped(
    `WhatsApp Business account ${terminal.style('bold', businessAccountId)}, config from ${setup.origin}`
  );
};

/** `  create      en_US, hi`, with what is to be said of them below. */
export const printLabelled = (
  terminal: Terminal,
  { label, style }: { label: string; style: Style },
  text: string,
  remarks: readonly string[] = []
) => {
  terminal.print(`  ${terminal.style(style, label.padEnd(labelWidth))} ${wrap(text, indent)}`);

  for (const remark of remarks) {
    terminal.printWrapped(remark, indent);
  }
};

/** The name of a template, and what sends it. */
export const printName = (terminal: Terminal, uses: readonly TemplateUse[]) => {
  const [first] = uses;
  const usageTypes = [...new Set(uses.flatMap((use) => use.usageTypes))];

  terminal.print();
  terminal.printWrapped(
    `${terminal.style('bold', first?.name ?? '')} for ${usageTypes.join(', ')}`
  );
};

/** Groups what has the same key, in the order of the first of each. */
export const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] => {
  const groups = new Map<string, Item[]>();

  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }

  return [...groups.values()];
};

export const languagesOf = (uses: ReadonlyArray<Pick<TemplateUse, 'language'>>): string =>
  uses.map(({ language }) => language).join(', ');

/** What has become of the languages that were asked for. */
export const printLanguages = (terminal: Terminal, { translated, missing }: ReadLanguages) => {
  if (translated.length > 0) {
    terminal.printWrapped(
      `Languages: ${translated.map(({ tag, language }) => `${tag} → ${language}`).join(', ')}`
    );
  }

  if (missing.length > 0) {
    terminal.printWrapped(
      `${terminal.style('yellow', 'No templates')} in WhatsApp for ${missing.join(', ')}: people who read these get the first language.`
    );
  }
};

/** `one template`, `3 templates`. */
export const countOf = (count: number, noun: string): string =>
  count === 1 ? `one ${noun}` : `${count} ${noun}s`;
