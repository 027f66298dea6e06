/**
 * Finds Logto's SMS connectors: beside ours in Logto's folder of connectors, or among the installed
 * packages.
 */
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { z } from 'zod';

import { packageFolder } from '../package-folder.js';

import { type Provider, readProvider } from './provider.js';

/** Names of connector packages, and nothing else: no path, no address. Source: Logto's CLI. */
const connectorName = /^(?:@[\da-z~-][\w.~-]*\/)?connector-[\w.~-]+$/;

export const isConnectorName = (name: string): boolean => connectorName.test(name);

const packageGuard = z.object({ name: z.string() });

type Importer = (specifier: string) => Promise<unknown>;

const importModule: Importer = async (specifier) => import(specifier);

const listOf = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch {
    // Then there is nobody beside us.
    return [];
  }
};

const nameOf = async (folder: string): Promise<string | undefined> => {
  try {
    const text = await readFile(path.join(folder, 'package.json'), 'utf8');

    return packageGuard.safeParse(JSON.parse(text)).data?.name;
  } catch {
    // Not every folder is a package.
    return undefined;
  }
};

/** The folder and all above it: where Node looks for packages. */
const foldersAbove = (folder: string): string[] => {
  const parent = path.dirname(folder);

  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
};

export class Providers {
  /** SMS connectors that lie beside ours, by their names. */
  readonly #siblings = new Map<string, Provider>();
  readonly #loaded = new Map<string, Promise<Provider | undefined>>();
  #ready: Promise<void> | undefined;

  /** @param folder Of our own package; its neighbours are looked at. */
  constructor(
    private readonly folder = packageFolder,
    private readonly importer: Importer = importModule
  ) {}

  /** The names of the SMS connectors beside ours. */
  get names(): string[] {
    return Array.from(this.#siblings.keys()).toSorted();
  }

  /**
   * Looks beside our own package, once. Logto has loaded these modules already, so that importing them
   * costs nothing.
   */
  async prepare(): Promise<void> {
    this.#ready ??= this.#findSiblings();

    return this.#ready;
  }

  /** A connector that lies beside ours; `prepare` has to have been called. */
  sibling(name: string): Provider | undefined {
    return this.#siblings.get(name);
  }

  /** Whether a package of this name can be found, without loading it. */
  isInstalled(name: string): boolean {
    return (
      this.#siblings.has(name) ||
      foldersAbove(this.folder).some((folder) =>
        existsSync(path.join(folder, 'node_modules', name, 'package.json'))
      )
    );
  }

  /** @returns `undefined` when it is not installed, or is no SMS connector. */
  async load(name: string): Promise<Provider | undefined> {
    await this.prepare();

    const sibling = this.#siblings.get(name);

    if (sibling) {
      return sibling;
    }

    if (!isConnectorName(name)) {
      return;
    }

    const loading = this.#loaded.get(name) ?? this.#import(name);
    this.#loaded.set(name, loading);

    return loading;
  }

  async #findSiblings(): Promise<void> {
    const parent = path.dirname(path.resolve(this.folder));
    const [entries, ownName] = await Promise.all([listOf(parent), nameOf(this.folder)]);

    await Promise.all(
      entries.map(async (entry) => {
        const folder = path.join(parent, entry);
        const name = await nameOf(folder);

        // Another copy of ours would wait for us, as we for it.
        if (name === undefined || !isConnectorName(name) || name === ownName) {
          return;
        }

        // The file that Logto itself imports.
        const provider = await this.#import(pathToFileURL(path.join(folder, 'lib/index.js')).href);

        if (provider) {
          this.#siblings.set(name, provider);
        }
      })
    );
  }

  async #import(specifier: string): Promise<Provider | undefined> {
    try {
      return await readProvider(await this.importer(specifier));
    } catch {
      // Why it cannot be imported is Logto's to say, which loads it too.
      return undefined;
    }
  }
}

/** Those of this process; connectors are made anew for every send. */
export const providers = new Providers();
