import { describe, expect, it } from 'vitest';

import { neededTemplates, neededTtl } from './needs.js';

const relay = { url: 'http://relay:4600', secret: 'x' };
const fallback = (seconds: number, mode: 'send' | 'record' = 'send') => ({
  mode,
  whenNotDeliveredWithinSeconds: seconds,
});

describe('the TTL', () => {
  it.each([
    ['is the life of a code', {}, undefined, 600],
    ['is not that long without a relay', { fallback: fallback(25) }, undefined, 600],
    [
      'is not shorter where SMS are only recorded',
      { relay, fallback: fallback(25, 'record') },
      600,
      600,
    ],
    ['is at least a minute where an SMS follows', { relay, fallback: fallback(25) }, 600, 60],
    ['is twice the deadline', { relay, fallback: fallback(100) }, 600, 200],
    ['is never longer than the life of a code', { relay, fallback: fallback(500) }, 600, 600],
    ['is what Meta takes at most', {}, 3600, 900],
    ['is what Meta takes at least', {}, 10, 30],
  ])('%s', (_, setup, codeLife, expected) => {
    expect(neededTtl(setup, codeLife)).toBe(expected);
  });
});

describe('the templates that a config needs', () => {
  it('are each once, with all that send them', () => {
    expect(
      neededTemplates([
        { usageType: 'SignIn', templateName: 'a', language: ['en', 'es'] },
        { usageType: 'Generic', templateName: 'a', language: ['en'] },
        { usageType: 'Generic', templateName: 'b', language: ['en'] },
      ])
    ).toEqual([
      { name: 'a', language: 'en', usageTypes: ['SignIn', 'Generic'] },
      { name: 'a', language: 'es', usageTypes: ['SignIn'] },
      { name: 'b', language: 'en', usageTypes: ['Generic'] },
    ]);
  });
});
