import { describe, expect, it } from 'vitest';

import {
  defaultGraphVersion,
  expiredSince,
  graphVersionsAsOf,
  isGraphVersion,
  oldestUsableVersion,
} from './graph-versions.js';

const at = (day: string) => new Date(`${day}T12:00:00Z`);

describe('a Graph API version', () => {
  it('is v25.0 by default', () => {
    expect(defaultGraphVersion).toBe('v25.0');
  });

  it.each(['v16.0', 'v25.0', 'v27.0', 'v100.0'])('is written like %s', (version) => {
    expect(isGraphVersion(version)).toBe(true);
  });

  it.each([
    '',
    '25',
    '25.0',
    'v25',
    'V25.0',
    'v25.',
    'v25.0/',
    ' v25.0',
    'v25.0\n',
    '../v25.0',
    'v025.0',
    'v0.0',
  ])('is not written like "%s"', (version) => {
    expect(isGraphVersion(version)).toBe(false);
  });

  it.each([
    ['v16.0', '2025-05-14'],
    ['v17.0', '2025-09-12'],
    ['v18.0', '2026-01-26'],
    ['v19.0', '2026-05-21'],
    ['v20.0', '2026-09-24'],
  ])('%s has been expired since %s on 21 November 2026', (version, since) => {
    expect(expiredSince(version, at('2026-11-21'))).toBe(since);
  });

  it.each(['v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0', 'v26.0', 'v27.0'])(
    '%s can be called on 21 November 2026',
    (version) => {
      expect(expiredSince(version, at('2026-11-21'))).toBeUndefined();
    }
  );

  it.each([
    ['v21.0', '2027-01-21'],
    ['v22.0', '2027-05-20'],
    ['v23.0', '2027-10-08'],
    ['v24.0', '2028-02-18'],
    ['v25.0', '2028-07-29'],
  ])('%s expires at the first moment of %s', (version, end) => {
    const midnight = new Date(`${end}T00:00:00.000Z`);

    expect(expiredSince(version, new Date(midnight.getTime() - 1))).toBeUndefined();
    expect(expiredSince(version, midnight)).toBe(end);
  });

  it.each(['v1.0', 'v9.0', 'v15.0'])('%s expired before the table begins', (version) => {
    expect(expiredSince(version, at('2026-11-21'))).toBe('before 2025');
  });

  it.each(['v20.0', 'v20.1', 'v20.9'])('expires with its major version: %s', (version) => {
    expect(expiredSince(version, new Date('2026-11-21'))).toBe('2026-09-24');
  });

  it('without a known end does not expire', () => {
    expect(expiredSince('v26.0', at('2040-01-01'))).toBeUndefined();
  });
});

describe('the oldest usable version', () => {
  it.each([
    ['2026-11-21', 'v21.0'],
    ['2027-01-20', 'v21.0'],
    ['2027-01-21', 'v22.0'],
    ['2027-06-01', 'v23.0'],
    ['2028-07-28', 'v25.0'],
    ['2030-01-01', 'v25.0'],
  ])('on %s is %s', (day, version) => {
    expect(oldestUsableVersion(at(day))).toBe(version);
  });
});

it('The table of versions is that of 21 November 2026', () => {
  expect(graphVersionsAsOf.toISOString()).toBe('2026-11-21T00:00:00.000Z');
});
