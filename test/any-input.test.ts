import { inspect } from 'node:util';

import { ConnectorError } from '@logto/connector-kit';
import fc from 'fast-check';
import { expect, vi } from 'vitest';

import { type Sandbox } from '../src/sandbox/index.js';

import { configFor } from './support/config.js';
import { sendWith } from './support/send.js';
import { withSandbox as it } from './support/with-sandbox.js';

const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true });

/** A value that is often right, so that the rest of the input is read as well. */
const mostly = (right: unknown) =>
  fc.oneof({ arbitrary: fc.constant(right), weight: 14 }, { arbitrary: anything, weight: 1 });

const request = fc.oneof(
  anything,
  fc.record({
    to: mostly('12025550143'),
    type: mostly('SignIn'),
    payload: fc.oneof(
      fc.record({ code: mostly('739104'), locale: mostly('es'), uiLocales: mostly('pt-BR en') }),
      anything
    ),
  })
);

/** The config of the sandbox, with something else in some places. Its address stays. */
const configOf = (sandbox: Sandbox) => {
  const { baseUrl, ...rest } = configFor(sandbox);
  const keys = {
    gateway: 'meta',
    apiVersion: '',
    appSecret: '',
    allowedCountries: '',
    fallback: {},
    ...rest,
  };

  return fc.oneof(
    anything,
    fc
      .record(Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, mostly(value)])))
      .map((config) => ({ ...config, baseUrl }))
  );
};

/** What comes of a send: a small plain object, or an error. */
const outcomeOf = async (sending: Promise<unknown>): Promise<unknown> => {
  try {
    return await sending;
  } catch (error: unknown) {
    return error;
  }
};

it('answers whatever it is given with a result or with a ConnectorError', async ({ sandbox }) => {
  // One line for each fallback that cannot be used.
  vi.spyOn(console, 'warn').mockReturnValue();

  await fc.assert(
    fc.asyncProperty(configOf(sandbox), request, async (config, data) => {
      const outcome = await outcomeOf(sendWith(config, data));

      if (outcome instanceof ConnectorError) {
        expect(inspect(outcome, { depth: Number.POSITIVE_INFINITY })).not.toContain('739104');
      } else {
        expect(Object.keys(new Object(outcome)).toSorted()).toEqual([
          'channel',
          'messageId',
          'recipient',
          'status',
        ]);
      }
    }),
    { numRuns: 500 }
  );

  expect(sandbox.inbox.messages.length).toBeGreaterThan(0);
});
