import { describe, expect, it, vi } from 'vitest';

import { healthy } from './behaviours.js';
import { Phones } from './phones.js';

const number = '+12025550143';
const magic = '+13055550126';

describe('a phone', () => {
  it('is healthy, or does what its magic number says', () => {
    const phones = new Phones();

    expect(phones.behaviourOf(number)).toBe(healthy);
    expect(phones.behaviourOf(magic)).toMatchObject({ name: 'not-on-whatsapp' });
    expect(phones.all).toEqual([]);
  });

  it('does what it is told, until it is healed', () => {
    const phones = new Phones();

    phones.behave(number, 'phone-off');
    expect(phones.behaviourOf(number)).toMatchObject({ name: 'phone-off' });
    expect(phones.all).toEqual([{ number, behaviour: 'phone-off' }]);

    phones.behave(number, 'healthy');
    expect(phones.behaviourOf(number)).toBe(healthy);
    expect(phones.all).toEqual([]);
  });

  it('is healed also when its number is magic', () => {
    const phones = new Phones();

    phones.behave(magic, 'healthy');
    expect(phones.behaviourOf(magic)).toBe(healthy);
    expect(phones.all).toEqual([{ number: magic, behaviour: 'healthy' }]);

    phones.behave(magic, 'not-on-whatsapp');
    expect(phones.all).toEqual([]);
  });

  it.each(['phone_off', '', 'constructor'])('does nothing that nobody knows: "%s"', (name) => {
    const phones = new Phones();
    const changed = vi.fn();
    phones.events.on('change', changed);

    expect(() => {
      phones.behave(number, name);
    }).toThrow(new RangeError(`There is no behaviour "${name}".`));
    expect(changed).not.toHaveBeenCalled();
  });

  it('tells of its change', () => {
    const phones = new Phones();
    const changed = vi.fn();
    phones.events.on('change', changed);

    phones.behave(number, 'hang');
    phones.behave(number, 'healthy');

    expect(changed.mock.calls).toEqual([
      [number, expect.objectContaining({ name: 'hang' })],
      [number, healthy],
    ]);
  });

  it('is one of 10,000 that are remembered; the oldest makes room', () => {
    const phones = new Phones();

    for (const index of Array.from({ length: 10_001 }).keys()) {
      phones.behave(`+1202${5_550_000 + index}`, 'hang');
    }

    expect(phones.all).toHaveLength(10_000);
    expect(phones.behaviourOf('+12025550000')).toBe(healthy);
    expect(phones.behaviourOf('+12025550001')).toMatchObject({ name: 'hang' });
  });

  it('makes a magic number magic again', () => {
    const phones = new Phones();
    phones.behave('+13055550126', 'healthy');

    phones.reset('+13055550126');

    expect(phones.behaviourOf('+13055550126').name).toBe('not-on-whatsapp');
    expect(phones.all).toEqual([]);
  });
});
