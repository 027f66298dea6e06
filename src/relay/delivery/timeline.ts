import { type TimelineEntry } from './delivery.js';

/** More than any delivery has, unless somebody makes them up. */
const maximumEntries = 40;

export const hasEntry = (timeline: readonly TimelineEntry[], event: string): boolean =>
  timeline.some((entry) => entry.event === event);

export const withEntry = (
  timeline: readonly TimelineEntry[],
  entry: TimelineEntry
): readonly TimelineEntry[] =>
  timeline.length >= maximumEntries ? timeline : [...timeline, entry];
