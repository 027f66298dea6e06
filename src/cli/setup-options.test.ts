import { Command } from 'commander';
import { describe, expect, it } from 'vitest';

import { type SetupFlags } from '../setup/read-setup.js';

import { lineWidth } from './output/terminal.js';
import { withSetupOptions } from './setup-options.js';

const command = () => withSetupOptions(new Command('doctor')).exitOverride();

describe('the options', () => {
  it('say where the config is', () => {
    const parsed = command().parse(
      ['--config', 'a.json', '--logto', 'https://b', '--logto-resource', 'https://c'],
      { from: 'user' }
    );

    expect(parsed.opts<SetupFlags>()).toEqual({
      config: 'a.json',
      logto: 'https://b',
      logtoResource: 'https://c',
    });
  });

  it('explain themselves within 80 columns', () => {
    const written = new Set<string>();
    const shown = command().configureOutput({
      writeOut: (text) => written.add(text),
      getOutHelpWidth: () => lineWidth,
    });
    shown.outputHelp();
    const lines = [...written].join('').split('\n');

    expect(lines.join('\n')).toContain('LOGTO_APP_SECRET');
    expect(lines.filter(({ length }) => length > lineWidth)).toEqual([]);
  });
});
