/** The relay's status page, in a real browser: what an administrator sees and does there. */
import { type Page } from 'playwright-core';
import { describe, expect } from 'vitest';

import { hasBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { enter, nextRefresh, signIn, withRelayPage as it } from '../support/relay-page-browser.js';
import { type FixtureDelivery, makeDelivery, sketches } from '../support/relay-page-deliveries.js';
import { type RelayPageServer } from '../support/relay-page-server.js';

const rowOf = (page: Page, state: string) =>
  page.locator(`[data-testid="delivery"][data-state="${state}"]`).first();

const deliveriesAsked = (relay: RelayPageServer) =>
  relay.asked.filter(({ pathname }) => pathname === '/deliveries');

describe.skipIf(!hasBrowser)('the status page of the relay', () => {
  it('says that a token is not accepted', async ({ page }) => {
    await enter(page, 'another-token-than-that');

    await page.getByText('The relay does not accept this token.').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(await page.evaluate('document.activeElement.id')).toBe('token');

    await enter(page, 'schlüssel');
    await page.getByText('This cannot be a status token').waitFor();
    await signIn(page);
    expect(await page.getByText('does not accept').count()).toBe(0);
  });

  it('asks for another token as soon as it is changed', async ({ page, relay }) => {
    await signIn(page);

    relay.change({ token: 'rotated-status-token' });
    await nextRefresh(page);

    await page.getByText('The relay does not accept this token.').waitFor();
    expect(await page.getByTestId('delivery').count()).toBe(0);
  });

  it('says that the relay has no token', async ({ page, relay }) => {
    relay.change({ token: undefined });
    await enter(page);

    await page.getByText('RELAY_STATUS_TOKEN is not set').waitFor();
  });

  it('answers at a glance', async ({ page, complaints }) => {
    await signIn(page);

    expect(await page.getByTestId('verdict').textContent()).toContain('Nearly all codes arrive');
    expect(await page.getByTestId('verdict').textContent()).toContain(
      '240 of 248 codes arrived over WhatsApp, 2 went out by SMS, 1 may have come by SMS, 4 reached nobody. 3 more on the way.'
    );
    expect(await page.getByTestId('share').textContent()).toBe('96.7%');
    expect(await page.getByTestId('sends').textContent()).toBe('251');
    expect(await page.getByTestId('median').textContent()).toMatch(/^4\.\d s$/);
    expect(await page.getByTestId('sms').textContent()).toBe('2');
    expect(await page.title()).toBe('Nearly all codes arrive · Relay status');
    expect(await page.getByTestId('reason').first().textContent()).toBe(
      'Not delivered by the deadline31 sent1 unconfirmed1 only recorded'
    );
    expect(await page.getByTestId('error').first().textContent()).toMatch(
      /^Undeliverable 131026 2 ×The message cannot be delivered.*What to do: Nothing to set up/
    );
    expect(complaints).toEqual([]);
  });

  it('says that no delivery statuses come, whatever went out by SMS', async ({ page, relay }) => {
    const silent = Array.from({ length: 40 }, (_, index) =>
      makeDelivery(
        {
          state: 'sms-sent',
          ago: 40 + index * 60,
          trigger: 'deadline',
          sms: { connector: '@logto/connector-twilio-sms', attempts: 1 },
          events: [
            [0, 'accepted'],
            [25, 'deadline'],
            [25, 'sms-due'],
            [26, 'sms-sent'],
          ],
        },
        index
      )
    );
    relay.change({ deliveries: silent });
    await signIn(page);

    const verdict = page.getByTestId('verdict');
    expect(await page.locator('[data-testid="verdict"][data-tone="bad"]').count()).toBe(1);
    expect(await verdict.textContent()).toContain('No delivery statuses come');
    expect(await verdict.textContent()).toContain('of 40 codes: 40 went out by SMS. Run');
    expect(await verdict.textContent()).toContain('WHATSAPP_APP_SECRET');

    // A phone that is off has been told of.
    const off = { at: new Date().toISOString(), event: 'sent' };
    const deliveries = silent.map((delivery, index) =>
      index === 0 ? { ...delivery, timeline: [...delivery.timeline, off] } : delivery
    );
    relay.change({ deliveries });
    await nextRefresh(page);
    await verdict.getByText('The codes arrive').waitFor();
  });

  it('draws a bar for each minute, to be read by pointer, by keyboard and as a table', async ({
    page,
  }) => {
    await signIn(page);
    const bars = page.getByTestId('bar');
    const tooltip = page.getByTestId('tooltip');

    expect(await bars.count()).toBe(60);
    const newest = bars.last();
    expect(await newest.getAttribute('tabindex')).toBe('0');

    await bars.nth(30).hover();
    await tooltip.waitFor();
    await page.keyboard.press('Escape');
    expect(await tooltip.isVisible()).toBe(false);

    const bar = page.locator('[data-testid="bar"][aria-label*="delivered"]').nth(1);
    const name = (await bar.getAttribute('aria-label')) ?? '';
    expect(name).toMatch(/^(?:\d{2}:){3} \d+ codes?, \d+ delivered/);
    await bar.focus();
    expect(await tooltip.textContent()).toContain(name.slice(0, 8));
    expect(await bar.getAttribute('tabindex')).toBe('0');
    expect(await newest.getAttribute('tabindex')).toBe('-1');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator(':focus').getAttribute('aria-label')).not.toBe(name);
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe(name);
    await page.keyboard.press('End');
    expect(await newest.getAttribute('tabindex')).toBe('0');

    await page.getByText('As a table').click();
    const cells = await page.getByTestId('chart-table').locator('tbody td').allTextContents();
    expect(cells.reduce((sum, count) => sum + Number(count), 0)).toBe(251);
  });

  it('shows a quarter of an hour, and a day in no more bars', async ({ page, relay }) => {
    await signIn(page);

    await page.getByRole('radio', { name: '15 min' }).check();
    await page.getByRole('heading', { name: 'Codes per 15 seconds' }).waitFor();
    await page.getByRole('radio', { name: '24 hours' }).check();
    await page.getByRole('heading', { name: 'Codes per 24 minutes' }).waitFor();

    expect(await page.getByTestId('bar').count()).toBe(60);
    expect(await page.getByTestId('bar').last().getAttribute('aria-label')).toMatch(
      /^\d\d:\d\d to \d\d:\d\d: \d+ codes, \d+ delivered/
    );
    expect(
      relay.asked.filter(({ pathname }) => pathname === '/summary').map(({ search }) => search)
    ).toEqual(['?minutes=60', '?minutes=15', '?minutes=1440']);
  });

  it.for([
    ['waiting', 'On its way', 'has not told yet'],
    ['sms-due', 'SMS going out', 'within moments'],
    ['sms-started', 'SMS going out', 'is being handed to the SMS provider'],
    ['sms-sent', 'SMS sent', 'If it happens often: Nothing to set up'],
    ['sms-failed', 'SMS failed', 'What to do: Add it to "allowedCountries"'],
    ['sms-unknown', 'SMS unconfirmed', 'did not answer within 8 seconds'],
    ['recorded', 'Would have sent an SMS', 'What to do: When you are content'],
    ['undelivered', 'Not delivered', 'What to do: Do not try this number again'],
    ['expired', 'Expired', 'Look at its log of that time'],
    ['unregistered', 'Not registered', 'Check "Relay URL" and "Relay secret"'],
  ] as const)('explains %s', async ([state, words, advice], { page, complaints }) => {
    await signIn(page);
    await page.getByTestId('state-filter').selectOption(state);
    await page.locator(`[data-testid="delivery"]:not([data-state="${state}"])`).first().waitFor({
      state: 'detached',
    });

    const row = rowOf(page, state);
    expect(await row.getByTestId('state').textContent()).toBe(words);
    expect(await row.locator('.state-icon svg').count()).toBe(1);
    const button = row.getByRole('button');
    await button.press('Enter');

    expect(await button.getAttribute('aria-expanded')).toBe('true');
    expect(await row.textContent()).toContain(advice);
    expect(await row.getByTestId('history').locator('li').count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });

  it('finds a delivery by the message id of Meta, and goes back to all', async ({
    page,
    relay,
  }) => {
    const sought = relay.deliveries.find(({ state }) => state === 'expired');
    relay.messageIds.set('wamid.SGk+/=', sought?.id ?? '');
    await signIn(page);

    await page.getByLabel('Message id of Meta').fill('wamid.SGk+/=');
    await page.getByRole('button', { name: 'Search' }).click();
    await eventually(async () => {
      expect(await page.getByTestId('delivery').count()).toBe(1);
    });
    expect(await page.getByTestId('state').textContent()).toBe('Expired');
    expect(page.url()).toBe(`${relay.url}/`);

    await page.getByLabel('Message id of Meta').fill('wamid.unknown');
    await page.keyboard.press('Enter');
    await page.getByText('No delivery has this message id.').waitFor();
    // The figures above stay, though the list has nothing.
    expect(await page.getByTestId('sends').textContent()).toBe('251');

    await page.getByLabel('Message id of Meta').fill('');
    await page.getByTestId('delivery').nth(1).waitFor();
  });

  it('loads more, keeps it over a refresh, and follows each cursor once', async ({
    page,
    relay,
  }) => {
    await signIn(page);
    const more = page.getByRole('button', { name: 'Load more' });

    await more.click();
    await page.getByTestId('delivery').nth(99).waitFor();
    await more.click();
    await page.getByTestId('delivery').nth(149).waitFor();
    const before = deliveriesAsked(relay).length;
    await nextRefresh(page);
    await eventually(() => {
      expect(deliveriesAsked(relay).length).toBe(before + 3);
    });

    expect(await page.getByTestId('delivery').count()).toBe(150);
    await more.click();
    await page.getByTestId('delivery').nth(199).waitFor();
    const ids = `Array.from(document.querySelectorAll('.panel'), ({ id }) => id)`;
    expect(await page.evaluate(`new Set(${ids}).size`)).toBe(200);
  });

  it('refreshes without disturbing who reads', async ({ page, relay }) => {
    await signIn(page);
    const row = rowOf(page, 'waiting');
    const button = row.getByRole('button');
    await button.click();
    const element = await row.elementHandle();
    const waiting = relay.deliveries.find(({ state }) => state === 'waiting');
    const arrived = makeDelivery(
      {
        state: 'delivered',
        ago: 0,
        events: [
          [0, 'accepted'],
          [2.5, 'delivered'],
        ],
      },
      999
    );

    const deliveries = [
      arrived,
      ...relay.deliveries.map((delivery): FixtureDelivery =>
        delivery === waiting
          ? { ...delivery, state: 'delivered', deliveredAt: delivery.deadlineAt }
          : delivery
      ),
    ];
    relay.change({ deliveries });
    await nextRefresh(page);

    const changed = page.getByTestId('delivery').nth(1);
    await changed.getByText('25 s').first().waitFor();
    expect(await element.textContent()).toContain('Delivered');
    expect(await changed.getByRole('button').getAttribute('aria-expanded')).toBe('true');
    expect(await changed.locator('button:focus').count()).toBe(1);
    expect(await changed.textContent()).toContain('brought the code to the phone');
    expect(await page.getByTestId('sends').textContent()).toBe('252');
  });

  it('does not refresh while it is paused or out of sight', async ({ page, relay }) => {
    await signIn(page);
    await page.getByRole('button', { name: 'Pause' }).click();
    const asked = relay.asked.length;
    await nextRefresh(page);
    await nextRefresh(page);
    expect(relay.asked.length).toBe(asked);
    expect(await page.getByTestId('connection').textContent()).toContain('Paused at');

    await page.getByRole('button', { name: 'Go on' }).click();
    await eventually(() => {
      expect(relay.asked.length).toBe(asked + 2);
    });
    await page.getByText('Live,').waitFor();

    const hide = async (state: string) =>
      page.evaluate(`Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        get: () => '${state}',
      }), document.dispatchEvent(new Event('visibilitychange'))`);
    await hide('hidden');
    await nextRefresh(page);
    await nextRefresh(page);
    expect(relay.asked.length).toBe(asked + 2);
    await hide('visible');
    await eventually(() => {
      expect(relay.asked.length).toBe(asked + 4);
    });
  });

  it('keeps the last figures while the relay is away, and goes on when it is back', async ({
    page,
    relay,
  }) => {
    await signIn(page);
    await relay.stop();
    await nextRefresh(page);

    await page.getByText('The relay does not answer.').first().waitFor();
    await page.getByText(/These figures are of \d\d:\d\d:\d\d\./).waitFor();
    expect(await page.getByTestId('sends').textContent()).toBe('251');
    expect(await page.locator('.is-stale').count()).toBe(1);

    await relay.start();
    await nextRefresh(page);
    await page.locator('.is-stale').waitFor({ state: 'detached' });
    expect(await page.locator('#away').isVisible()).toBe(false);
  });

  it('says what is wrong when the answer is none of the relay', async ({ page, relay }) => {
    relay.change({ summary: { sends: 'many' } });
    await enter(page);

    await page.getByText('This page cannot read what the relay answers.').first().waitFor();
    relay.change({ summary: undefined });
    await nextRefresh(page);
    await page.getByTestId('delivery').first().waitFor();
  });

  it('tells what to do next while there is nothing', async ({ page, relay, complaints }) => {
    relay.change({ deliveries: [] });
    await enter(page);

    await page.getByRole('heading', { name: 'No codes yet' }).waitFor();
    expect(await page.getByText(relay.url, { exact: true }).isVisible()).toBe(true);
    expect(await page.getByTestId('verdict').isVisible()).toBe(false);

    relay.change({
      deliveries: sketches.slice(0, 1).map((sketch, index) => makeDelivery(sketch, index)),
    });
    await nextRefresh(page);
    await page.getByRole('heading', { name: 'Codes are on their way' }).waitFor();
    expect(await page.getByTestId('share').textContent()).toBe('–');
    expect(complaints).toEqual([]);
  });
});
