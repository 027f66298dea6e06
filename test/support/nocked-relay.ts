/** A relay for tests in which nock stands for it. */
import nock from 'nock';
import { vi } from 'vitest';

import { type Relay } from '../../src/registration/post-registration.js';
import { open } from '../../src/registration/seal.js';

import { relay } from './registration.js';

type Answer = Readonly<[status: number, body?: nock.ReplyBody]>;

/**
 * A relay that gives these answers, one after the other, and then the last one again and again.
 *
 * @returns Called with what each registration holds.
 */
export const answeringRelay = (
  [first, ...rest]: Readonly<[Answer, ...Answer[]]>,
  { url, secret }: Relay = relay
) => {
  const all = [first, ...rest];
  const receive = vi.fn<(opened: Awaited<ReturnType<typeof open>>, type: unknown) => void>();
  const answers = all.values();

  nock(url)
    .post('/deliveries')
    .reply(async function (_, body) {
      receive(await open(String(body), [secret]), this.req.headers['content-type']);

      return answers.next().value ?? all.at(-1) ?? first;
    })
    .persist();

  return receive;
};
