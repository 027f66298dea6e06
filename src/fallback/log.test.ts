import { afterEach, expect, it, vi } from 'vitest';

import { logLine } from './log.js';

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['Sent an SMS.', 'Sent an SMS.'],
  ['one\ntwo\r\nthree\u2028four', 'one two three four'],
  ['\u001B[31mred\u001B[0m\u0000 \u202Eback', '[31mred [0m back'],
])('writes one line that says whose it is: %j', (text, expected) => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();

  logLine(text);

  expect(warn.mock.calls).toEqual([[`[whatsapp-otp] ${expected}`]]);
});
