import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { CommandProblem } from '../problem/command-problem.js';

import { readConfigFile } from './config-file.js';

const config = Object.freeze({ accessToken: 'EAAplantedToken', phoneNumberId: '100' });

/** @returns Where the text lies; it goes after the test. */
const fileWith = async (text: string, mode = 0o600): Promise<string> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'config-'));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'connector.json');
  await writeFile(file, text);
  await chmod(file, mode);

  return file;
};

const problemWith = async (text: string): Promise<string> => {
  const file = await fileWith(text);

  try {
    await readConfigFile(file);
  } catch (error: unknown) {
    expect(error).toBeInstanceOf(CommandProblem);

    return String(error).replaceAll(file, 'connector.json');
  }

  return 'no problem';
};

describe('a file', () => {
  it.each([
    ['a config', JSON.stringify(config)],
    ['a config with a byte order mark', `\uFEFF${JSON.stringify(config)}`],
    ['a connector of the Management API', JSON.stringify({ connectorId: 'whatsapp-otp', config })],
    ['a config with its key', JSON.stringify({ config })],
  ])('can hold %s', async (_, text) => {
    const file = await fileWith(text);

    await expect(readConfigFile(file)).resolves.toEqual({ origin: file, raw: config, notes: [] });
  });

  it.each([0o644, 0o640, 0o604, 0o660])('should not be open to others: %o', async (mode) => {
    const file = await fileWith(JSON.stringify(config), mode);

    await expect(readConfigFile(file)).resolves.toMatchObject({
      notes: [expect.stringContaining(`chmod 600 ${file}`)],
    });
  });

  it('may be open when it holds no token', async () => {
    const file = await fileWith('{"phoneNumberId":"100"}', 0o644);

    await expect(readConfigFile(file)).resolves.toMatchObject({ notes: [] });
  });

  it('has to be there', async () => {
    await expect(readConfigFile('/nowhere/connector.json')).rejects.toThrow(
      'There is no file /nowhere/connector.json.'
    );
  });

  it('has to be a file', async () => {
    await expect(readConfigFile(os.tmpdir())).rejects.toThrow('is a folder');
  });

  it('whose name is none is told of', async () => {
    await expect(readConfigFile('planted\u0000.json')).rejects.toThrow('cannot be read');
  });

  it.each(['[]', '"planted"', 'null', '7'])('has to hold an object: %s', async (text) => {
    await expect(problemWith(text)).resolves.toContain('connector.json holds no JSON object.');
  });

  it('has to hold our connector', async () => {
    await expect(
      problemWith('{"connectorId":"twilio-short-message-service","config":{"authToken":"planted"}}')
    ).resolves.toContain('another connector than whatsapp-otp');
  });

  it.each([
    ['{"accessToken": "planted"\n  "appSecret": "planted"}', ': see line 2, column 3.'],
    ['{"accessToken": "planted",}', ': see line 1, column 27.'],
    ['{"accessToken": "planted"', 'connector.json is not JSON'],
    ['', ': it ends too early.'],
    ['accessToken=planted', 'connector.json is not JSON'],
  ])('is not JSON: %j', async (text, expected) => {
    const problem = await problemWith(text);

    expect(problem).toContain(expected);
    expect(problem).not.toContain('planted');
  });
});

describe.skipIf(process.getuid?.() === 0)('a file of somebody else', () => {
  it('cannot be read', async () => {
    const file = await fileWith('{}', 0o000);

    await expect(readConfigFile(file)).rejects.toThrow('may not be read by you');
  });
});
