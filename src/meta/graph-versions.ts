/** The Graph API version that is called when the config names none. */
export const defaultGraphVersion = 'v25.0';

/**
 * Until when each version can be called, exclusive.
 *
 * Meta does not refuse a call to an expired version: it silently runs the oldest version that is
 * left, whose behaviour nobody has tested. Versions that are not listed are newer ones, without a
 * known end.
 *
 * Source: Meta, "Graph API changelog: available versions" (August 2026).
 */
const usableUntil: Readonly<Record<string, string>> = Object.freeze({
  'v16.0': '2025-05-14',
  'v17.0': '2025-09-12',
  'v18.0': '2026-01-26',
  'v19.0': '2026-05-21',
  'v20.0': '2026-09-24',
  'v21.0': '2027-01-21',
  'v22.0': '2027-05-20',
  'v23.0': '2027-10-08',
  'v24.0': '2028-02-18',
  'v25.0': '2028-07-29',
});

/** The day on which the table above was true. */
export const graphVersionsAsOf = new Date('2026-11-21T00:00:00Z');

const oldestListed = 16;

export const isGraphVersion = (version: string): boolean => /^v\d{1,3}\.\d$/.test(version);

/**
 * The date on which a version expired.
 *
 * @returns An ISO date, `'before 2025'` for a version older than the table, `undefined` when the
 * version can still be called at `now`.
 */
export const expiredSince = (version: string, now: Date): string | undefined => {
  const end = usableUntil[version];

  if (end === undefined) {
    return Number.parseInt(version.slice(1), 10) < oldestListed ? 'before 2025' : undefined;
  }

  return now >= new Date(end) ? end : undefined;
};

/** The oldest version that can be called at `now`: what Meta runs for an expired one. */
export const oldestUsableVersion = (now: Date): string =>
  Object.entries(usableUntil).find(([, end]) => now < new Date(end))?.[0] ?? defaultGraphVersion;
