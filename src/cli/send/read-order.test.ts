import { describe, expect, it } from 'vitest';

import { CommandProblem } from '../../problem/command-problem.js';

import { readOrder } from './read-order.js';

describe('a number', () => {
  it.each([
    [['+5511987654321'], '+5511987654321'],
    [['+55', '11', '98765-4321'], '+55 11 98765-4321'],
    [['(+55) 11 98765-4321'], '(+55) 11 98765-4321'],
    [['005511987654321'], '+5511987654321'],
    [['0049 151 00 12345'], '+49 151 00 12345'],
    [['+12'], '+12'],
  ])('is %j', (typed, expected) => {
    expect(readOrder(typed, {}).number).toBe(expected);
  });

  it.each([['5511987654321'], ['11 98765-4321'], ['someone']])('is not %s', (typed) => {
    expect(() => readOrder([typed], {})).toThrow(
      new CommandProblem('Write the number with + and the country code, such as +5511987654321.')
    );
  });

  it.each([
    [['+5511987654321', '+5511987654322']],
    [['+5511987654321', '5511987654322']],
    [['+5511987654321,+5511987654322']],
    [['5511987654321', '5511987654322']],
  ])('is one only: %j', (typed) => {
    expect(() => readOrder(typed, {})).toThrow('Give one number only');
  });
});

describe('a usage type', () => {
  it.each(['SignIn', 'MfaVerification', 'SomethingOfTomorrow'])('may be %s', (type) => {
    expect(readOrder(['+12'], { type }).usageType).toBe(type);
  });

  it.each([
    ['signin', 'SignIn'],
    ['GENERIC', 'Generic'],
    ['bindMFA', 'BindMfa'],
  ])('is not %s', (type, meant) => {
    expect(() => readOrder(['+12'], { type })).toThrow(`write ${meant};`);
  });
});
