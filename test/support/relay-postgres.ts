/** A real PostgreSQL for the tests of the relay: it can be stopped and started again. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';

import pg from 'pg';

import { findClosedPort } from '../../bench/port.js';
import { makePostgresFolder } from '../../bench/postgres-programs.js';

import { runPostgres } from './postgres-programs.js';

const owner = 'relay';

export class RelayPostgres {
  /** Makes one with nothing in it, and starts it. */
  static async start(): Promise<RelayPostgres> {
    const folder = await makePostgresFolder('postgres-');
    const postgres = new RelayPostgres(folder, await findClosedPort());
    await runPostgres(folder, 'initdb', '--no-sync', '--auth=trust', '-D', 'data', '-U', owner);
    await postgres.start();

    return postgres;
  }

  #databases = 0;

  private constructor(
    /** All that it keeps. */
    readonly folder: string,
    readonly port: number
  ) {}

  async start() {
    const options = `-k ${this.folder} -p ${this.port} -c listen_addresses=127.0.0.1 -c fsync=off`;

    await runPostgres(
      this.folder,
      'pg_ctl',
      'start',
      '--wait',
      '-D',
      'data',
      '--log',
      'log',
      '--options',
      options
    );
  }

  /** As when its machine fails: nobody is told, and what was not committed is gone. */
  async crash() {
    await runPostgres(this.folder, 'pg_ctl', 'stop', '--wait', '-D', 'data', '-m', 'immediate');
  }

  async remove() {
    if (existsSync(path.join(this.folder, 'data/postmaster.pid'))) {
      await this.crash();
    }

    await rm(this.folder, { recursive: true });
  }

  /** @returns The address of a new database. */
  async createDatabase(): Promise<string> {
    this.#databases += 1;
    const name = `relay${this.#databases}`;
    const client = await this.connect(this.#urlOf('postgres'));

    try {
      await client.query(`create database ${name}`);
    } finally {
      await client.end();
    }

    return this.#urlOf(name);
  }

  /** A connection of the test's own. */
  async connect(url: string): Promise<pg.Client> {
    const client = new pg.Client(url);
    await client.connect();

    return client;
  }

  #urlOf(name: string): string {
    return `postgres://${owner}@127.0.0.1:${this.port}/${name}`;
  }
}
