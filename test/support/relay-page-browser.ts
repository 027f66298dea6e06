/* eslint-disable no-empty-pattern -- vitest reads from the pattern which fixtures one needs */
/** The relay's status page in a real browser, whose clock the test moves on. */
import { type Browser, type Page } from 'playwright-core';
import { it } from 'vitest';

import { launchBrowser } from './chromium.js';
import { RelayPageServer, statusToken } from './relay-page-server.js';

type Fixtures = {
  browser: Browser;
  relay: RelayPageServer;
  page: Page;
  /** What the page has asked for elsewhere, and what it has complained of. */
  complaints: string[];
};

/** `it` with a relay of its own, and with its page in a browser. */
export const withRelayPage = it.extend<Fixtures>({
  browser: [
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  relay: async ({}, use) => {
    const relay = new RelayPageServer();
    await relay.start();
    await use(relay);
    await relay.stop();
  },
  complaints: async ({}, use) => use([]),
  page: async ({ browser, relay, complaints }, use) => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
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
      if (!request.url().startsWith(relay.url) && !request.url().startsWith('data:')) {
        complain(`asked for ${request.url()}`);
      }
    });
    await page.clock.install();
    await page.goto(relay.url);
    await use(page);
    await context.close();
  },
});

export const enter = async (page: Page, token = statusToken) => {
  await page.getByLabel('Status token').fill(token);
  await page.getByRole('button', { name: 'Show the figures' }).click();
};

export const signIn = async (page: Page) => {
  await enter(page);
  await page.getByTestId('delivery').first().waitFor();
};

/** As long as the page waits between two refreshes. */
export const nextRefresh = async (page: Page) => page.clock.runFor(5000);
/* eslint-enable no-empty-pattern */
