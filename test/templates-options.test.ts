/** What `templates` says of options and of an address before it does anything. */
import { describe, expect, it, vi } from 'vitest';

import { runTemplates, setUpAccount, useAddress } from './support/templates-run.js';

describe('before anything is done', () => {
  it('languages that somebody mistyped are named', async () => {
    const { proxy } = await setUpAccount();
    const { exitCode, complaints } = await runTemplates('plan', '--languages', 'es,klingon,xx-YY');

    expect(exitCode).toBe(2);
    expect(complaints).toContain('klingon, xx-YY');
    expect(proxy.calls.size).toBe(0);
  });

  it.each(['plan', 'apply', 'preview', 'status'])(
    'templates that cannot be read are not taken for none by %s',
    async (command) => {
      const { proxy } = await setUpAccount();

      for (const broken of ['[{', '[{"usageType":"SignIn"}]']) {
        vi.stubEnv('WHATSAPP_TEMPLATES', broken);
        // eslint-disable-next-line no-await-in-loop -- they share the environment of this process
        const { exitCode, complaints } = await runTemplates(command);

        expect(exitCode).toBe(2);
        expect(complaints).toContain('The templates in the environment cannot be read.');
        expect(complaints).toContain('WHATSAPP_TEMPLATES');
      }

      expect(proxy.calls.size).toBe(0);
    }
  );

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
