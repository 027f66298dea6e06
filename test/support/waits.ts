/**
 * Stands for `node:timers/promises`, which Vitest's fake timers leave as it is: here a wait is over when
 * their clock says so.
 */
const wait = async <Value>(
  milliseconds: number,
  value?: Value,
  { signal }: { signal?: AbortSignal | undefined } = {}
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const timer = globalThis.setTimeout(resolve, milliseconds, value);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('aborted'));
    });
  });

export { wait as setTimeout };
