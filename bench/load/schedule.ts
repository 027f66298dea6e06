/** When everything is due: at a fixed pace, however late the sandbox is. */
import { latencyProfiles } from '../../src/sandbox/latency.js';

import { rate } from './plan.js';

/** The latency profile of the sandbox. */
export const profile = 'fast';

/** Each message has one of each. */
export const statusKinds = ['sent', 'delivered', 'read'] as const;

export type StatusKind = (typeof statusKinds)[number];

/** All times are in milliseconds after the first send. */
export class Schedule {
  #startedAt = performance.now();

  get now(): number {
    return performance.now() - this.#startedAt;
  }

  start() {
    this.#startedAt = performance.now();
  }

  /** When a send is due, or one of its statuses. */
  dueAt(sequence: number, kind?: StatusKind): number {
    return (sequence * 1000) / rate + (kind ? latencyProfiles[profile][kind] : 0);
  }

  /** How much later than it was due it is now. */
  lateness(sequence: number, kind?: StatusKind): number {
    return this.now - this.dueAt(sequence, kind);
  }
}
