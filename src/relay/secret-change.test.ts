/** While `RELAY_SECRET` is changed, relays know different secrets, and share their database. */
import { describe, expect, it } from 'vitest';

import { claims, relaySecret as oldSecret } from '../../test/support/registration.js';
import { appNow, appSettings, createTestApp } from '../../test/support/relay-app.js';
import { openMemory } from '../../test/support/relay-memory.js';
import { webhookWith } from '../../test/support/status-webhook.js';
import { seal } from '../registration/seal.js';

import { createIdentities } from './identity.js';

const newSecret = 'the+next+relay+secret+0123456789abcdef';

const { ledger, database, readJobs } = await openMemory();

const relayWith = (...relaySecrets: readonly [string, ...string[]]) => {
  const app = createTestApp(
    { ledger, database },
    {
      settings: { ...appSettings, relaySecrets },
      identities: createIdentities(relaySecrets),
    }
  );

  return {
    register: async (secret: string) => {
      const response = await app.register(await seal(claims, secret, new Date(appNow)));

      return response.status;
    },
    tell: async (status: string) => app.webhook(webhookWith([{ id: claims.messageId, status }])),
    look: async (): Promise<unknown> => {
      const response = await app.read(`/deliveries?messageId=${claims.messageId}`);

      return response.json();
    },
  };
};

const before = relayWith(oldSecret);
const meanwhile = relayWith(newSecret, oldSecret);
const afterwards = relayWith(newSecret);

const readStates = async () => {
  const rows = await database.query('select state from whatsapp_otp.deliveries order by state');

  return rows.map(({ state }) => state);
};

describe('a registration', () => {
  it('is taken once, whichever relays it comes to', async () => {
    expect(await before.register(oldSecret)).toBe(202);
    expect(await meanwhile.register(oldSecret)).toBe(202);
    await before.tell('failed');
    await meanwhile.tell('failed');

    expect(await readStates()).toEqual(['sms-due']);
    const jobs = await readJobs();
    expect(jobs.filter((job) => job.startsWith('sms'))).toEqual(['sms created']);
  });

  it('with the new secret is taken once', async () => {
    expect(await meanwhile.register(newSecret)).toBe(202);
    expect(await afterwards.register(newSecret)).toBe(202);

    expect(await readStates()).toEqual(['waiting']);
  });

  it('that was overheard before the change is a repetition after it', async () => {
    await before.register(oldSecret);
    await before.tell('delivered');
    expect(await meanwhile.register(oldSecret)).toBe(202);
    expect(await afterwards.register(oldSecret)).toBe(401);

    expect(await readStates()).toEqual(['delivered']);
  });
});

describe('a registration of an earlier release', () => {
  it('which was called by the first secret, is not taken twice', async () => {
    const [newName = '', oldName = ''] = createIdentities([newSecret, oldSecret]).deliveries(
      claims.messageId
    );
    expect(await meanwhile.register(oldSecret)).toBe(202);
    await database.query('update whatsapp_otp.deliveries set id = $1::uuid where id = $2::uuid', [
      newName,
      oldName,
    ]);

    expect(await meanwhile.register(oldSecret)).toBe(202);
    await meanwhile.tell('delivered');

    expect(await readStates()).toEqual(['delivered']);
  });
});

describe('a status', () => {
  it.each([
    ['the old', oldSecret],
    ['the new', newSecret],
  ])(
    'finds a code that was registered with %s secret, and makes nothing else',
    async (_, secret) => {
      await meanwhile.register(secret);
      await meanwhile.tell('sent');
      await meanwhile.tell('delivered');

      expect(await readStates()).toEqual(['delivered']);
      expect(await meanwhile.look()).toMatchObject({ deliveries: [{ state: 'delivered' }] });
    }
  );

  it.each([
    ['the old', oldSecret],
    ['the new', newSecret],
  ])('may overtake the registration with %s secret', async (_, secret) => {
    await meanwhile.tell('delivered');
    await meanwhile.register(secret);
    await meanwhile.tell('read');

    // What waits in vain goes after an hour.
    expect(await readStates()).toEqual(['delivered', 'unregistered']);
    expect(await meanwhile.look()).toMatchObject({
      deliveries: [
        {
          state: 'delivered',
          timeline: [{ event: 'accepted' }, { event: 'delivered' }, { event: 'read' }],
        },
      ],
    });
  });
});
