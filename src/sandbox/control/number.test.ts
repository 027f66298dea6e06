import { HTTPException } from 'hono/http-exception';
import { describe, expect, it } from 'vitest';

import { readNumber, readWait } from './number.js';

describe('a number in a path', () => {
  it.each(['+12025550143', '12025550143', '+1 202-555-0143'])(
    'is E.164, however it is written: "%s"',
    (text) => {
      expect(readNumber(text)).toBe('+12025550143');
    }
  );

  it.each(['', '1234', 'somebody'])('is refused when it cannot be one: "%s"', (text) => {
    expect(() => readNumber(text)).toThrow(HTTPException);
  });
});

describe('a time to wait', () => {
  it.each([
    [undefined, 0],
    ['0', 0],
    ['500ms', 500],
    ['10s', 10_000],
    ['10', 10_000],
    ['60s', 60_000],
    ['60000ms', 60_000],
  ])('is %s: %i ms', (text, milliseconds) => {
    expect(readWait(text)).toBe(milliseconds);
  });

  it.each(['', 'soon', '-1s', '1.5s', '1m', '61s', '60001ms', '1e9', 's', '9'.repeat(400)])(
    'is refused when it is "%s"',
    (text) => {
      expect(() => readWait(text)).toThrow(HTTPException);
    }
  );
});
