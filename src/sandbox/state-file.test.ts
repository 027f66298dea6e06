import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { eventually } from '../../test/support/eventually.js';
import { createSandbox } from '../../test/support/graph-call.js';
import { createQuickClock } from '../../test/support/quick-clock.js';

import { StateFile } from './state-file.js';

/** A folder that is not there yet. */
const createFolder = async (): Promise<string> => {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'sandbox-state-'));
  onTestFinished(async () => rm(parent, { recursive: true }));

  return path.join(parent, 'state');
};

const fileIn = (folder: string) => path.join(folder, 'sandbox.json');

const write = async (folder: string, text: string) => {
  await mkdir(folder, { recursive: true });
  await writeFile(fileIn(folder), text);
};

/** A sandbox in which something has happened. */
const createUsed = async () => {
  const sandbox = createSandbox();
  await sandbox.send();
  await sandbox.inbox.waitFor('+12025550143');
  sandbox.phones.behave('+12025550199', 'phone-off');
  sandbox.templates.delete(sandbox.templates.all.filter(({ language }) => language === 'hi'));

  return sandbox;
};

const createEmpty = () => createSandbox({ account: { templates: [] } });

describe('the state of a sandbox', () => {
  it('is the same after it was written and read', async () => {
    const folder = await createFolder();
    const [before, after] = [await createUsed(), createEmpty()];

    await new StateFile(folder, before).save();

    expect(await new StateFile(folder, after).load()).toBe(true);
    expect(after.inbox.messages).toEqual(before.inbox.messages);
    expect(after.templates.state).toEqual(before.templates.state);
    expect(after.phones.all).toEqual(before.phones.all);
    const id = before.inbox.messages[0]?.id ?? '';
    expect(after.inbox.exchangeOf(id)).toEqual(before.inbox.exchangeOf(id));
  });

  it('is none in a folder that is not there', async () => {
    const folder = await createFolder();

    expect(await new StateFile(folder, createEmpty()).load()).toBe(false);
  });

  it('can be read by nobody else', async () => {
    const folder = await createFolder();

    await new StateFile(folder, await createUsed()).save();

    const stats = await Promise.all([stat(folder), stat(fileIn(folder))]);
    expect(stats.map(({ mode }) => mode % 0o1000)).toEqual([0o700, 0o600]);
  });

  it('leaves nothing else in its folder', async () => {
    const folder = await createFolder();

    await new StateFile(folder, await createUsed()).save();

    expect(await readdir(folder)).toEqual(['sandbox.json']);
  });
});

describe('a state file that cannot be used', () => {
  const whole = {
    format: 1,
    templates: { templates: [], blockedNames: {}, nextId: 1 },
    phones: [],
    messages: [],
  };

  it.each([
    ['empty', ''],
    ['cut off', '{"format":1,"templates":'],
    ['of something else', '{"name":"package"}'],
    ['of a later format', JSON.stringify({ ...whole, format: 2 })],
    ['without its phones', JSON.stringify({ ...whole, phones: undefined })],
    ['with a message that is none', JSON.stringify({ ...whole, messages: [{ message: 7 }] })],
    [
      'with a behaviour that nobody knows',
      JSON.stringify({ ...whole, phones: [{ number: '+12025550143', behaviour: 'fly' }] }),
    ],
  ])('is named, with what to do, when it is %s', async (_, text) => {
    const folder = await createFolder();
    await write(folder, text);
    const sandbox = createEmpty();

    await expect(new StateFile(folder, sandbox).load()).rejects.toThrow(
      `${fileIn(folder)} is not a state that this sandbox has written. Move it away, or name another state folder.`
    );
    expect(sandbox.phones.all).toEqual([]);
    expect(await readFile(fileIn(folder), 'utf8')).toBe(text);
  });

  it('tells why when it cannot be read at all', async () => {
    const folder = await createFolder();
    await mkdir(fileIn(folder), { recursive: true });

    await expect(new StateFile(folder, createEmpty()).load()).rejects.toThrow(
      `The state folder ${folder} cannot be read (EISDIR).`
    );
  });
});

describe('what a crash leaves', () => {
  it('does no harm: half of a write is not read, and is written over', async () => {
    const folder = await createFolder();
    const used = await createUsed();
    await new StateFile(folder, used).save();
    await writeFile(`${fileIn(folder)}.new`, '{"format":1,');

    const after = createEmpty();
    const file = new StateFile(folder, after);
    expect(await file.load()).toBe(true);
    expect(after.inbox.messages).toEqual(used.inbox.messages);

    await file.save();
    expect(await readdir(folder)).toEqual(['sandbox.json']);
  });
});

const createFollowed = async () => {
  const folder = await createFolder();
  const clock = createQuickClock();
  const sandbox = createSandbox();
  const file = new StateFile(folder, { ...sandbox, clock });
  file.follow();

  return { folder, clock, sandbox, file };
};

const readMessages = async (folder: string) => {
  const after = createEmpty();
  await new StateFile(folder, after).load();

  return after.inbox.messages;
};

describe('a state that is followed', () => {
  it('is written soon after something has changed', async () => {
    const { folder, clock, sandbox } = await createFollowed();
    await sandbox.send();

    await eventually(async () => {
      expect(await readMessages(folder)).toHaveLength(1);
    });
    expect(new Set(clock.waits)).toEqual(new Set([1000]));

    sandbox.inbox.clear();
    await eventually(async () => {
      expect(await readMessages(folder)).toEqual([]);
    });
  });

  it('is written once for many changes', async () => {
    const { clock, sandbox, file } = await createFollowed();

    sandbox.phones.behave('+12025550143', 'hang');
    sandbox.phones.behave('+12025550143', 'phone-off');
    sandbox.phones.behave('+12025550199', 'phone-off');

    expect(clock.waits).toEqual([1000]);
    await file.save();
  });

  it('is written again after a write has failed', async () => {
    const folder = await createFolder();
    const file = new StateFile(folder, await createUsed());
    await writeFile(folder, 'in the way');
    await expect(file.save()).rejects.toThrow('EEXIST');
    await rm(folder);

    await file.save();

    expect(await readMessages(folder)).toHaveLength(1);
  });

  it('is written one after the other, and the last one counts', async () => {
    const folder = await createFolder();
    const sandbox = createSandbox();
    const file = new StateFile(folder, sandbox);
    const first = file.save();
    await sandbox.send();

    await Promise.all([first, file.save(), file.save()]);

    expect(await readMessages(folder)).toHaveLength(1);
  });
});
