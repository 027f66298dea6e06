import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { captureTerminal } from '../../../test/support/captured-terminal.js';

import { withProgress } from './with-progress.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const waitFor = async (milliseconds: number) => {
  const captured = captureTerminal();
  const working = withProgress(
    captured.terminal,
    'Reading …',
    async () =>
      new Promise((resolve) => {
        setTimeout(() => {
          resolve('read');
        }, milliseconds);
      })
  );
  await vi.advanceTimersByTimeAsync(milliseconds);

  return { ...captured, errors: captured.errors, result: await working };
};

it('says nothing of what is done within a second', async () => {
  expect(await waitFor(900)).toMatchObject({ result: 'read', errors: '' });
});

it('says what is waited for after it', async () => {
  expect(await waitFor(1100)).toMatchObject({ result: 'read', errors: 'Reading …\n' });
});

it('says nothing after the end, also when the work fails', async () => {
  const captured = captureTerminal();
  const working = withProgress(captured.terminal, 'Reading …', async () => {
    throw new Error('No.');
  });

  await expect(working).rejects.toThrow('No.');
  await vi.advanceTimersByTimeAsync(2000);

  expect(captured.errors).toBe('');
});
