/** The packed connector in a Logto, the packed relay, and the sandbox between them: who gets a code. */
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';

import { type Behaviour, behaviours, magicNumber } from '../../src/sandbox/behaviours.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.js';
import { type Logto } from '../host/logto.js';
import { configFor } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { logtoWith } from '../support/logto-fixture.js';
import { relaySecret } from '../support/registration.js';
import { withRelay } from '../support/relay-fixtures.js';
import { RelayRunner, httpSms, secretsOfRelay } from '../support/relay-runner.js';
import { createStorages } from '../support/relay-storage.js';
import { list } from '../support/relay-traffic.js';

/** Milliseconds: the deadline, and what is allowed beyond it. */
const deadline = 5000;
const tolerance = 2000;

const recipients = behaviours.flatMap((behaviour) => {
  const number = magicNumber(behaviour);

  return number === undefined ? [] : [{ behaviour, number, code: `73${number.slice(-4)}` }];
});

const numberOf = (name: Behaviour['name']): string =>
  recipients.find(({ behaviour }) => behaviour.name === name)?.number ?? '';

/** A code that somebody else may read is not sent by SMS either. */
const stopped: ReadonlySet<Behaviour['name']> = new Set(['identity-changed']);

const it = withRelay.extend<{ logto: Logto }>({
  logto: [logtoWith([httpSms]), { scope: 'file' }],
});

/** The ways on which a code could be read on the phone, and when it first could. */
const arrivalsAt = ({ inbox }: Sandbox, number: string) =>
  inbox.messages
    .filter((message) => message.to === number)
    .map(({ channel, code, acceptedAt, statuses }) => ({
      channel,
      code,
      at:
        channel === 'sms'
          ? acceptedAt
          : statuses.find(({ status }) => status === 'delivered' || status === 'read')?.at,
    }))
    .flatMap(({ at, ...arrival }) =>
      at === undefined ? [] : [{ ...arrival, at: Date.parse(at) }]
    );

/** By WhatsApp, if it was: the deadline counts from then. */
const acceptedAt = ({ inbox }: Sandbox, number: string): number | undefined => {
  const message = inbox.messages.find(({ to, channel }) => to === number && channel === 'whatsapp');

  return message && Date.parse(message.acceptedAt);
};

const startWorld = async (relay: RelayRunner) => {
  const sandbox = await startSandbox({
    // What comes late comes after the SMS.
    latency: { answer: 50, sent: 100, delivered: 300, read: 600, late: deadline + tolerance },
    webhook: { url: `${relay.url}/webhook`, verifyToken: secretsOfRelay.WHATSAPP_VERIFY_TOKEN },
  });
  onTestFinished(async () => sandbox.close());

  return sandbox;
};

const configOf = (sandbox: Sandbox, relay: RelayRunner) => ({
  ...configFor(sandbox),
  relayUrl: relay.url,
  relaySecret,
  fallback: {
    connector: httpSms,
    config: { endpoint: `${sandbox.url}/sms` },
    whenNotDeliveredWithinSeconds: deadline / 1000,
  },
});

const open: ReadonlySet<string> = new Set(['unregistered', 'waiting', 'sms-due', 'sms-started']);

/** Waits until nothing more is to be expected of any of them. */
const waitForTheEnd = async (relay: RelayRunner, sandbox: Sandbox) => {
  const accepted = sandbox.inbox.messages.filter(({ channel }) => channel === 'whatsapp');

  await eventually(
    async () => {
      const deliveries = await list(relay.url);

      // The relay is not told of the one whose answer was cut off.
      expect(deliveries.filter(({ state }) => !open.has(state))).toHaveLength(accepted.length - 1);
      expect(deliveries.filter(({ state }) => open.has(state))).toMatchObject([
        { state: 'unregistered' },
      ]);
      expect(arrivalsAt(sandbox, numberOf('delivered-late'))).toHaveLength(2);
    },
    { interval: 200 }
  );
};

describe.for(createStorages())('on $name', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('every phone has its code in time, and none has two SMS', async ({ installed, logto }) => {
    const { environment } = await storage.create();
    const relay = await RelayRunner.start(installed, environment);
    const sandbox = await startWorld(relay);
    const stored = configOf(sandbox, relay);

    const begun = await Promise.all(
      recipients.map(async ({ number, code }) => {
        const at = Date.now();
        await logto.send({
          data: { to: number.slice(1), type: 'SignIn', payload: { code, locale: 'en' } },
          stored,
        });

        return [number, at] as const;
      })
    );
    await waitForTheEnd(relay, sandbox);

    const seen = begun.map(([number, begunAt]) => {
      const arrivals = arrivalsAt(sandbox, number);

      return {
        number,
        codes: [...new Set(arrivals.map(({ code }) => code))],
        sms: arrivals.filter(({ channel }) => channel === 'sms').length,
        isInTime: arrivals.some(
          ({ at }) => at - (acceptedAt(sandbox, number) ?? begunAt) <= deadline + tolerance
        ),
      };
    });

    expect(seen).toMatchObject(
      recipients.map(({ behaviour, number, code }) =>
        stopped.has(behaviour.name)
          ? { number, codes: [], sms: 0 }
          : { number, codes: [code], isInTime: true }
      )
    );
    expect(seen.filter(({ sms }) => sms > 1)).toEqual([]);
    expect(relay.complaints).toBe('');
  });
});
