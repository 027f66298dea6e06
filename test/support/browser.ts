/* eslint-disable no-empty-pattern -- vitest reads from the pattern which fixtures one needs */
/**
 * A real browser. Where there is none, the tests that need it are skipped, and say why; `.ci/run`
 * installs one.
 */
import { existsSync } from 'node:fs';

import { type Browser, type Page } from 'playwright-core';
import { it } from 'vitest';

import { type Sandbox, startSandbox } from '../../src/sandbox/index.js';

import { chromiumPath, launchBrowser } from './chromium.js';

export const hasBrowser = existsSync(chromiumPath);

if (!hasBrowser) {
  const reason = `There is no browser at ${chromiumPath}. Install chromium, or name one in CHROMIUM_PATH.`;

  if (process.env.CI) {
    throw new Error(reason);
  }

  console.warn(`The tests in a browser are skipped. ${reason}`);
}

type Fixtures = {
  browser: Browser;
  sandbox: Sandbox;
  page: Page;
  /** What the page has asked for elsewhere, and what it has complained of. */
  complaints: string[];
};

/** `it` with a sandbox of its own, and with its page in a browser. */
export const withPage = it.extend<Fixtures>({
  browser: [
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox({
      latency: { answer: 0, sent: 50, delivered: 150, read: 700 },
    });
    await use(sandbox);
    await sandbox.close();
  },
  complaints: async ({}, use) => use([]),
  page: async ({ browser, sandbox, complaints }, use) => {
    const context = await browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: { width: 1200, height: 800 },
    });
    const page = await context.newPage();
    const complain = (text: string) => {
      // eslint-disable-next-line @silverhand/fp/no-mutating-methods -- the list that the test reads
      complaints.push(text);
    };

    page.on('pageerror', ({ message }) => {
      complain(message);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') {
        complain(message.text());
      }
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(sandbox.url) && !request.url().startsWith('data:')) {
        complain(`asked for ${request.url()}`);
      }
    });
    await page.goto(sandbox.url);
    await use(page);
    await context.close();
  },
});
/* eslint-enable no-empty-pattern */
