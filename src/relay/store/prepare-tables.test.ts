import { describe, expect, it, vi } from 'vitest';

import { SystemError } from '../../../test/support/sms-provider.js';

import { prepareTables } from './prepare-tables.js';

const databaseWith = (code: string) => ({
  query: vi.fn(),
  transaction: async () => {
    throw new SystemError('planted', code);
  },
  close: vi.fn(),
});

describe('tables that cannot be made', () => {
  it.each([
    [
      '42501',
      'The user of DATABASE_URL may not make schemas. Let the owner of the database run: grant create on database <its name> to <that user>',
    ],
    [
      '25006',
      'The server of DATABASE_URL is a standby, and stores nothing. Name the primary, or make this one the primary.',
    ],
    [
      '57014',
      'Making an index took longer than 15 s, as it can with many millions of deliveries. Make it by hand: create index concurrently deliveries_state on whatsapp_otp.deliveries (state, created_at, id)',
    ],
    [
      '53100',
      'The tables could not be made (53100). Look whether the disk of the database has room, and into its log.',
    ],
  ])('are told of in words, after %s', async (code, text) => {
    await expect(prepareTables(databaseWith(code))).rejects.toThrow(text);
  });
});
