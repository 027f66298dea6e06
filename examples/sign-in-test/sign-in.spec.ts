import { type Page, test as base, expect } from '@playwright/test';

import { type Sandbox, startSandbox } from 'connector-whatsapp-otp/sandbox';

import { startSignInPage } from './sign-in-page.js';

/** A sandbox and a page for each test: nobody sees the codes of another. */
const test = base.extend<{ sandbox: Sandbox }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox({ latency: 'none' });
    await use(sandbox);
    await sandbox.close();
  },
  // Here goes your own application, set up to send to the sandbox.
  baseURL: async ({ sandbox }, use) => {
    const application = await startSignInPage(sandbox.connectorConfig);
    await use(application.url);
    await application.close();
  },
});

test.use({ locale: 'pt-BR' });

/** The sandbox names every number like this, however people type it. */
const number = '+5511987654321';

const askForCode = async (page: Page) => {
  await page.goto('/');
  await page.getByLabel('Phone number').fill('+55 11 98765-4321');
  await page.getByRole('button', { name: 'Send code' }).click();
};

const signInWith = async (page: Page, code: string) => {
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

test('somebody signs in with the code that came over WhatsApp', async ({ page, sandbox }) => {
  await askForCode(page);
  const { code, language } = await sandbox.inbox.waitFor(number);
  expect(language).toBe('pt_BR');

  await signInWith(page, code);
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
});

test('"Send again" sends another code, and the first is void', async ({ page, sandbox }) => {
  await askForCode(page);
  const first = await sandbox.inbox.waitFor(number);

  await page.getByRole('button', { name: 'Send again' }).click();
  const second = await sandbox.inbox.waitFor(number, { after: first.id });
  // The code may be here before the page is: what was typed by then would be lost.
  await expect(page.getByRole('status')).toContainText('another');

  await signInWith(page, first.code);
  await expect(page.getByRole('alert')).toHaveText('This is not the code.');

  await signInWith(page, second.code);
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
});

test('a phone without WhatsApp gets no code', async ({ page, sandbox }) => {
  sandbox.fail(number, 'not-on-whatsapp');
  await askForCode(page);

  // Meta takes the message and reports only later, by webhook, that it failed: the page cannot know.
  await expect(page.getByLabel('Code')).toBeVisible();
  await expect
    .poll(() => sandbox.inbox.messages.at(-1)?.statuses)
    .toMatchObject([{ status: 'failed', error: { code: 131_026 } }]);
  expect(sandbox.inbox.latest(number)).toBeUndefined();
});

test('the page says so when WhatsApp is down, and works again afterwards', async ({
  page,
  sandbox,
}) => {
  sandbox.fail(number, 'service-unavailable');
  await askForCode(page);
  await expect(page.getByRole('alert')).toHaveText(/not available at the moment/);
  expect(sandbox.inbox.messages).toHaveLength(0);

  sandbox.heal(number);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
});
