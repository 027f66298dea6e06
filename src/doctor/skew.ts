/** Below, it is the time that an answer takes, and the second to which the header is rounded. */
const resolution = 2;

/**
 * By how many seconds another clock is ahead.
 *
 * @param header `Date` of an answer. Source: RFC 9110, "Date".
 * @param now By our clock, when it came.
 * @returns `undefined` when the header is missing or no date.
 */
export const readSkew = (header: string | undefined, now: number): number | undefined => {
  const time = header === undefined ? Number.NaN : Date.parse(header);

  if (Number.isNaN(time)) {
    return;
  }

  const skew = Math.round((time - now) / 1000);

  return Math.abs(skew) <= resolution ? 0 : skew;
};
