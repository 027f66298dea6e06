/** What lies in the database, and who could read it there. */
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { type Queries } from '../../src/relay/database/database.js';
import { sql } from '../../src/relay/store/statements.js';
import { withRelay as it } from '../support/relay-fixtures.js';
import { SmsProvider } from '../support/relay-provider.js';
import { RelayRunner, secretsOfRelay } from '../support/relay-runner.js';
import { createStorages } from '../support/relay-storage.js';
import {
  type Code,
  makeCode,
  providerSecret,
  registerSurely,
  reportSurely,
  secretsOf,
  waitForState,
} from '../support/relay-traffic.js';

const undeliverable = 131_026;

/** Every row of every table, as text. */
const dump = async (query: Queries['query']): Promise<string> => {
  const tables = await query(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
  );
  const selects = tables.map(
    ({ name }) => sql`select '${String(name)}' || one::text as text from ${String(name)} as one`
  );
  const rows = await query(selects.join(' union all '));

  return rows.map(({ text }) => String(text)).join('\n');
};

describe.for(createStorages())('on $name', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('nothing is kept in clear, and nothing for longer than it is needed', async ({
    installed,
  }) => {
    const database = await storage.create();
    const [relay, provider] = await Promise.all([
      RelayRunner.start(installed, database.environment),
      SmsProvider.start(),
    ]);
    const make = () => makeCode({ provider: provider.url });
    const [waiting, delivered, rescued] = [make(), make(), make()];
    const short = make();
    const expired: Code = {
      ...short,
      claims: { ...short.claims, deadline: 1, codeLifetime: 1 },
    };
    const codes = [waiting, delivered, rescued, expired];

    /** @returns How many codes could still be sent. */
    const inspect = async (): Promise<unknown> => {
      if (!storage.isShared) {
        await relay.kill();
      }

      const { text, rows } = await database.look(async (query) => ({
        text: await dump(query),
        rows: await query(
          'select id from whatsapp_otp.deliveries where token is not null order by id'
        ),
      }));
      const files = await database.readFiles();

      expect(text).toContain('whatsapp_otp.deliveries');
      expect(text).toContain(waiting.claims.recipient);

      for (const secret of [
        ...codes.flatMap((code) => [...secretsOf(code), Buffer.from(code.to).toString('base64')]),
        ...Object.values(secretsOfRelay),
        providerSecret,
        provider.url,
      ]) {
        expect(text).not.toContain(secret);
        expect(files.some((file) => Buffer.from(file).includes(secret))).toBe(false);
      }

      if (!storage.isShared) {
        await relay.start();
      }

      return rows.length;
    };

    await Promise.all(codes.map(async (code) => registerSurely(relay.url, code)));
    await waitForState(relay.url, expired, 'expired');
    expect(await inspect()).toBe(3);

    await reportSurely(relay.url, delivered, 'delivered');
    await reportSurely(relay.url, rescued, 'failed', undeliverable);
    await waitForState(relay.url, delivered, 'delivered');
    await waitForState(relay.url, rescued, 'sms-sent');
    expect(await inspect()).toBe(1);

    await reportSurely(relay.url, waiting, 'read');
    expect(await inspect()).toBe(0);
    expect(provider.taken).toHaveLength(1);
    expect(relay.complaints).toBe('');
  });
});
