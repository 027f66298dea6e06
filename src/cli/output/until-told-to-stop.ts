/**
 * Waits for Ctrl+C, or for whoever ends processes. Call it before you say that you are there: until
 * then, a signal ends the process at once.
 *
 * A terminal and npx both pass Ctrl+C on, so that it comes twice; the second changes nothing.
 */
export const untilToldToStop = async (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        resolve();
      });
    }
  });
