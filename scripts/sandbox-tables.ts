/** The generated tables of `docs/sandbox.md`, from their sources. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { sandboxAccounts } from '../src/sandbox/accounts/index.js';
import { behaviours, magicNumber } from '../src/sandbox/behaviours.js';
import { latencyProfiles } from '../src/sandbox/latency.js';
import { rulesGuard } from '../src/sandbox/rules.js';

export const sandboxPage = path.resolve(import.meta.dirname, '../docs/sandbox.md');

const table = (heading: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [heading, heading.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const behaviourTable = (): string =>
  table(
    ['Number', 'Behaviour', 'What happens'],
    behaviours.map((behaviour) => [
      magicNumber(behaviour) ?? 'any other',
      `\`${behaviour.name}\``,
      behaviour.explanation,
    ])
  );

const accountTable = (): string =>
  table(
    ['Account', 'What it is'],
    Object.entries(sandboxAccounts).map(([name, { description }]) => [`\`${name}\``, description])
  );

const literalsGuard = z.array(z.object({ value: z.unknown() }));

/** Every value that a rule can have. */
const valuesOf = (rule: z.ZodTypeAny): unknown[] => {
  if (rule instanceof z.ZodEnum) {
    return z.array(z.string()).parse(rule.options);
  }

  return rule instanceof z.ZodUnion
    ? literalsGuard.parse(rule.options).map(({ value }) => value)
    : [true, false];
};

const ruleTable = (): string => {
  const defaults: Readonly<Record<string, unknown>> = rulesGuard.parse({});

  return table(
    ['Rule', 'Default', 'Other', 'What it decides'],
    Object.entries(rulesGuard.shape).map(([name, rule]) => [
      `\`${name}\``,
      `\`${String(defaults[name])}\``,
      valuesOf(rule.removeDefault())
        .filter((value) => value !== defaults[name])
        .map((value) => `\`${String(value)}\``)
        .join(', '),
      rule.description ?? '',
    ])
  );
};

const latencyTable = (): string =>
  table(
    ['Profile', 'Answer', 'sent', 'delivered', 'read', 'delivered late'],
    Object.entries(latencyProfiles).map(([name, { answer, sent, delivered, read, late }]) => [
      `\`${name}\``,
      ...[answer, sent, delivered, read, late].map((time) => `${time / 1000} s`),
    ])
  );

const replaceBetween = (page: string, name: string, text: string): string => {
  const [start, end] = [`<!-- ${name}: npm run docs:sandbox -->`, `<!-- /${name} -->`];
  const [before, rest] = page.split(start);
  const [, after] = rest?.split(end) ?? [];

  if (before === undefined || after === undefined) {
    throw new Error(`docs/sandbox.md has no place for the table "${name}".`);
  }

  return `${before}${start}\n\n${text}\n\n${end}${after}`;
};

/** The page with its tables made anew. */
export const renderSandboxPage = async (page: string): Promise<string> => {
  const tables = {
    behaviours: behaviourTable(),
    rules: ruleTable(),
    latency: latencyTable(),
    accounts: accountTable(),
  };
  const filled = Object.entries(tables).reduce(
    (text, [name, content]) => replaceBetween(text, name, content),
    page
  );
  const prettier = await import('prettier');

  return prettier.format(filled, {
    ...(await prettier.resolveConfig(sandboxPage)),
    filepath: sandboxPage,
  });
};

/** Writes the page. */
export const writeSandboxPage = async () => {
  await writeFile(sandboxPage, await renderSandboxPage(await readFile(sandboxPage, 'utf8')));
};
