/** Draws what `templates apply` and `doctor` write, for the documents, against sandboxes. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { sandboxAccounts } from '../src/sandbox/accounts/index.js';
import { startSandbox } from '../src/sandbox/index.js';

import { drawTerminal } from './terminal-picture.js';

const root = path.resolve(import.meta.dirname, '..');

/** @returns What is written for people, also when the command fails: that is what is shown. */
const run = async (
  line: string,
  environment: Readonly<Record<string, string>> = {}
): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'src/cli/index.ts', ...line.split(' ')],
      { cwd: root, env: { ...process.env, FORCE_COLOR: '1', ...environment } },
      (_, output) => {
        resolve(output);
      }
    );
  });

const draw = async (command: string, output: string, name: string) =>
  writeFile(path.join(root, 'docs', name), drawTerminal(command, output));

const folder = await mkdtemp(path.join(tmpdir(), 'screenshots-'));
const file = path.join(folder, 'connector.json');

const fresh = await startSandbox({ account: sandboxAccounts.fresh, latency: 'fast' });
const applied = await run(`templates apply --languages es-MX,pt-BR,en-US --save ${file}`, {
  WHATSAPP_ACCESS_TOKEN: fresh.connectorConfig.accessToken,
  WHATSAPP_BASE_URL: fresh.url,
});

await draw(
  'npx connector-whatsapp-otp templates apply \\\n    --languages es-MX,pt-BR,en-US --save connector.json',
  applied.replaceAll(file, 'connector.json'),
  'cli-apply.svg'
);

await fresh.close();

// Several things at once, as in life: a token that ends soon, a paused language, a wrong one.
const ailing = await startSandbox({
  account: {
    tokens: { EAAsoon: { expiresAt: Math.floor(Date.now() / 1000) + 3 * 24 * 60 * 60 } },
    templates: [
      { name: 'login_code', language: 'en_US', codeExpirationMinutes: 10 },
      { name: 'login_code', language: 'pt_BR', codeExpirationMinutes: 10 },
      { name: 'login_code', language: 'es_MX', codeExpirationMinutes: 10, status: 'PAUSED' },
    ],
    connector: { templateName: 'login_code', language: ['pt_BR', 'es_MX', 'en'] },
  },
});

await writeFile(file, JSON.stringify(ailing.connectorConfig), { mode: 0o600 });

const diagnosed = await run(`doctor --config ${file}`);

await draw(
  'npx connector-whatsapp-otp doctor --config connector.json',
  diagnosed
    .replaceAll(file, 'connector.json')
    .replaceAll(new URL(ailing.url).host, 'localhost:4500'),
  'cli-doctor.svg'
);
await ailing.close();

await rm(folder, { recursive: true });
