import { describe, expect, it } from 'vitest';

import { captureTerminal } from '../../../test/support/captured-terminal.js';
import { countStates, verdictOf } from '../../doctor/diagnose.js';
import { type Finding, findingsOf } from '../../doctor/finding.js';
import { whatsAppPages } from '../../doctor/pages.js';

import { printReport } from './report.js';

const subject = (title: string, group: Finding['group'] = 'Token') =>
  findingsOf({ id: title, group, title, link: `${whatsAppPages}/access-tokens` });

const print = (findings: readonly Finding[], flags: { color?: boolean } = {}) => {
  const captured = captureTerminal(flags);
  printReport(captured.terminal, findings);

  return captured;
};

describe('the report', () => {
  it('stands under headings, short where all is well, and ends with the verdict', () => {
    const { output } = print([
      subject('Config', 'Config').passed('All is there.'),
      subject('Token').failed('It expired.', 'Generate a new one.', { details: ['And so on.'] }),
      subject('Kind').skipped('This takes a valid token.'),
      subject('Expiry').skipped('This takes a valid token.'),
      subject('Sees the account').skipped('For another reason.'),
      subject('Relay', 'Delivery').warning('There is none.', 'Run one.'),
    ]);

    expect(output).toBe(`Config
  ✓ Config: All is there.

Token
  ✗ Token
    It expired.
    And so on.
    → Generate a new one.
    …/access-tokens
  – Kind, Expiry: This takes a valid token.
  – Sees the account: For another reason.

Delivery
  ! Relay
    There is none.
    → Run one.
    …/access-tokens

… is ${whatsAppPages}

1 failed, 1 warning; start with: Token.
`);
  });

  it('fits 80 columns, whatever the names', () => {
    const long = 'x'.repeat(512);
    const { longLines, output } = print([
      subject(long).passed(`${long} ${long}`),
      subject(long).failed('word '.repeat(60), `Use ${long}.`, { details: [long] }),
    ]);

    expect(longLines).toEqual([]);
    expect(output.length).toBeGreaterThan(6 * 512);
  });

  it('keeps a command whole, on a line of its own', () => {
    const command = '"npx connector-whatsapp-otp templates apply --languages de,fr,pt_BR"';
    const { output, longLines } = print([
      subject('Token').failed('No.', `Run this command and wait for it: ${command}, or do not.`),
      subject('Kind').failed('No.', `Run ${command.replace('de,', 'de,'.repeat(30))}.`),
    ]);

    expect(output).toContain(`    → Run this command and wait for it:\n      ${command}, or\n`);
    expect(longLines).toHaveLength(1);
    expect(output).not.toContain('\u00A0');
  });

  it('leaves a terminal as it is, whatever a name holds', () => {
    const { output } = print([
      subject('Token').passed('Of the app \u001B[2JExample.'),
      subject('Number').failed('One\u0007.', 'Use\u009B another.', { details: ['Two\r.'] }),
    ]);

    expect(output).not.toMatch(/[^\P{C}\n]/u);
    expect(output).toContain('Of the app  [2JExample.');
  });

  it('is one value for scripts, with nothing lost', () => {
    const findings = [subject('Token').passed('Valid.', { facts: { appId: '42' } })];
    const captured = captureTerminal({ json: true });
    printReport(captured.terminal, findings);

    expect(JSON.parse(captured.output)).toEqual({
      verdict: 'All well: 1 check passed.',
      counts: { passed: 1, warning: 0, failed: 0, skipped: 0 },
      findings,
    });
  });

  it('needs no explanation of links where there are none', () => {
    const { output } = print([
      findingsOf({ id: 'x', group: 'Config', title: 'relayUrl' }).failed('Write an address.'),
    ]);

    expect(output).not.toContain('https://');
  });
});

describe('the verdict', () => {
  const { passed, warning, failed, skipped } = subject('Expiry');

  it.each<[readonly Finding[], string]>([
    [[passed('')], 'All well: 1 check passed.'],
    [[passed(''), passed(''), skipped('')], 'All well: 2 checks passed.'],
    [[warning('', ''), warning('', '')], '2 warnings; start with: Token → Expiry.'],
    [
      [subject('Token').warning('', ''), failed('')],
      '1 failed, 1 warning; start with: Token → Expiry.',
    ],
    [[subject('Token').failed(''), failed('')], '2 failed; start with: Token.'],
  ])('counts, and names the first cause', (findings, expected) => {
    expect(verdictOf(findings)).toBe(expected);
  });

  it('counts every state', () => {
    expect(countStates([passed(''), warning('', ''), failed(''), skipped('')])).toEqual({
      passed: 1,
      warning: 1,
      failed: 1,
      skipped: 1,
    });
  });
});
