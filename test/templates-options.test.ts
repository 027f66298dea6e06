/** What `templates` says of options and of an address before it does anything. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  clearEnvironment,
  runTemplates,
  setUpAccount,
  useAddress,
} from './support/templates-run.js';

vi.mock('../src/cli/output/until-told-to-stop.js', () => ({
  // In this process, nobody is told to stop.
  untilToldToStop: async () =>
    new Promise<void>(() => {
      // Until the end.
    }),
}));

beforeEach(() => {
  clearEnvironment();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('before anything is done', () => {
  it('languages that somebody mistyped are named', async () => {
    const { proxy } = await setUpAccount();
    const { exitCode, complaints } = await runTemplates('plan', '--languages', 'es,klingon,xx-YY');

    expect(exitCode).toBe(2);
    expect(complaints).toContain('klingon, xx-YY');
    expect(proxy.calls.size).toBe(0);
  });

  it('a footer that contradicts itself is refused', async () => {
    const { proxy } = await setUpAccount();
    const { exitCode, complaints } = await runTemplates('plan', '--no-expiry', '--expires-in', '5');

    expect(exitCode).toBe(2);
    expect(complaints).toContain('exclude each other');
    expect(proxy.calls.size).toBe(0);
  });

  it.each([
    ['--expires-in', '15'],
    ['--ttl', '700'],
  ])('%s %s, longer than a code lives, is noted', async (option, value) => {
    await setUpAccount();
    const { exitCode, complaints } = await runTemplates('plan', option, value);

    expect(exitCode).toBe(0);
    expect(complaints).toContain(`${option} ${value}`);
  });

  it('a web page in the place of Meta is asked once', async () => {
    const { proxy } = await setUpAccount({}, () => ({ status: 200, body: '<html>' }));
    const { exitCode } = await runTemplates('plan');

    expect(exitCode).toBe(2);
    expect(proxy.calls.size).toBe(1);
  });

  it('an address where nobody listens is told soon', async () => {
    useAddress('http://127.0.0.1:9');
    const start = performance.now();
    const { exitCode } = await runTemplates('plan');

    expect(exitCode).toBe(2);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
