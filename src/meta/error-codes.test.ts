import { describe, expect, it } from 'vitest';

import { errorEntries } from './error-codes.js';
import { explainError } from './explain.js';

/** Meta's error codes that a send can meet, from the tables of its page "Error codes". */
const codes = {
  'generic, authentication, permission': [
    0, 1, 2, 3, 4, 5, 10, 17, 613, 33, 100, 104, 190, 200, 299, 368, 803, 80_007, 2_494_100,
  ],
  'integrity, quota, delivery': [
    130_403, 130_429, 130_472, 130_497, 131_000, 131_005, 131_008, 131_009, 131_016, 131_021,
    131_026, 131_030, 131_031, 131_037, 131_042, 131_044, 131_045, 131_047, 131_048, 131_049,
    131_050, 131_051, 131_052, 131_053, 131_055, 131_056, 131_057, 131_058, 131_059, 131_062,
    131_063, 131_064, 135_000, 137_000,
  ],
  'template use': [
    132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_015, 132_016, 132_018, 132_021,
    132_068, 132_069, 134_011, 134_100, 134_101, 134_102, 134_103,
  ],
  'template insights': [200_005, 200_006, 200_007],
  registration: [133_000, 133_004, 133_005, 133_006, 133_008, 133_009, 133_010, 133_015, 133_016],
};

const subcodes: Array<[code: number, subcode: number]> = [
  [100, 33],
  [190, 458],
  [190, 459],
  [190, 460],
  [190, 463],
  [190, 464],
  [190, 467],
  [190, 492],
  [10, 2_388_185],
  [100, 2_388_019],
  [100, 2_388_023],
  [100, 2_388_024],
  [100, 2_388_039],
  [100, 2_388_040],
  [100, 2_388_046],
  [100, 2_388_047],
  [100, 2_388_060],
  [100, 2_388_072],
  [100, 2_388_073],
  [100, 2_388_293],
  [100, 2_388_299],
  [100, 2_388_318],
  [100, 2_388_330],
];

/** Subcodes that Meta adds without changing what the code means. */
const passingSubcodes: Array<[code: number, subcode: number]> = [
  [4, 2_446_079],
  [17, 2_446_079],
  [200, 1_349_174],
  [80_007, 2_446_079],
  [130_429, 2_494_055],
  [131_030, 2_655_007],
];

/** From the fact sheet's classes: the same request may succeed within seconds. */
const retryCodes = [1, 2, 131_000, 131_016, 131_057, 130_429, 133_004, 2_494_100];

/** The recipient is at fault, and another channel may reach them. */
const smsCodes = [130_403, 130_472, 130_497, 131_026, 131_049, 131_050];

/** The recipient is at fault, and a code would be wrong on any channel. */
const stopCodes = [131_021, 137_000];

/** Wait as told, and do not hammer: no immediate retry. */
const waitCodes = [4, 17, 613, 80_007, 131_056, 133_008, 133_009, 133_016];

const actionsOf = (code: number) => [
  ...new Set(
    errorEntries
      .filter(
        ({ source, code: from, through = from }) => !source && from <= code && code <= through
      )
      .map(({ action }) => action)
  ),
];

describe.each(Object.entries(codes))('the codes of "%s"', (_, family) => {
  it.each(family)('have an entry for %d', (code) => {
    const entry = explainError({ code, status: 400 });

    expect(entry.section).not.toBe('Unknown');
    expect(entry.code).toBeLessThanOrEqual(code);
    expect(entry.through ?? entry.code).toBeGreaterThanOrEqual(code);
    expect(entry).not.toHaveProperty('subcode');
    expect(entry).not.toHaveProperty('mentions');
  });
});

describe('the table of errors', () => {
  it.each(subcodes)('has an own entry for %d with the subcode %d', (code, subcode) => {
    expect(explainError({ code, subcode, status: 400 })).toMatchObject({ code, subcode });
  });

  it.each(passingSubcodes)('takes %d with the subcode %d for the code', (code, subcode) => {
    expect(explainError({ code, subcode, status: 400 })).toMatchObject({ code });
  });

  it.each([400, 401, 403, 500, 502])(
    'has an entry for the error %d of 360dialog itself',
    (code) => {
      expect(explainError({ source: '360dialog', code, status: code })).toMatchObject({
        source: '360dialog',
        code,
      });
    }
  );

  it('has no two entries for one error', () => {
    const keys = errorEntries.map(({ source, code, subcode, mentions }) =>
      [source, code, subcode, mentions].join('/')
    );

    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has no entry inside the range of another', () => {
    const overlapping = errorEntries.filter(({ source, code, through }) =>
      errorEntries.some(
        (other) =>
          through !== undefined &&
          other.source === source &&
          other.code > code &&
          other.code <= through
      )
    );

    expect(overlapping).toEqual([]);
  });

  it('has no entry for what a send cannot meet', () => {
    const entries = [138_000, 138_018, 138_024, 141_002, 2_593_107, 2_593_108].map((code) =>
      explainError({ code, status: 400 })
    );

    expect(entries.map(({ section }) => section)).toEqual(entries.map(() => 'Unknown'));
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(errorEntries)).toBe(true);
  });
});

describe.each(
  errorEntries.map((entry) => ({
    ...entry,
    name: [entry.source ?? 'Meta', entry.code, entry.subcode, entry.mentions]
      .filter((part) => part !== undefined)
      .join(' '),
  }))
)('the entry for $name', ({ title, meaning, remedy, section, http, becomes, through, code }) => {
  it('has texts that stand in a sentence', () => {
    for (const text of [section, title, meaning, remedy]) {
      expect(text.trim()).toBe(text);
      expect(text).toMatch(/^[\dA-Z]/);
      expect(text).not.toMatch(/[!.:;?]$/);
    }
  });

  it('has a status, a range and an outcome that are possible', () => {
    expect([400, 401, 403, 404, 500, 502, 503]).toContain(http);
    expect(through ?? code + 1).toBeGreaterThan(code);
    expect(['InvalidConfig', 'General', 'RateLimitExceeded']).toContain(becomes.error);
  });
});

describe('what is done about an error', () => {
  it.each(retryCodes)('is another try for %d', (code) => {
    expect(actionsOf(code)).toEqual(['retry']);
  });

  it.each(smsCodes)('is an SMS for %d, which lies with the recipient', (code) => {
    expect(actionsOf(code)).toEqual(['sms']);
  });

  it.each(stopCodes)('is nothing at all for %d', (code) => {
    expect(actionsOf(code)).toEqual(['stop']);
  });

  it.each(waitCodes)('is an SMS for %d, because another try would only hammer', (code) => {
    expect(actionsOf(code)).toEqual(['sms']);
  });

  it('is another try, or nothing, for no other code', () => {
    const others = errorEntries.filter(
      ({ code, action }) => action !== 'sms' && ![...retryCodes, ...stopCodes].includes(code)
    );

    expect(others).toEqual([]);
  });

  it.each([
    [0, 'accessToken'],
    [5, 'accessToken'],
    [190, 'accessToken'],
    [200, 'accessToken'],
    [131_005, 'accessToken'],
    [33, 'phoneNumberId'],
    [131_030, 'phoneNumberId'],
    [131_042, 'phoneNumberId'],
    [133_010, 'phoneNumberId'],
    [132_000, 'templateName'],
    [132_015, 'templateName'],
    [132_001, 'language'],
  ])('is shown to the administrator for %d, under %s', (code, concerns) => {
    expect(explainError({ code, status: 400 }).becomes).toEqual({
      error: 'InvalidConfig',
      concerns,
    });
  });

  it.each([4, 17, 613, 80_007, 130_429, 131_048, 131_056, 131_064])(
    'counts as a limit for %d',
    (code) => {
      expect(explainError({ code, status: 400 }).becomes).toEqual({ error: 'RateLimitExceeded' });
    }
  );
});
