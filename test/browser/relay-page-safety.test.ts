/** The relay's status page, in a real browser: nothing leaves it, nothing gets in, all can use it. */
import { describe, expect } from 'vitest';

import { hasBrowser } from '../support/browser.js';
import { enter, nextRefresh, signIn, withRelayPage as it } from '../support/relay-page-browser.js';
import { makeDelivery, sketches } from '../support/relay-page-deliveries.js';
import { statusToken } from '../support/relay-page-server.js';

/** Every text that WCAG 2.2 AA would find too pale (1.4.3), and by how much. */
const paleTexts = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([red, green, blue]) =>
    [red, green, blue]
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    const color = read(getComputedStyle(element).backgroundColor);
    return color[3] === 255 ? color : ground(element.parentElement);
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden'))
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => {
      const style = getComputedStyle(element);
      const isDrawn = element instanceof SVGElement;
      const tones = [light(read(isDrawn ? style.fill : style.color)), light(ground(element))];
      const [darker, lighter] = tones.sort((one, other) => one - other);
      return { text: element.textContent, ratio: (lighter + 0.05) / (darker + 0.05) };
    })
    .filter(({ ratio }) => ratio < 4.5);
})()`;

/** What a page that reads texts as HTML would run. */
const attack = '<img src=x onerror="globalThis.wasAttacked = true">';

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe.skipIf(!hasBrowser)('the status page of the relay', () => {
  it('asks for the token, keeps it for the tab alone, and forgets it', async ({
    page,
    relay,
    complaints,
  }) => {
    expect(relay.asked).toEqual([]);
    await signIn(page);

    expect(await page.evaluate('Object.values(sessionStorage)')).toEqual([statusToken]);
    expect(await page.evaluate('localStorage.length + document.cookie.length')).toBe(0);
    expect(page.url()).toBe(`${relay.url}/`);
    expect(relay.asked.filter(({ href }) => href.includes(statusToken))).toEqual([]);
    expect(await page.content()).not.toContain(statusToken);

    await page.reload();
    await page.getByTestId('delivery').first().waitFor();
    await page.getByRole('button', { name: 'Forget the token' }).click();

    expect(await page.getByLabel('Status token').inputValue()).toBe('');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(await page.getByTestId('delivery').count()).toBe(0);
    const asked = relay.asked.length;
    await nextRefresh(page);
    expect(relay.asked.length).toBe(asked);
    expect(complaints).toEqual([]);
  });

  it('keeps every text of the relay as text', async ({ page, relay, complaints }) => {
    const [sketch = { state: attack, ago: 0, events: [] }] = sketches;
    const error = { title: attack, meaning: attack, remedy: attack };
    const at = new Date().toISOString();
    const attacked = {
      ...makeDelivery(sketch, 0),
      state: attack,
      recipient: attack,
      country: attack,
      usageType: attack,
      language: attack,
      trigger: 'failed' as const,
      errorCode: 1,
      error,
      sms: { connector: attack, attempts: 1, explanation: attack },
      timeline: [{ at, event: attack, detail: attack }],
    };
    relay.change({
      deliveries: [attacked],
      summary: {
        from: at,
        to: at,
        minutes: 60,
        sends: 1,
        delivered: 0,
        waiting: 0,
        deliveredAfterSms: 0,
        states: { [attack]: 1 },
        sms: [{ trigger: 'failed', title: attack, outcome: 'sent', count: 1 }],
        errors: [{ code: 1, count: 1, ...error }],
        periodSeconds: 60,
        periods: [{ at, delivered: 0, sms: 1, neither: 0, waiting: 0 }],
      },
    });
    await signIn(page);
    const row = page.getByTestId('delivery');
    await row.getByRole('button').click();

    expect(await row.getByTestId('state').textContent()).toBe(attack);
    // The state twice, the title, number, country, usage type and language; then what has opened.
    const text = await row.textContent();
    expect(text?.split(attack).length).toBeGreaterThan(15);
    expect(await page.getByTestId('reason').textContent()).toContain(attack);
    const explained = await page.getByTestId('error').textContent();
    expect(explained?.split(attack).length).toBe(4);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('globalThis.wasAttacked')).toBeUndefined();
    expect(complaints).toEqual([]);
  });

  it('keeps the words of a failure as text', async ({ page, relay }) => {
    relay.change({ failure: { status: 503, message: attack } });
    await enter(page);

    await page.locator('#away-problem').getByText(attack).waitFor();
    expect(await page.locator('img').count()).toBe(0);
  });

  it('may run nothing but its own files, and may not be framed', async ({ relay }) => {
    for (const path of ['/', '/page/main.js']) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      const { headers, status } = await fetch(`${relay.url}${path}`);
      const policy = headers.get('content-security-policy');

      expect(status).toBe(200);
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-cache');
    }
  });

  it.for([
    { colorScheme: 'light', width: 1200 },
    { colorScheme: 'dark', width: 1200 },
    { colorScheme: 'light', width: 360 },
    { colorScheme: 'dark', width: 360 },
  ] as const)(
    'is readable: $colorScheme, $width pixels wide',
    async ({ colorScheme, width }, { page, relay, complaints }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 740 });
      relay.change({ deliveries: sketches.map((sketch, index) => makeDelivery(sketch, index)) });
      await page.reload();

      expect(await page.evaluate(paleTexts)).toEqual([]);
      await signIn(page);
      await page.getByText('As a table').click();

      for (const { state } of sketches) {
        // eslint-disable-next-line no-await-in-loop -- one after the other, as a person does
        await page.locator(`[data-state="${state}"] button`).first().click();
      }

      expect(await page.evaluate(paleTexts)).toEqual([]);
      expect(await page.evaluate(overflow)).toBe(0);
      expect(complaints).toEqual([]);
      await relay.stop();
      await nextRefresh(page);
      await page.locator('#away').waitFor();
      expect(await page.evaluate(paleTexts)).toEqual([]);
    }
  );

  it('is usable by keyboard alone', async ({ page }) => {
    await page.keyboard.type(statusToken);
    await page.keyboard.press('Enter');
    await page.getByTestId('delivery').first().waitFor();
    // From the content on, where the form has been.
    expect(await page.locator('main:focus').count()).toBe(1);

    await page.keyboard.press('Tab');
    expect(await page.locator('input[value="60"]:focus').count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await page.locator('[data-testid="bar"]:focus').count()).toBe(1);
    await page.keyboard.press('ArrowLeft');
    await page.getByTestId('tooltip').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator('summary:focus').count()).toBe(1);
  });
});
