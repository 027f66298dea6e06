/** A relay with a database of its own, for one measurement. */
import { type Database } from '../../src/relay/database/database.js';

import { Client } from './client.js';
import { type Surroundings } from './measure.js';
import { type Postgres } from './postgres.js';
import { startRelay } from './relay.js';
import { createStorage } from './storage.js';

/**
 * @param postgres None for the embedded database.
 * @param measure What is done while the relay runs.
 * @param check What is looked up when it has been stopped.
 */
export const onStage = async <Outcome, Finding>(
  postgres: Postgres | undefined,
  measure: (surroundings: Surroundings) => Promise<Outcome>,
  check: (database: Database) => Promise<Finding>
): Promise<{ outcome: Outcome; finding: Finding }> => {
  const storage = await createStorage(postgres);

  try {
    const relay = await startRelay(storage.environment);
    const client = new Client(relay.port);
    const outcome = await measure({ relay, storage, client });
    client.close();
    await relay.stop();

    const database = await storage.open();
    const finding = await check(database);
    await database.close();

    return { outcome, finding };
  } finally {
    await storage.remove();
  }
};
