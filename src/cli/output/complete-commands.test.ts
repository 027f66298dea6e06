import { describe, expect, it } from 'vitest';

import { type SharedFlags, completeCommands } from './complete-commands.js';

describe('a command that is advised', () => {
  it.each<[string, SharedFlags, string]>([
    ['from the environment', {}, 'npx connector-whatsapp-otp templates apply'],
    [
      'from a file',
      { config: './my/connector.json' },
      'npx connector-whatsapp-otp templates apply --config ./my/connector.json',
    ],
    [
      'from a file with an odd name',
      { config: "Ana's $HOME.json" },
      `npx connector-whatsapp-otp templates apply --config 'Ana'\\''s $HOME.json'`,
    ],
    [
      'from a Logto',
      { logto: 'https://auth.example.com', logtoResource: 'https://abc.logto.app/api' },
      'npx connector-whatsapp-otp templates apply --logto https://auth.example.com --logto-resource https://abc.logto.app/api',
    ],
    [
      'from the environment, with the usual life of a code',
      { codeLife: '600' },
      'npx connector-whatsapp-otp templates apply',
    ],
    [
      'from a file, with another life of a code',
      { codeLife: '300', config: 'connector.json' },
      'npx connector-whatsapp-otp templates apply --code-life 300 --config connector.json',
    ],
  ])('has the config %s', (_, flags, expected) => {
    expect(completeCommands('Run "connector-whatsapp-otp templates apply".', flags)).toBe(
      `Run "${expected}".`
    );
  });

  it('has no option that it does not know', () => {
    const flags = { config: 'connector.json', codeLife: '300' };

    expect(
      completeCommands(
        'Run "connector-whatsapp-otp relay subscribe" and "connector-whatsapp-otp doctor --strict".',
        flags
      )
    ).toBe(
      'Run "npx connector-whatsapp-otp relay subscribe" and "npx connector-whatsapp-otp doctor --strict --code-life 300 --config connector.json".'
    );
  });
});
