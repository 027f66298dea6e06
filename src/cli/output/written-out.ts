import { type Writable } from 'node:stream';

/**
 * Waits until all that was written has left this process: a pipe takes 64 KB at once, and the rest
 * when somebody reads. A reader that has gone away, such as `head`, ends the wait.
 */
export const writtenOut = async (stream: Writable): Promise<void> =>
  new Promise((resolve) => {
    stream.once('error', () => {
      resolve();
    });
    stream.write('', () => {
      resolve();
    });
  });
