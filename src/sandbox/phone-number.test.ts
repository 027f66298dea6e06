import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toE164 } from './phone-number.js';

describe('a number as people type it', () => {
  it.each(['+12025550143', '12025550143', '+1 202-555-0143', '+1 (202) 555.0143', ' 12025550143'])(
    'is the same in E.164: "%s"',
    (text) => {
      expect(toE164(text)).toBe('+12025550143');
    }
  );

  it.each(['', '+', '1234', 'somebody', '+1202555014x', '123456789012345678901', '１２０２５５５'])(
    'is refused when it cannot be one: "%s"',
    (text) => {
      expect(() => toE164(text)).toThrow(
        new TypeError(`"${text}" is no phone number. Write it in E.164, such as +12025550143.`)
      );
    }
  );

  it('is left as it is when it is in E.164', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+\d{5,20}$/), (number) => {
        expect(toE164(number)).toBe(number);
      })
    );
  });
});
