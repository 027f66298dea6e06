import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { renderErrorPage } from '../scripts/error-page.js';
import { renderSandboxPage } from '../scripts/sandbox-tables.js';
import { readSubscription } from '../src/cli/relay/account.js';
import { relayCommand } from '../src/cli/relay/relay.js';
import { sandboxCommand } from '../src/cli/sandbox/sandbox.js';
import { defaultMetadata } from '../src/constant.js';
import { deliveryStates } from '../src/relay/delivery/delivery.js';
import { relayVariables } from '../src/relay/settings.js';
import { accountGuard } from '../src/sandbox/account.js';

const root = path.resolve(import.meta.dirname, '..');
const read = async (file: string) => readFile(path.join(root, file), 'utf8');

/** Those that `relay subscribe` asks for when it has none. */
const subscriptionVariables = (): string[] => {
  try {
    readSubscription({});
  } catch (error: unknown) {
    return String(error).match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];
  }

  throw new Error('It should ask for something.');
};

describe('the documentation', () => {
  it('has the page of errors that the table makes (npm run docs:errors)', async () => {
    expect(await read('docs/errors.md')).toBe(await renderErrorPage());
  });

  it('has the tables of the sandbox that its source makes (npm run docs:sandbox)', async () => {
    const page = await read('docs/sandbox.md');

    expect(await renderSandboxPage(page)).toBe(page);
  });

  it('shows a seed that the sandbox takes', async () => {
    const page = await read('docs/sandbox.md');
    const [, seed = ''] = /```json\n([\S\s]*?)```/.exec(page) ?? [];

    expect(accountGuard.safeParse(JSON.parse(seed))).toMatchObject({ success: true });
  });

  it('names every option of the command "sandbox"', async () => {
    const page = await read('docs/sandbox.md');

    for (const { long } of sandboxCommand().options) {
      expect(page).toContain(`\`${String(long)}`);
    }
  });

  it('names every variable and option of the relay', async () => {
    const page = await read('docs/relay.md');

    for (const name of [...relayVariables, ...subscriptionVariables()]) {
      expect(page).toContain(`\`${name}\``);
    }

    for (const { long } of relayCommand().options) {
      expect(page).toContain(`\`${String(long)}`);
    }
  });

  it('has every state of a delivery in the diagram of the relay', async () => {
    const page = await read('docs/relay.md');

    for (const state of deliveryStates) {
      expect(page).toMatch(new RegExp(`^[^|]*\\b${state}\\b`, 'm'));
    }
  });

  it('has a guide in Console that names every field of the form as the form does', async () => {
    const guide = await read(defaultMetadata.readme);

    for (const { label } of defaultMetadata.formItems ?? []) {
      expect(guide).toContain(`**${label}**`);
    }
  });

  it('has no links in that guide that Console could not follow', async () => {
    const guide = await read(defaultMetadata.readme);
    const targets = [...guide.matchAll(/]\(([^)]+)\)/g)].map(([, target]) => target);

    expect(targets.filter((target) => !target?.startsWith('https://'))).toEqual([]);
  });
});
