/** Runs `templates` as the command line does. */
import { vi } from 'vitest';

import { templatesCommand } from '../../src/cli/templates/templates.js';

import { Command } from './command.js';

const textOf = (numbered: ReadonlySet<string>): string =>
  [...numbered].map((text) => text.replace(/^\d+ /, '')).join('');

/** In this process. The environment is that of the test. */
export const runTemplatesCommand = async (...options: readonly string[]) => {
  const written = { output: new Set<string>(), complaints: new Set<string>() };
  const collect = (name: keyof typeof written) => (text: string | Uint8Array) => {
    // Lines repeat, so that a Set alone would not do.
    written[name].add(`${written[name].size} ${String(text)}`);

    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(collect('output')),
    vi.spyOn(process.stderr, 'write').mockImplementation(collect('complaints')),
  ];
  const before = process.exitCode;

  try {
    await templatesCommand().parseAsync([...options], { from: 'user' });

    return {
      exitCode: process.exitCode,
      output: textOf(written.output),
      complaints: textOf(written.complaints),
    };
  } finally {
    for (const spy of spies) {
      spy.mockRestore();
    }

    // eslint-disable-next-line @silverhand/fp/no-mutation -- it is that of the test runner
    process.exitCode = before;
  }
};

/** In a process of its own, which can be killed. */
export const startTemplatesCommand = (...options: readonly string[]) => {
  const source = new URL('../../src/cli/templates/templates.ts', import.meta.url).href;

  return new Command(
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    `import { templatesCommand } from '${source}';
     await templatesCommand().parseAsync(${JSON.stringify(options)}, { from: 'user' });
     process.exit();`
  );
};
