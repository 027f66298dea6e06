import { describe, expect, it } from 'vitest';

import { readRecipient } from '../send/recipient.js';

import {
  behaviourNamed,
  behaviours,
  deliveryStatuses,
  healthy,
  magicBehaviour,
  magicNumber,
} from './behaviours.js';

const allCountries = undefined;
const magic = behaviours.filter(({ suffix }) => suffix !== undefined);

describe('the behaviours', () => {
  it('have names of their own, fit for an address', () => {
    const names = behaviours.map(({ name }) => name);

    expect(new Set(names).size).toBe(behaviours.length);
    expect(names.filter((name) => !/^[\da-z]+(?:-[\da-z]+)*$/.test(name))).toEqual([]);
  });

  it.each(['title', 'explanation'] as const)('have a %s of their own each', (field) => {
    const texts = behaviours.map((behaviour) => behaviour[field]);

    expect(new Set(texts).size).toBe(behaviours.length);
    expect(texts).not.toContain('');
  });

  it('have magic numbers, but for the one of any phone', () => {
    expect(behaviours.filter((behaviour) => !magicNumber(behaviour))).toEqual([healthy]);
    expect(new Set(magic.map((behaviour) => magicNumber(behaviour))).size).toBe(magic.length);
  });

  it.each(magic)(
    'have a number that can be one, and is reserved for fiction: $name',
    (behaviour) => {
      const number = magicNumber(behaviour) ?? '';

      expect(number).toMatch(/^\+1\d{3}55501\d{2}$/);
      expect(readRecipient(number, allCountries)).toMatchObject({ e164: number });
      expect(magicBehaviour(number)).toBe(behaviour);
    }
  );

  it.each(magic)(
    'end with what they fail with, where that is a code of Meta: $name',
    ({ suffix, steps }) => {
      const code = steps.length === 1 ? steps[0]?.error?.code : undefined;

      // The code of a changed identity ends with 00, which is that of another error.
      expect(suffix).toBe(
        code === undefined ? suffix : code === 137_000 ? '37' : String(code).slice(-2)
      );
    }
  );

  it('are found by their names', () => {
    expect(behaviourNamed('phone-off')).toMatchObject({ name: 'phone-off', waits: true });
    expect(behaviourNamed('constructor')).toBeUndefined();
    expect(behaviourNamed('')).toBeUndefined();
  });

  it('are healthy for every number that is not magic', () => {
    expect(magicBehaviour('+12025550143')).toBe(healthy);
    expect(magicBehaviour('+13055550199')).toBe(healthy);
    expect(magicBehaviour('')).toBe(healthy);
  });

  it('report statuses that Meta has, and errors only with those that failed', () => {
    const steps = behaviours.flatMap((behaviour) => behaviour.steps);

    expect(steps.filter(({ status }) => !deliveryStatuses.includes(status))).toEqual([]);
    expect(steps.filter(({ status, error }) => (status === 'failed') !== Boolean(error))).toEqual(
      []
    );
  });
});
