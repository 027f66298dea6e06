/** The relay as an administrator runs it: a process of its own, with its database in a folder. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { parseJson } from '../../src/json/parse-json.js';

const command = path.resolve(import.meta.dirname, '../../lib/tools/cli.js');

/** Secrets of the demo; real ones are made with openssl. */
export const secrets = Object.freeze({
  relay: 'demo-relay-secret-of-32-characters',
  status: 'demo-status-token',
  verify: 'demo-verify-token',
});

const startedGuard = z.object({ event: z.literal('started'), url: z.string() });

const deliveriesGuard = z.object({
  deliveries: z.array(
    z.object({
      state: z.string(),
      /** What Meta's error code means. */
      error: z.object({ title: z.string() }).optional(),
      timeline: z.array(
        z.object({ at: z.string(), event: z.string(), detail: z.string().optional() })
      ),
    })
  ),
});

export type RelayProcess = {
  url: string;
  /** What the relay knows of a message. */
  delivery: (messageId: string) => Promise<z.infer<typeof deliveriesGuard>['deliveries'][number]>;
  stop: () => Promise<void>;
};

/** @param folder Where it keeps its database. */
export const startRelayProcess = async (
  folder: string,
  appSecret: string
): Promise<RelayProcess> => {
  const child = spawn(process.execPath, [command, 'relay'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      PORT: '0',
      RELAY_DATA_FOLDER: path.join(folder, 'whatsapp-otp-data'),
      RELAY_SECRET: secrets.relay,
      RELAY_STATUS_TOKEN: secrets.status,
      WHATSAPP_APP_SECRET: appSecret,
      WHATSAPP_VERIFY_TOKEN: secrets.verify,
      WHATSAPP_PHONE_NUMBER_ID: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const first: unknown[] = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  const { data: started } = startedGuard.safeParse(parseJson(String(first[0])));

  assert(started, 'the relay starts');

  const { url } = started;

  return {
    url,
    delivery: async (messageId) => {
      const query = new URLSearchParams({ messageId });
      const response = await fetch(`${url}/deliveries?${query.toString()}`, {
        headers: { authorization: `Bearer ${secrets.status}` },
      });
      const [delivery] = deliveriesGuard.parse(await response.json()).deliveries;

      assert(delivery, 'the relay knows the message');

      return delivery;
    },
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');

      assert.deepEqual(await exit, [0, null], 'the relay ends as it should');
    },
  };
};
