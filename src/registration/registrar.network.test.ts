import { inspect } from 'node:util';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { eventually } from '../../test/support/eventually.js';
import { FaultyServer, httpAnswer } from '../../test/support/faulty-server.js';
import { createRegistrar } from '../../test/support/registrar.js';
import { claims, refusal, relay, relaySecret } from '../../test/support/registration.js';
import { authToken } from '../../test/support/sms-provider.js';

const { age, ...delivery } = claims;

it.each([
  ['3 s', 7500, 3000],
  ['what is left of the time', 1200, 1200],
  ['half a second at least', -200, 500],
])('an administrator waits %s', async (_, deadline, expected) => {
  const server = await FaultyServer.start({});
  const { registrar } = createRegistrar();
  const startedAt = performance.now();

  await expect(
    registrar.check({ ...relay, url: server.url }, delivery, deadline)
  ).rejects.toMatchObject({ problem: { kind: 'silent' } });

  const took = performance.now() - startedAt;
  expect(took).toBeGreaterThan(expected - 50);
  expect(took).toBeLessThan(expected + 3000);
  await server.close();
});

/** What a relay, or what is there in its place, may do. */
const behaviours = fc.oneof(
  fc.constantFrom('reset', 'garbage'),
  fc.record({ status: fc.integer({ min: 200, max: 599 }), body: fc.string() }),
  // One that repeats what it has received.
  fc.record({ status: fc.constantFrom(400, 401, 404, 409, 413, 500), body: fc.constant('echo') })
);

it('whatever the relay does, no secret gets out', async () => {
  const secrets = ['2025550143', '482913', relaySecret, authToken, claims.messageId, 'HBgLMTIw'];

  await fc.assert(
    fc.asyncProperty(behaviours, async (behaviour) => {
      const server = await FaultyServer.start({
        onRequest: (socket, received) => {
          switch (behaviour) {
            case 'reset': {
              socket.resetAndDestroy();
              break;
            }

            case 'garbage': {
              socket.end('220 mail\r\n\r\n');
              break;
            }

            default: {
              const { status, body } = behaviour;
              const echo = JSON.stringify(refusal(`${received} ${secrets.join(' ')}`));
              socket.write(httpAnswer(status, body === 'echo' ? echo : body));
            }
          }
        },
      });
      const { registrar, lines } = createRegistrar();
      const faulty = { ...relay, url: server.url };
      const before = server.requests;
      const thrown: unknown = await registrar
        .check(faulty, delivery, 1000)
        .catch((error: unknown) => error);
      registrar.register(faulty, () => delivery);
      await eventually(() => {
        const seen = thrown === undefined ? server.requests - before : lines().length;
        expect(seen).toBeGreaterThan(0);
      });
      const seen = `${inspect(thrown, { depth: Number.POSITIVE_INFINITY, showHidden: true })} ${lines().join(' ')}`;

      for (const secret of secrets) {
        expect(seen).not.toContain(secret);
      }

      await server.close();
    }),
    { numRuns: 60 }
  );
});
