import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { tolerant } from './tolerant.js';

const answer = z.object({ id: z.string(), code: tolerant(z.number()) });

describe('a tolerant field', () => {
  it('is read when it is of the right kind', () => {
    expect(answer.parse({ id: 'a', code: 7 })).toEqual({ id: 'a', code: 7 });
  });

  it.each([['7'], [null], [undefined], [{}], [[7]], [Number.NaN]])(
    'counts as absent when it is %j, and costs the other fields nothing',
    (code) => {
      expect(answer.parse({ id: 'a', code })).toEqual({ id: 'a', code: undefined });
    }
  );

  it('may be missing', () => {
    expect(answer.parse({ id: 'a' }).code).toBeUndefined();
  });

  it('has what its guard makes of the value', () => {
    expect(tolerant(z.string().transform(Number)).parse('7')).toBe(7);
  });
});
