/** The Graph API version that is called when the config names none. */
export const defaultGraphVersion = 'v25.0';

/**
 * Until when each version can be called, exclusive, by its major number.
 *
 * Meta does not refuse a call to an expired version: it silently runs the oldest version that is
 * left, whose behaviour nobody has tested. Versions that are not listed are newer ones, without a
 * known end.
 *
 * Source: Meta, "Graph API changelog: available versions" (August 2026).
 */
const usableUntil: ReadonlyMap<number, string> = new Map([
  [16, '2025-05-14'],
  [17, '2025-09-12'],
  [18, '2026-01-26'],
  [19, '2026-05-21'],
  [20, '2026-09-24'],
  [21, '2027-01-21'],
  [22, '2027-05-20'],
  [23, '2027-10-08'],
  [24, '2028-02-18'],
  [25, '2028-07-29'],
]);

/** The day on which the table above was true. */
export const graphVersionsAsOf = new Date('2026-11-21T00:00:00Z');

const oldestListed = 16;

/** The number of a version: 25 of `v25.0`. */
export const majorOf = (version: string): number => Number.parseInt(version.slice(1), 10);

export const isGraphVersion = (version: string): boolean => /^v[1-9]\d{0,2}\.\d$/.test(version);

/**
 * The date on which a version expired.
 *
 * @returns An ISO date, `'before 2025'` for a version older than the table, `undefined` when the
 * version can still be called at `now`.
 */
export const expiredSince = (version: string, now: Date): string | undefined => {
  const major = majorOf(version);
  const end = usableUntil.get(major);

  if (end === undefined) {
    return major < oldestListed ? 'before 2025' : undefined;
  }

  return now >= new Date(end) ? end : undefined;
};

/** The date until which a version can be called, exclusive; `undefined` when none is announced. */
export const endOfVersion = (version: string): string | undefined =>
  usableUntil.get(majorOf(version));

/** The oldest version that can be called at `now`: what Meta runs for an expired one. */
export const oldestUsableVersion = (now: Date): string => {
  const [major] = [...usableUntil].find(([, end]) => now < new Date(end)) ?? [];

  return major === undefined ? defaultGraphVersion : `v${major}.0`;
};
