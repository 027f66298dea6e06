import { once, setMaxListeners } from 'node:events';

import nock from 'nock';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { eventually } from '../../test/support/eventually.js';
import { anyNumber, textWith } from '../../test/support/matchers.js';
import { answeringRelay } from '../../test/support/nocked-relay.js';
import { createRegistrar } from '../../test/support/registrar.js';
import { claims, refusal, relay, relaySecret } from '../../test/support/registration.js';
import * as http from '../meta/http.js';

import { RelayFailure } from './relay-problem.js';

const { age, ...delivery } = claims;

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
});

const restored = [202] as const;
const busy = [503, JSON.stringify(refusal('no-database'))] as const;

describe('a registration in the background', () => {
  it('reaches the relay with its first try', async () => {
    const receive = answeringRelay([restored]);
    const { registrar, now, waits, write } = createRegistrar();

    registrar.register(relay, () => {
      now.mockReturnValue(250);

      return delivery;
    });
    await eventually(() => {
      expect(receive).toHaveBeenCalledTimes(1);
    });

    expect(receive).toHaveBeenCalledWith(
      { claims: { ...delivery, age: 0.25 }, issuedAt: anyNumber, secret: relay.secret },
      'application/jose'
    );
    expect(waits()).toEqual([]);
    expect(write).not.toHaveBeenCalled();
  });

  it('is tried again after 1, 2, 4 and 8 s, and tells each time how long ago it was', async () => {
    const receive = answeringRelay([busy, busy, busy, busy, restored]);
    const { registrar, waits, write } = createRegistrar();

    registrar.register(relay, () => delivery);
    await eventually(() => {
      expect(receive).toHaveBeenCalledTimes(5);
    });

    expect(waits()).toEqual([1000, 2000, 4000, 8000]);
    expect(receive.mock.calls.map(([opened]) => 'claims' in opened && opened.claims.age)).toEqual([
      0, 1, 3, 7, 15,
    ]);
    expect(write).not.toHaveBeenCalled();
  });

  it.each([
    [0, [800, 1600, 3200, 6400]],
    [1, [1200, 2400, 4800, 9600]],
  ])('spreads its tries: %j', async (random, expected) => {
    answeringRelay([busy]);
    const { registrar, lines, waits } = createRegistrar(() => random);

    registrar.register(relay, () => delivery);
    await eventually(() => {
      expect(lines()).toHaveLength(1);
    });

    expect(waits().map((milliseconds) => Math.round(milliseconds))).toEqual(expected);
  });

  it('is given up after five tries; the log says it once, and when the relay is back', async () => {
    const receive = answeringRelay([busy, ...Array.from({ length: 14 }, () => busy), restored]);
    const { registrar, lines } = createRegistrar();

    for (const calls of [5, 10, 15, 16]) {
      registrar.register(relay, () => delivery);
      // eslint-disable-next-line no-await-in-loop -- One after the other is the point.
      await eventually(() => {
        expect(receive).toHaveBeenCalledTimes(calls);
      });
    }

    await eventually(() => {
      expect(lines()).toEqual([
        'Codes go out over WhatsApp, but nobody looks whether they arrive: the relay at relay:4600 cannot take anything at the moment (HTTP 503). Look into its log; its /readyz tells what it lacks.',
        'The relay at relay:4600 is back. 3 codes went out without it.',
      ]);
    });
  });

  it.each<[number, string]>([
    [401, 'has another secret. Enter the same relay secret'],
    [409, 'differ by hours. Have both set by a time server.'],
    [400, 'does not understand what it is told (HTTP 400). Run the relay'],
    [404, 'is not the relay (HTTP 404). Check the relay URL'],
  ])('that is refused with %i is not tried again', async (status, line) => {
    const receive = answeringRelay([[status, JSON.stringify(refusal('no'))]]);
    const { registrar, lines, waits } = createRegistrar();

    registrar.register(relay, () => delivery);
    registrar.register(relay, () => delivery);
    await eventually(() => {
      expect(receive).toHaveBeenCalledTimes(2);
      expect(lines()).toEqual([textWith(line)]);
    });

    expect(waits()).toEqual([]);
  });

  it('waits beside others, up to a thousand', async () => {
    const answers = new AbortController();
    setMaxListeners(0, answers.signal);
    const post = vi.spyOn(http, 'post').mockImplementation(async () => {
      await (answers.signal.aborted || once(answers.signal, 'abort'));

      return { status: 202, body: '' };
    });
    const { registrar, lines } = createRegistrar();

    for (const _ of Array.from({ length: 1003 })) {
      registrar.register(relay, () => delivery);
    }

    await eventually(() => {
      expect(post).toHaveBeenCalledTimes(1000);
    });
    expect(lines()).toEqual([textWith('too many codes wait for the relay at relay:4600')]);

    answers.abort();
    await eventually(() => {
      expect(lines()[1]).toContain('is back. 3 codes went out without it.');
    });

    // Others have their turn.
    registrar.register(relay, () => delivery);
    await eventually(() => {
      expect(post).toHaveBeenCalledTimes(1001);
    });
    post.mockRestore();
  });

  it('throws nothing at anybody, and tells nothing of it', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { registrar, write } = createRegistrar();
    const receive = answeringRelay([restored]);

    registrar.register(relay, () => {
      throw new Error(relaySecret);
    });
    registrar.register({ ...relay, url: 'no address' }, () => delivery);
    registrar.register(relay, () => delivery);
    await eventually(() => {
      expect(receive).toHaveBeenCalledTimes(1);
    });

    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(write).not.toHaveBeenCalled();
  });

  it('does not fail for a log that cannot be written', async () => {
    const receive = answeringRelay([[404]]);
    const { registrar, write } = createRegistrar();
    write.mockImplementation(() => {
      throw new Error('The disk is full.');
    });

    registrar.register(relay, () => delivery);
    await eventually(() => {
      expect(receive).toHaveBeenCalledTimes(1);
      expect(write).toHaveBeenCalledTimes(1);
    });
  });
});

describe('a registration for which an administrator waits', () => {
  it('is posted once', async () => {
    const receive = answeringRelay([restored]);
    const { registrar } = createRegistrar();

    await registrar.check(relay, delivery, 7500);

    expect(receive).toHaveBeenCalledTimes(1);
    expect(receive.mock.calls[0]?.[0]).toMatchObject({ claims: { ...delivery, age: 0 } });
  });

  it.each<[number, string]>([
    [401, 'other-secret'],
    [503, 'busy'],
    [404, 'stranger'],
  ])('fails when it is answered with %i, after one try', async (status, kind) => {
    const receive = answeringRelay([[status, JSON.stringify(refusal('no'))]]);
    const { registrar, write } = createRegistrar();

    const checking = registrar.check(relay, delivery, 7500);

    await expect(checking).rejects.toBeInstanceOf(RelayFailure);
    await expect(checking).rejects.toMatchObject({ problem: { kind }, host: 'relay:4600' });
    expect(receive).toHaveBeenCalledTimes(1);
    expect(write).not.toHaveBeenCalled();
  });
});
