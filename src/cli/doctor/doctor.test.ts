import { afterEach, describe, expect, it, vi } from 'vitest';

import { captureTerminal } from '../../../test/support/captured-terminal.js';
import { textLike } from '../../../test/support/matchers.js';
import { runSandbox } from '../../../test/support/running-sandbox.js';
import { startSlowWay } from '../../../test/support/slow-way.js';

import { type DoctorFlags, doctorCommand, runDoctor } from './doctor.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

const examine = async (flags: DoctorFlags, environment: Record<string, string> = {}) => {
  const captured = captureTerminal(flags);
  const exitCode = await runDoctor(flags, captured.terminal, environment);

  return {
    exitCode,
    output: captured.output,
    errors: captured.errors,
    longLines: captured.longLines,
  };
};

describe('the doctor', () => {
  it('says where a config could come from, when there is none', async () => {
    const { exitCode, output, errors, longLines } = await examine({});

    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(errors).toMatch(/^ {4}--config connector\.json$/m);
    expect(longLines).toEqual([]);
    // A line of one word was broken once more.
    expect(errors).not.toMatch(/^ *a$/m);
    expect(errors).not.toContain('    at ');
  });

  it('tells of what it cannot use within the width', async () => {
    const { longLines, errors } = await examine({ logto: 'http://auth.example.com' });

    expect(errors).toMatch(/^--logto: /);
    expect(longLines).toEqual([]);
  });

  it('says it to scripts too', async () => {
    const { exitCode, output, errors } = await examine({ json: true });

    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: '' });
    expect(JSON.parse(output)).toEqual({ error: { meaning: textLike(/--config/) } });
  });

  it.each(['soon', '0', '-1', '1e9'])('knows no life of a code of %j', async (codeLife) => {
    const { exitCode, errors } = await examine({ codeLife });

    expect(exitCode).toBe(2);
    expect(errors).toMatch(/--code-life takes a whole number/);
  });

  it('judges by the life of a code that it is told', async () => {
    const { sandbox } = await runSandbox();
    const environment = {
      WHATSAPP_ACCESS_TOKEN: 'EAAsandboxValidToken',
      WHATSAPP_BASE_URL: sandbox.url,
      WHATSAPP_PHONE_NUMBER_ID: '100000000000001',
      WHATSAPP_TEMPLATES: JSON.stringify(sandbox.connectorConfig.templates),
    };

    expect(await examine({ codeLife: '600' }, environment)).toMatchObject({ exitCode: 0 });
    expect(await examine({ codeLife: '300', strict: true }, environment)).toMatchObject({
      exitCode: 1,
      output: textLike(/valid for\s+300\s+s[\S\s]*templates apply --code-life 300"/),
    });
  });

  it('shows that it works, when it takes longer than a second', async () => {
    const { url } = await runSandbox();
    const slow = await startSlowWay(url, 1100);
    const { errors } = await examine(
      {},
      { WHATSAPP_ACCESS_TOKEN: 'EAAsandboxValidToken', WHATSAPP_BASE_URL: slow.url }
    );

    expect(errors).toContain('Asking Meta, and whoever else there is to ask …');
  });

  it('teaches by example', () => {
    const help = captureTerminal();
    const command = doctorCommand().configureOutput({
      writeOut: (text) => {
        help.terminal.print(text);
      },
    });
    command.outputHelp();

    expect(help.output).toMatch(/\$ npx connector-whatsapp-otp doctor --config connector\.json/);
    expect(help.output).toMatch(/ends with 0 .*\n?.*1 on warnings/);
  });
});
