import { expect, it, onTestFinished } from 'vitest';

import { startStandIn } from '../../../test/support/stand-in.js';
import { post } from '../../meta/http.js';

import { RegistrationWatch } from './watch-registration.js';

/** A relay that gives these answers, and a look at them. */
const watchRelay = async (...statuses: number[]) => {
  const answers = statuses.values();
  const { port } = await startStandIn(() => ({ status: answers.next().value ?? 500 }));
  const url = `http://127.0.0.1:${port}`;
  const watch = new RegistrationWatch({ url });
  onTestFinished(() => {
    watch.close();
  });

  return {
    watch,
    call: async (path = '/deliveries') =>
      post({ url: new URL(`${url}${path}`), headers: {}, body: '', timeout: 5000 }),
  };
};

it.each([202, 401])('sees that a relay answers %i', async (status) => {
  const { watch, call } = await watchRelay(status);
  await call();

  expect(await watch.answer(5000)).toBe(status);
});

it('waits for the last word of a relay that is busy', async () => {
  const { watch, call } = await watchRelay(503, 429, 202);
  const answer = watch.answer(5000);
  await call();
  await call();
  await call();

  expect(await answer).toBe(202);
});

it('looks at nothing else, and gives up in time', async () => {
  const { watch, call } = await watchRelay(202, 202);
  const { call: callOther } = await watchRelay(202);
  await call('/healthz');
  await callOther();

  expect(await watch.answer(50)).toBeUndefined();
});

it('sees nothing once it is closed', async () => {
  const { watch, call } = await watchRelay(202);
  watch.close();
  await call();

  expect(await watch.answer(50)).toBeUndefined();
});
