/** The inbox page, in a real browser: what a developer sees and does there. */
import { type Page } from 'playwright-core';
import { describe, expect } from 'vitest';

import { buildPayload } from '../../src/meta/messages.js';
import { hasBrowser, withPage as it } from '../support/browser.js';
import { configFor, validToken } from '../support/config.js';
import { sendWith } from '../support/send.js';

const number = '+5511987654321';

/** Sends through the connector, as Logto does. */
const send = async (
  sandbox: Parameters<typeof configFor>[0],
  { to = number, code = '482913', locale = 'es' } = {}
) =>
  sendWith(configFor(sandbox), {
    to: to.slice(1),
    type: 'SignIn',
    payload: { code, locale },
  });

/** Its last status has come: nothing moves any more below the pointer. */
const waitForRead = async (page: Page) =>
  page.locator('[data-testid="ticks"][data-status="read"]').waitFor();

describe.skipIf(!hasBrowser)('the inbox page', () => {
  it('teaches how to connect while there is nothing', async ({ page, sandbox, complaints }) => {
    const config = page.getByTestId('connector-config').first();

    await config.waitFor();

    expect(JSON.parse((await config.textContent()) ?? '')).toEqual(sandbox.connectorConfig);
    expect(await page.getByText('+1 305 555 0126').first().isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('shows a code as on a phone, live, and its ticks change', async ({
    page,
    sandbox,
    complaints,
  }) => {
    await page.getByText('Live', { exact: true }).waitFor();
    await send(sandbox);

    const bubble = page.getByTestId('bubble');
    await bubble.getByText('Tu código de verificación es').waitFor();
    expect(await bubble.locator('strong').first().textContent()).toBe('482913');
    expect(await bubble.textContent()).toContain('Este código caduca en 10 minutos.');

    await bubble.locator('[data-testid="ticks"][data-status="delivered"]').waitFor();
    await waitForRead(page);
    expect(await page.locator(`[data-testid="phone"][data-number="${number}"]`).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('copies the code', async ({ page, sandbox }) => {
    await send(sandbox, { code: 'A1$9' });
    await waitForRead(page);

    await page.getByTestId('copy-code').click();
    await page.getByText('Copied').first().waitFor();

    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('A1$9');
  });

  it('turns a phone off, and the next code does not arrive until it is on', async ({
    page,
    sandbox,
  }) => {
    await send(sandbox, { code: '111111' });
    await page.getByTestId('bubble').first().waitFor();

    await page.getByTestId('behaviour-select').selectOption('phone-off');
    // The sandbox knows it before the next code is sent.
    await page.getByTestId('phone').getByText('Phone off').waitFor();
    await send(sandbox, { code: '222222' });

    const waiting = page.getByTestId('bubble').filter({ hasText: '222222' });
    await waiting.getByText('Not on the phone').waitFor();
    await waiting.locator('[data-testid="ticks"][data-status="sent"]').waitFor();

    await page.getByTestId('behaviour-select').selectOption('healthy');
    await waiting.locator('[data-testid="ticks"][data-status="read"]').waitFor();
    expect(await waiting.getByText('Not on the phone').count()).toBe(0);
  });

  it('shows what went over the wire behind a bubble', async ({ page, sandbox }) => {
    await send(sandbox);
    await waitForRead(page);

    const button = page.getByTestId('details-button');
    await button.click();

    expect(await button.getAttribute('aria-expanded')).toBe('true');
    const bubble = page.getByTestId('bubble');
    await bubble.getByText('"messaging_product": "whatsapp"').first().waitFor();
    expect(await bubble.textContent()).toContain('"name": "verification_code"');
    expect(await bubble.textContent()).not.toContain('EAAsandboxValidToken');
  });

  it('shows what was refused', async ({ page, sandbox }) => {
    await send(sandbox, { to: '+13055550156' }).catch(() => {
      // It is the page that is looked at.
    });

    await page.getByTestId('refusal').getByText('(#131056)').waitFor();
  });

  it('keeps a code that looks like HTML as text', async ({ page, sandbox, complaints }) => {
    await fetch(`${sandbox.url}/v25.0/${sandbox.connectorConfig.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${validToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(
        buildPayload({
          to: number,
          templateName: 'verification_code',
          language: 'en_US',
          code: '<b>1</b>',
        })
      ),
    });

    const bubble = page.getByTestId('bubble');
    await bubble.waitFor();

    expect(await bubble.locator('strong').first().textContent()).toBe('<b>1</b>');
    expect(await bubble.locator('b').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('is usable on a small screen, in the dark and by keyboard alone', async ({
    page,
    sandbox,
  }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await send(sandbox);
    // With a code in the inbox, the list of phones comes first.
    await page.reload();
    await page.getByTestId('phone').click();
    await page.getByTestId('bubble').waitFor();

    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    );

    expect(background).toMatch(/^rgb\((?:(?:\d|[1-4]\d), ){2}(?:\d|[1-4]\d)\)$/);
    expect(overflow).toBe(0);

    await page.getByTestId('copy-code').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Copied').first().waitFor();
  });

  it('shows an SMS on the same phone', async ({ page, sandbox, complaints }) => {
    await send(sandbox);
    await waitForRead(page);
    await fetch(`${sandbox.url}/sms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: number, type: 'SignIn', payload: { code: '777888' } }),
    });

    const sms = page.getByTestId('bubble').filter({ hasText: '777888' });
    await sms.getByTestId('sms').waitFor();
    await sms.getByTestId('copy-code').click();
    await sms.getByText('Copied').first().waitFor();

    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('777888');
    expect(await page.getByTestId('phone').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('is cleared by its button', async ({ page, sandbox }) => {
    await send(sandbox);
    await page.getByTestId('bubble').waitFor();

    await page.getByTestId('clear-inbox').click();
    await page.getByTestId('bubble').waitFor({ state: 'detached' });

    expect(sandbox.inbox.messages).toEqual([]);
  });

  it('finds its connection again', async ({ page, sandbox }) => {
    await page.getByText('Live', { exact: true }).waitFor();
    sandbox.server.closeAllConnections();
    await send(sandbox);

    await page.getByTestId('bubble').waitFor();
  });
});
