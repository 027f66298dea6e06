/** `templates apply` where templates that codes go out with would have to be changed. */
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { type Answer } from '../src/cli/templates/ask.js';

import { templatesIn } from './support/account-templates.js';
import { runTemplates, setUpAccount } from './support/templates-run.js';

const askFor = vi.hoisted(() => vi.fn(async (): Promise<Answer> => 'nobody'));

vi.mock('../src/cli/templates/ask.js', () => ({ askFor }));

beforeEach(() => {
  askFor.mockClear();
});

const apply = ['apply', '--languages', 'es,de', '--wait', '0'];

const setUp = async () =>
  setUpAccount({ templates: [{ language: 'es', ttlSeconds: 60, codeExpirationMinutes: 10 }] });

describe('changes to approved templates', () => {
  it.each<[Answer, number]>([
    ['no', 0],
    ['nobody', 2],
  ])('are left out, and nothing else is, when %s agrees', async (answer, expected) => {
    askFor.mockResolvedValue(answer);
    const { url, proxy } = await setUp();
    const { exitCode, output } = await runTemplates(...apply);

    expect(exitCode).toBe(expected);
    expect(output).toContain('It differs, and was left as it is.');
    expect(output.includes('Run the command again with --yes')).toBe(answer === 'nobody');
    expect(proxy.writes).toHaveLength(1);
    expect(await templatesIn(url)).toMatchObject([
      { language: 'es', ttlSeconds: 60 },
      { language: 'de' },
    ]);
  });

  it.each([
    ['somebody agrees', 'yes' as const, []],
    ['nobody is to be asked', 'no' as const, ['--yes']],
  ])('are made when %s', async (_, answer, options) => {
    askFor.mockResolvedValue(answer);
    const { url } = await setUp();

    expect(await runTemplates(...apply, ...options)).toMatchObject({ exitCode: 0 });
    expect(askFor).toHaveBeenCalledTimes(options.length === 0 ? 1 : 0);
    expect(await templatesIn(url)).toMatchObject([{ language: 'es', ttlSeconds: 600 }, {}]);
  });

  it('are told to scripts', async () => {
    askFor.mockResolvedValue('nobody');
    await setUp();
    const { output } = await runTemplates(...apply, '--json');

    expect(JSON.parse(output)).toMatchObject({
      results: [
        { language: 'es', did: 'declined', status: 'APPROVED', isFailure: false },
        { language: 'de', did: 'created' },
      ],
    });
  });
});
