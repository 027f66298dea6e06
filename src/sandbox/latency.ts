import { z } from 'zod';

/** Node does at once what is to happen in more than 24.8 days. */
const longestTimer = 2 ** 31 - 1;

export const milliseconds = z.number().int().nonnegative().max(longestTimer);

export const latencyGuard = z.object({
  /** From the request to its answer. */
  answer: milliseconds,
  /** From the acceptance to each delivery status. */
  sent: milliseconds,
  delivered: milliseconds,
  read: milliseconds,
  /** From the acceptance to `delivered` on a phone that is late: beyond any fallback timer. */
  late: milliseconds,
});

/** How long things take, in milliseconds. */
export type Latency = z.infer<typeof latencyGuard>;

export const latencyProfiles = Object.freeze({
  /** For tests that wait for the end of it. */
  none: { answer: 0, sent: 0, delivered: 0, read: 0, late: 0 },
  /** For people who watch: one sees each tick change. */
  fast: { answer: 0, sent: 150, delivered: 600, read: 2500, late: 45_000 },
  /** As in a good network. */
  real: { answer: 350, sent: 800, delivered: 2500, read: 15_000, late: 60_000 },
  /** Meta on a bad day: the answer comes just within the time that a sign-in page waits. */
  slow: { answer: 4000, sent: 6000, delivered: 20_000, read: 60_000, late: 120_000 },
}) satisfies Readonly<Record<string, Latency>>;

export type LatencyProfile = keyof typeof latencyProfiles;
