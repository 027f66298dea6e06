/** Takes the picture of the status page for the documents, with Debian's chromium or CHROMIUM_PATH. */
import path from 'node:path';

import { launchBrowser } from '../test/support/chromium.js';
import { RelayPageServer, statusToken } from '../test/support/relay-page-server.js';

const file = path.resolve(import.meta.dirname, '../docs/relay.png');

const server = new RelayPageServer();
await server.start();

const browser = await launchBrowser();
const page = await browser.newPage({
  viewport: { width: 1200, height: 660 },
  deviceScaleFactor: 1,
  reducedMotion: 'reduce',
});

await page.goto(server.url);
await page.getByLabel('Status token').fill(statusToken);
await page.getByRole('button', { name: 'Show the figures' }).click();
await page.getByTestId('bar').first().waitFor();
await page.screenshot({ path: file });
await browser.close();
await server.stop();
