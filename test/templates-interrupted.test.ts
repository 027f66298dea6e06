/** `templates apply` that is interrupted, limited, or not alone. */
import { describe, expect, it } from 'vitest';

import { accountId, templatesIn } from './support/account-templates.js';
import { eventually } from './support/eventually.js';
import { startTemplatesCommand } from './support/templates-command.js';
import { runTemplates, setUpAccount } from './support/templates-run.js';

/** Is never answered. */
const hang = async () =>
  new Promise<'cut'>(() => {
    // Until the one who waits is gone.
  });

const languagesIn = async (url: string) => {
  const templates = await templatesIn(url);

  return templates.map(({ language }) => language);
};

const apply = ['apply', '--languages', 'en_US,es,pt-BR'];

describe('a limit', () => {
  it('ends the calls, and says what is left', async () => {
    const { url, proxy } = await setUpAccount(
      {
        templates: [{ language: 'de', ttlSeconds: 60, codeExpirationMinutes: 10 }],
      },
      ({ edge }) =>
        edge === 'upsert_message_templates'
          ? {
              status: 400,
              headers: {
                'x-business-use-case-usage': JSON.stringify({
                  [accountId]: [{ estimated_time_to_regain_access: 7 }],
                }),
              },
              body: { error: { code: 80_007, message: '(#80007) Rate limit', is_transient: true } },
            }
          : 'pass'
    );
    const { exitCode, output } = await runTemplates('apply', '--languages', 'de,en,es', '--yes');

    expect(exitCode).toBe(2);
    expect(output).toContain('not tried    en, es');
    expect(output).toContain('Run the command again in 7 minutes');
    // The first of them was changed before.
    expect(await templatesIn(url)).toMatchObject([{ language: 'de', ttlSeconds: 600 }]);
    expect([...proxy.calls].map(({ edge }) => edge).slice(-1)).toEqual([
      'upsert_message_templates',
    ]);
  });

  it('of the sandbox itself is met, and passed later', async () => {
    const { url } = await setUpAccount();
    const languages = 'en,es,de,fr,it,nl,pl,ro,sv,da,nb,fi,el,tr,cs,sk,hu,bg,uk,ru,ar,he,hi,bn,ta';
    const options = ['--languages', languages, '--per-usage-type', '--wait', '0'];
    expect(await runTemplates('apply', ...options)).toMatchObject({ exitCode: 0 });
    expect(await templatesIn(url)).toHaveLength(100);

    const { exitCode, output } = await runTemplates('apply', '--name', 'b', '--languages', 'en,es');

    expect(exitCode).toBe(2);
    expect(output).toContain('(80007/2446079)');
    expect(await templatesIn(url)).toHaveLength(100);
  });
});

describe('interrupted', () => {
  it('by a connection that ends, finishes the rest', async () => {
    const { url, proxy } = await setUpAccount({}, ({ edge }, count) => {
      if (edge !== 'upsert_message_templates') {
        return 'pass';
      }

      return count < 8 ? 'swallow' : 'cut';
    });
    const { exitCode, output } = await runTemplates(...apply);

    expect(exitCode).toBe(0);
    expect(output).toContain('3 of 3 approved');
    expect(await languagesIn(url)).toEqual(['en_US', 'es', 'pt_BR']);
    expect(proxy.writes).toHaveLength(1);
  });

  it('by a bulk call that nothing comes of, goes on one by one', async () => {
    const { url, proxy } = await setUpAccount({}, ({ edge }) =>
      edge === 'upsert_message_templates' ? 'cut' : 'pass'
    );

    expect(await runTemplates(...apply)).toMatchObject({ exitCode: 0 });
    expect(await languagesIn(url)).toEqual(['en_US', 'es', 'pt_BR']);
    expect(proxy.writes.map(({ edge }) => edge)).toEqual([
      'upsert_message_templates',
      'message_templates',
      'message_templates',
      'message_templates',
    ]);
  });

  it('by SIGKILL half-way, finishes when it is run again', async () => {
    const names = ['--per-usage-type', '--languages', 'en_US,es'];
    const { url, proxy } = await setUpAccount({}, async ({ edge }) => {
      const writes = [...proxy.calls].filter((call) => call.edge === edge).length;

      // The third call hangs until the process is gone.
      return edge === 'upsert_message_templates' && writes === 3 ? hang() : 'pass';
    });
    const command = startTemplatesCommand('apply', ...names);
    await eventually(
      () => {
        expect(proxy.writes).toHaveLength(3);
      },
      { timeout: 40_000 }
    );
    await command.kill();
    expect(await templatesIn(url)).toHaveLength(4);

    const { exitCode, output } = await runTemplates('apply', ...names);

    expect(exitCode).toBe(0);
    expect(output).toContain('8 of 8 approved');
    expect(await templatesIn(url)).toHaveLength(8);
  });

  it('by Ctrl-C, says what stays', async () => {
    const { url } = await setUpAccount();
    const command = startTemplatesCommand('apply', '--name', 'pending_code', '--languages', 'es');
    await eventually(
      () => {
        expect(command.complaints).toContain('waiting for es');
      },
      { timeout: 40_000 }
    );

    expect(await command.stop()).toBe(130);
    expect(command.output).toBe('');
    expect(command.complaints).toContain(
      'Stopped. What was applied stays; run it again to finish.'
    );
    expect(command.complaints).not.toContain('    at ');
    expect(await templatesIn(url)).toHaveLength(1);
  });

  it('by another who does the same, does no harm', async () => {
    const { url } = await setUpAccount({ templates: [{ language: 'de', ttlSeconds: 60 }] });
    const options = ['apply', '--languages', 'de,en_US,es,pt_BR', '--yes'];
    const commands = [startTemplatesCommand(...options), startTemplatesCommand(...options)];
    const exitCodes = await Promise.all(commands.map(async (command) => command.end()));

    expect(exitCodes).toEqual([0, 0]);
    expect(await templatesIn(url)).toMatchObject(
      ['de', 'en_US', 'es', 'pt_BR'].map((language) => ({
        language,
        status: 'APPROVED',
        ttlSeconds: 600,
        codeExpirationMinutes: 10,
      }))
    );
  });
});
