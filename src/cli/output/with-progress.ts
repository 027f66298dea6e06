import { type Terminal } from './terminal.js';

/** Milliseconds after which somebody who waits is told what for. */
const patience = 1000;

/**
 * Works, and says at what when it takes longer than a second.
 *
 * @param text What is being done.
 */
export const withProgress = async <Value>(
  terminal: Terminal,
  text: string,
  work: () => Promise<Value>
): Promise<Value> => {
  const waiting = setTimeout(() => {
    terminal.progress(text);
  }, patience);

  try {
    return await work();
  } finally {
    clearTimeout(waiting);
    terminal.clearProgress();
  }
};
