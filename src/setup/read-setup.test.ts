import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { logtoCredentials, startLogtoStandIn } from '../../test/support/logto-stand-in.js';
import { CommandProblem } from '../problem/command-problem.js';

import { readSetup } from './read-setup.js';

const environment = Object.freeze({ WHATSAPP_ACCESS_TOKEN: 'EAAplantedOfTheEnvironment' });

/** @returns The file; it goes after the test. */
const fileWith = async (config: unknown): Promise<string> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'config-'));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'connector.json');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });

  return file;
};

describe('the config', () => {
  it('is that of the file before all others', async () => {
    const config = await fileWith({ accessToken: 'EAAplantedOfTheFile' });

    await expect(
      readSetup({ config, logto: 'https://nowhere.example.com' }, environment)
    ).resolves.toMatchObject({ origin: config, accessToken: 'EAAplantedOfTheFile' });
  });

  it('is that of the environment before that of a tenant', async () => {
    await expect(
      readSetup({ logto: 'https://nowhere.example.com' }, environment)
    ).resolves.toMatchObject({
      origin: 'the environment',
      accessToken: environment.WHATSAPP_ACCESS_TOKEN,
    });
  });

  it('is else that of the tenant', async () => {
    const { url } = await startLogtoStandIn({
      connectors: [{ config: { accessToken: 'EAAplantedOfTheTenant', phoneNumberId: '100' } }],
    });

    await expect(readSetup({ logto: url }, logtoCredentials)).resolves.toMatchObject({
      origin: url,
      accessToken: 'EAAplantedOfTheTenant',
      phoneNumberId: '100',
      issues: [{ path: 'templates' }],
    });
  });

  it('is not there in a tenant without the connector', async () => {
    const { url } = await startLogtoStandIn();

    await expect(readSetup({ logto: url }, logtoCredentials)).rejects.toThrow(
      `The Logto at ${url} has no connector for WhatsApp one-time codes yet.`
    );
  });

  it('is asked for by example', async () => {
    const reading = readSetup({}, {});

    await expect(reading).rejects.toBeInstanceOf(CommandProblem);
    await expect(reading).rejects.toThrow(
      /--config connector\.json.*WHATSAPP_ACCESS_TOKEN=.*--logto https/s
    );
  });
});

it('the secret of the app is kept out of what Meta says', async () => {
  const { censor } = await readSetup({}, { ...environment, ...logtoCredentials });

  expect(
    censor.text(`${environment.WHATSAPP_ACCESS_TOKEN} ${logtoCredentials.LOGTO_APP_SECRET}`)
  ).toBe('[redacted] [redacted]');
});
