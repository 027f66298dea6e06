/** A long way to a server: each of its answers comes later, and one sees how many waited for others. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { onTestFinished } from 'vitest';

import { portOf } from '../../bench/port.js';

/**
 * @param target What is behind it; only GET is passed on.
 * @param delay Of each answer, in milliseconds.
 */
export const startSlowWay = async (target: string, delay: number) => {
  const starts = new Set<number>();
  const server = createServer(async ({ url = '', headers: { authorization = '' } }, response) => {
    starts.add(performance.now());
    const [answer] = await Promise.all([
      fetch(`${target}${url}`, { headers: { authorization } }),
      wait(delay),
    ]);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    /** How many calls were made one after the answer to another. */
    get rounds(): number {
      const times = [...starts];
      const roundsFrom = (from: number): number => {
        const next = times.find((time) => time >= from + delay);

        return next === undefined ? 1 : 1 + roundsFrom(next);
      };

      return times[0] === undefined ? 0 : roundsFrom(times[0]);
    },
  };
};
