import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { publint } from 'publint';
import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';

import packageJson from '../package.json' with { type: 'json' };

const execute = promisify(execFile);
const root = path.resolve(import.meta.dirname, '..');

const withUnpacked = async (check: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'unpacked-'));
  await execute('tar', ['xzf', inject('tarball'), '-C', folder, '--strip-components=1']);
  await check(folder);
  await rm(folder, { recursive: true });
};

describe('the package', () => {
  it('is smaller than 750 KB', async () => {
    const { size } = await stat(inject('tarball'));

    expect(size).toBeLessThan(750 * 1024);
  });

  it('imports nothing but the two packages that every Logto has', async () => {
    await withUnpacked(async (folder) => {
      const source = await readFile(path.join(folder, 'lib/index.js'), 'utf8');
      const imported = ts.preProcessFile(source).importedFiles.map(({ fileName }) => fileName);

      expect(imported.filter((name) => !isBuiltin(name)).toSorted()).toEqual([
        '@logto/connector-kit',
        'zod',
      ]);
    });
  });

  it('has everything that its metadata points at, and the licences of what is bundled', async () => {
    await withUnpacked(async (folder) => {
      const licenses = await readFile(path.join(folder, 'lib/THIRD-PARTY-LICENSES.txt'), 'utf8');

      expect(licenses).toMatch(/^got \d/m);
      expect(licenses).toMatch(/^jose \d/m);
      expect(licenses).toMatch(/^libphonenumber-js \d/m);
      await Promise.all(
        [
          'logo.svg',
          'docs/console-guide.md',
          'docs/errors.md',
          'docs/relay.md',
          'docs/sandbox.md',
          'LICENSE',
          'CHANGELOG.md',
        ].map(async (file) => stat(path.join(folder, file)))
      );
    });
  });

  it('asks for those two at run time, and for what its tools outside Logto need', () => {
    expect(Object.keys(packageJson.dependencies).toSorted()).toEqual([
      '@hono/node-server',
      '@logto/connector-kit',
      'commander',
      'hono',
      'jose',
      'zod',
    ]);
  });

  it('makes nobody install what only the relay needs', () => {
    const { peerDependencies, peerDependenciesMeta } = packageJson;
    const parts = ['@electric-sql/pglite', 'pg', 'pg-boss', 'prom-client'];

    expect(Object.keys(peerDependencies)).toEqual(parts);
    expect(peerDependenciesMeta).toEqual(
      Object.fromEntries(parts.map((name) => [name, { optional: true }]))
    );
  });

  it.each(['page', 'relay-page'])(
    'has %s, and nothing that only development needs',
    async (name) => {
      await withUnpacked(async (folder) => {
        const files = await readdir(path.join(folder, 'lib/tools', name));

        expect(files).toEqual(expect.arrayContaining(['index.html', 'page.css', 'main.js']));
        expect(files.filter((file) => !/\.(?:html|css|js)$/.test(file))).toEqual([]);
      });
    }
  );

  it('has nothing for publint to complain of', async () => {
    await withUnpacked(async (folder) => {
      const { messages } = await publint({ pkgDir: folder, strict: true, pack: false });

      expect(messages).toEqual([]);
    });
  });

  it('has types that resolve wherever ESM does (are the types wrong?)', async () => {
    // It ends with another code when there is a problem, and with the problem in its output.
    const { stdout } = await execute(
      path.join(root, 'node_modules/.bin/attw'),
      [inject('tarball'), '--profile', 'esm-only', '--no-emoji'],
      { cwd: root }
    );

    expect(stdout).toContain('node16 (from ESM)');
  });
});
