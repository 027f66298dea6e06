import { expect, it } from 'vitest';

import { createMessageId } from '../../sandbox/wamid.js';

import { maskMessageId } from './mask-message-id.js';

it.each(['12025550143', '5511987654321', '491515550143999'])(
  'what is left of an id holds nothing of %s',
  (number) => {
    const id = createMessageId(number);
    const [, end = ''] = maskMessageId(id).split('…');

    expect(id.endsWith(end)).toBe(true);
    expect(end).toHaveLength(16);

    const bytes = Buffer.from(id.slice('wamid.'.length), 'base64');

    // Four characters are three bytes.
    expect(bytes.indexOf(number) + number.length).toBeLessThan(bytes.length - 12);
    expect(bytes.indexOf(number)).toBeGreaterThan(0);
  }
);

it('shows nothing of an id that is too short to be one of these', () => {
  expect(maskMessageId('wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI=')).toBe('wamid.…');
});
