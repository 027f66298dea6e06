/** Takes the picture of the inbox for the documents, with Debian's chromium or CHROMIUM_PATH. */
import path from 'node:path';

import { startSandbox } from '../src/sandbox/index.js';
import { launchBrowser } from '../test/support/chromium.js';
import { configFor } from '../test/support/config.js';
import { sendWith } from '../test/support/send.js';

const file = path.resolve(import.meta.dirname, '../docs/sandbox.png');

const sends = [
  { to: '5215512345678', locale: 'es-MX', code: '730518' },
  { to: '13055550126', locale: 'en-US', code: '164207' },
  { to: '5511987654321', locale: 'es', code: '905631' },
  { to: '5511987654321', locale: 'id', code: '482913' },
];

const sandbox = await startSandbox({ latency: { sent: 0, delivered: 0, read: 300 } });
const browser = await launchBrowser();
const page = await browser.newPage({
  viewport: { width: 1000, height: 620 },
  deviceScaleFactor: 1,
});

await page.goto(sandbox.url);

for (const { to, locale, code } of sends) {
  // eslint-disable-next-line no-await-in-loop -- the order of the phones
  await sendWith(configFor(sandbox), { to, type: 'SignIn', payload: { code, locale } });
}

await page.locator('[data-testid="phone"][data-number="+5511987654321"]').click();
await page.locator('[data-testid="ticks"][data-status="read"]').nth(1).waitFor();
await page.screenshot({ path: file });
await browser.close();
await sandbox.close();
