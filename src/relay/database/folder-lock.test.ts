import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { SystemError } from '../../../test/support/sms-provider.js';

import { lockFolder } from './folder-lock.js';

const createFolder = async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'folder-lock-'));
  onTestFinished(async () => rm(folder, { recursive: true }));

  return folder;
};

/** A process that does nothing, and its id. */
const runOther = async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(other, 'spawn');
  const end = async () => {
    const exited = once(other, 'exit');
    other.kill('SIGKILL');
    await exited;
  };

  return { id: other.pid ?? 0, end };
};

afterEach(() => {
  vi.restoreAllMocks();
});

const ownLock = new RegExp(`^${process.pid}(?: \\d+)?$`);

describe('a folder', () => {
  it('is made, for its owner only, and taken', async () => {
    const folder = path.join(await createFolder(), 'one', 'two');
    const unlock = await lockFolder(folder);
    const { mode } = await stat(folder);

    // eslint-disable-next-line no-bitwise -- the last nine bits are the permissions
    expect(mode & 0o777).toBe(0o700);
    expect(await readFile(path.join(folder, 'relay.lock'), 'utf8')).toMatch(ownLock);
    await unlock();
    expect(await readdir(folder)).toEqual([]);
    await unlock();
  });

  it('that another process has is not taken', async () => {
    const folder = await createFolder();
    const { id, end } = await runOther();
    await writeFile(path.join(folder, 'relay.lock'), String(id));

    await expect(lockFolder(folder)).rejects.toThrow(
      `Another relay (process ${id}) uses the folder ${folder}. Stop it, or name another folder with RELAY_DATA_FOLDER. To run several relays, set DATABASE_URL. If that process is no relay, delete ${path.join(folder, 'relay.lock')}.`
    );
    await end();

    // It was killed, and has left its file.
    await lockFolder(folder);
    expect(await readFile(path.join(folder, 'relay.lock'), 'utf8')).toMatch(ownLock);
  });

  it.runIf(process.platform === 'linux')(
    'is taken from a process that has only got the id of the one that had it',
    async () => {
      const folder = await createFolder();
      const { id, end } = await runOther();
      onTestFinished(end);
      await writeFile(path.join(folder, 'relay.lock'), `${id} 1`);

      await lockFolder(folder);
      expect(await readFile(path.join(folder, 'relay.lock'), 'utf8')).toMatch(ownLock);
    }
  );

  it("that somebody else's process has is not taken", async () => {
    const folder = await createFolder();
    await writeFile(path.join(folder, 'relay.lock'), '4242');
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw new SystemError('not yours', 'EPERM');
    });

    await expect(lockFolder(folder)).rejects.toThrow('Another relay (process 4242)');
  });

  it('that another relay takes over at the same moment is left to it', async () => {
    const folder = await createFolder();
    const file = path.join(folder, 'relay.lock');
    // More than Linux has processes.
    await writeFile(file, '4194305 1');
    vi.spyOn(process, 'kill').mockImplementation(() => {
      writeFileSync(file, '4242 7');
      throw new SystemError('gone', 'ESRCH');
    });

    await expect(lockFolder(folder)).rejects.toThrow('Another relay (process 4242)');
    expect(await readFile(file, 'utf8')).toBe('4242 7');
    expect(await readdir(folder)).toEqual(['relay.lock']);
  });

  it.each(['', 'text', '-1', String(process.pid)])(
    'whose file says nothing is taken: "%s"',
    async (text) => {
      const folder = await createFolder();
      await writeFile(path.join(folder, 'relay.lock'), text);
      const unlock = await lockFolder(folder);
      await unlock();

      expect(await readdir(folder)).toEqual([]);
    }
  );

  it('whose file cannot be read is taken', async () => {
    const folder = await createFolder();
    await symlink('nowhere', path.join(folder, 'relay.lock'));
    await lockFolder(folder);

    expect(await readFile(path.join(folder, 'relay.lock'), 'utf8')).toMatch(ownLock);
  });

  it('that cannot be written is named', async () => {
    const file = path.join(await createFolder(), 'file');
    await writeFile(file, '');

    await expect(lockFolder(path.join(file, 'folder'))).rejects.toThrow(
      `The folder ${file}/folder cannot be written (ENOTDIR). Name another one with RELAY_DATA_FOLDER, or set DATABASE_URL.`
    );
  });
});
