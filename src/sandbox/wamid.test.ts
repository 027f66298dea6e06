import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createMessageId, userIdOf, waIdOf } from './wamid.js';

describe('the form of a number in WhatsApp', () => {
  it.each([
    ['+12025550143', '12025550143'],
    ['+4915112345678', '4915112345678'],
    // Mexico: a 1 after the country code.
    ['+525512345678', '5215512345678'],
    ['+5215512345678', '5215512345678'],
    // Brazil: the ninth digit stays in the first area codes only.
    ['+5511987654321', '5511987654321'],
    ['+5528987654321', '5528987654321'],
    ['+5531987654321', '553187654321'],
    ['+5599987654321', '559987654321'],
    ['+553187654321', '553187654321'],
    // Nothing else begins like this.
    ['+5231987654321', '5231987654321'],
  ])('of %s is %s', (number, waId) => {
    expect(waIdOf(number)).toBe(waId);
  });

  it('is the same when it is written again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (number) => {
        expect(waIdOf(`+${waIdOf(number)}`)).toBe(waIdOf(number));
      })
    );
  });
});

describe('a message id', () => {
  it('is opaque, and holds the number as those of Meta do', () => {
    const id = createMessageId('12025550143');

    expect(id).toMatch(/^wamid\.HBgL[\w+/]+=*$/);
    expect(Buffer.from(id.slice(6), 'base64').toString('latin1')).toContain('12025550143');
  });

  it('is another one each time', () => {
    const ids = Array.from({ length: 1000 }, () => createMessageId('12025550143'));

    expect(new Set(ids).size).toBe(1000);
  });
});

describe('a business-scoped user id', () => {
  it('is always the same for a number, and another one for another', () => {
    expect(userIdOf('+12025550143')).toMatch(/^US\.\d{1,128}$/);
    expect(userIdOf('+12025550143')).toBe(userIdOf('+12025550143'));
    expect(userIdOf('+12025550143')).not.toBe(userIdOf('+12025550199'));
  });

  it('does not hold the number', () => {
    expect(userIdOf('+12025550143')).not.toContain('2025550143');
  });
});
