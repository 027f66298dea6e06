import { describe, expect, it } from 'vitest';

import { latencyProfiles } from './latency.js';
import { readOptions } from './options.js';

describe('the options of a sandbox', () => {
  it('are all preset', () => {
    expect(readOptions({})).toMatchObject({
      account: { id: '200000000000001', phoneNumbers: [{ id: '100000000000001' }] },
      rules: { bareNumbers: 'own-country', webhookRetryHours: 168, retryAfter: false },
      latency: latencyProfiles.fast,
      graphVersion: 'v26.0',
      reviewTime: 3000,
    });
  });

  it('are filled in where they are given in part', () => {
    const { account, rules } = readOptions({
      account: { phoneNumbers: [{ id: '42' }] },
      rules: { retryAfter: true },
    });

    expect(account).toMatchObject({
      id: '200000000000001',
      phoneNumbers: [{ id: '42', status: 'CONNECTED' }],
    });
    expect(rules).toMatchObject({ retryAfter: true, messageStatus: 'when-held' });
  });

  it.each(['none', 'fast', 'real', 'slow'] as const)('know the latency %s by its name', (name) => {
    expect(readOptions({ latency: name }).latency).toEqual(latencyProfiles[name]);
  });

  it('take one time, and leave the others as they are', () => {
    expect(readOptions({ latency: { answer: 7 } }).latency).toEqual({
      ...latencyProfiles.fast,
      answer: 7,
    });
  });

  it.each([
    ['an unknown field', { account: { colour: 'red' } }, 'account', "'colour'"],
    [
      'an unknown field of a number',
      { account: { phoneNumbers: [{ colour: 'red' }] } },
      'phoneNumbers.0',
      "'colour'",
    ],
    ['an id with letters', { account: { id: 'x' } }, 'id', 'digits only'],
    [
      'a language that Meta does not know',
      { account: { templates: [{ language: 'xx' }] } },
      'templates.0.language',
      'no language',
    ],
    ['no number at all', { account: { phoneNumbers: [] } }, 'phoneNumbers', 'at least 1'],
    ['an unknown rule', { rules: { bareNumber: 'international' } }, 'rules', "'bareNumber'"],
    ['a time beyond the timers of Node', { latency: { late: 2 ** 31 } }, 'late', 'less than'],
    ['a review that takes no time at all', { reviewTime: Number.NaN }, 'reviewTime', 'nan'],
    ['a rule of another kind', { rules: { webhookRetryHours: 24 } }, 'webhookRetryHours', '168'],
  ])('are refused with %s, which is named', (_, options, place, words) => {
    // @ts-expect-error Those who write a seed as JSON have no types.
    const read = () => readOptions(options);

    expect(read).toThrow(TypeError);
    expect(read).toThrow(place);
    expect(read).toThrow(words);
  });

  it.each(['nonsense', 'https://somebody:password@localhost'])(
    'know no webhook at %s, which is not repeated',
    (url) => {
      expect(() => readOptions({ webhook: { url, verifyToken: 'token' } })).toThrow(
        new TypeError(
          'The address of the webhook cannot be called. Write it like http://localhost:3000/webhook.'
        )
      );
    }
  );

  it.each(['26.0', 'v26', 'latest', ''])('know no Graph version "%s"', (graphVersion) => {
    expect(() => readOptions({ graphVersion })).toThrow(
      `"${graphVersion}" is no Graph version. Write it like v26.0.`
    );
  });
});
