/** Codes that WhatsApp accepts and does not deliver: the relay sends them by SMS. */
import assert from 'node:assert/strict';
import { setInterval } from 'node:timers/promises';

import { z } from 'zod';

import { type InboxMessage, type Sandbox } from '../../src/sandbox/index.js';
import { type Logto } from '../../test/host/logto.js';
import { configFor } from '../../test/support/config.js';

import { heading, line } from './print.js';
import { type RelayProcess, secrets } from './relay-process.js';

/** Any of Logto's SMS connectors; this one posts to an address, here the sandbox's. */
export const smsConnector = '@logto/connector-http-sms';

/** Seconds; 25 unless the config says otherwise. */
const deadline = 5;

type Rescue = {
  title: string;
  number: string;
  /** What the relay writes down, in this order. */
  timeline: readonly string[];
  /** Seconds after which the SMS lies on the phone, at the latest. */
  within: number;
};

const rescues: readonly Rescue[] = [
  {
    title: 'A number without WhatsApp',
    number: '13055550126',
    timeline: ['accepted', 'failed', 'sms-due', 'sms-started', 'sms-sent'],
    within: deadline,
  },
  {
    title: 'A phone that is off',
    number: '13055550160',
    timeline: ['accepted', 'sent', 'sms-due', 'sms-started', 'sms-sent'],
    within: deadline + 2,
  },
];

/** Milliseconds. */
const patience = 20_000;

const resultGuard = z.object({ channel: z.literal('whatsapp'), messageId: z.string() });

type Stage = { logto: Logto; sandbox: Sandbox; relay: RelayProcess };

/** Waits for the SMS, and then for the relay to have written down what the provider said. */
const waitForSms = async (sandbox: Sandbox, number: string): Promise<InboxMessage> => {
  const message = await sandbox.inbox.waitFor(`+${number}`, { timeout: patience });

  assert.equal(message.channel, 'sms');

  return message;
};

const waitForEnd = async (relay: RelayProcess, messageId: string) => {
  for await (const startedAt of setInterval(50, Date.now())) {
    const delivery = await relay.delivery(messageId);

    if (delivery.state === 'sms-sent') {
      return delivery;
    }

    assert(Date.now() - startedAt < patience, 'the relay writes down what it has sent');
  }

  throw new Error('The clock has stopped.');
};

const show = async (
  { logto, sandbox, relay }: Stage,
  { title, number, timeline, within }: Rescue
) => {
  const startedAt = performance.now();
  const result = await logto.send({
    data: { to: number, type: 'SignIn', payload: { code: '905631', locale: 'en' } },
    stored: {
      ...configFor(sandbox),
      fallback: {
        connector: smsConnector,
        config: { endpoint: `${sandbox.url}/sms` },
        whenNotDeliveredWithinSeconds: deadline,
      },
      relayUrl: relay.url,
      relaySecret: secrets.relay,
    },
  });
  const { messageId } = resultGuard.parse(result);
  const sms = await waitForSms(sandbox, number);
  const took = (performance.now() - startedAt) / 1000;
  const delivery = await waitForEnd(relay, messageId);
  const [first] = delivery.timeline;

  assert.equal(sms.code, '905631');
  assert.deepEqual(
    delivery.timeline.map(({ event }) => event),
    timeline
  );
  assert(took < within, `the SMS comes within ${within} s`);
  assert.equal(sandbox.inbox.messages.filter(({ to }) => to === `+${number}`).length, 2);

  heading(`${title}, and the relay`);
  for (const [index, { at, event, detail = '' }] of delivery.timeline.entries()) {
    const seconds = (Date.parse(at) - Date.parse(first?.at ?? at)) / 1000;
    line(
      index === 0 ? 'Timeline' : '',
      `${seconds.toFixed(1).padStart(4)} s  ${event.padEnd(12)} ${
        event === 'failed' ? `${detail} ${delivery.error?.title ?? ''}` : detail
      }`.trimEnd()
    );
  }
  line('SMS', `${sms.body}, on the phone after ${took.toFixed(1)} s`);
};

/** One after the other, as a person would see them. */
export const showRescues = async (stage: Stage) => {
  for (const rescue of rescues) {
    // eslint-disable-next-line no-await-in-loop -- that is the point
    await show(stage, rescue);
  }
};
