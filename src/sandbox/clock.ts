/** Time as the sandbox sees it: tests bring their own. */
export type Clock = {
  now: () => Date;
  /**
   * Does something later, unless the sandbox is closed first.
   *
   * @returns What calls it off.
   */
  after: (milliseconds: number, task: () => void) => () => void;
  /** Calls off all that is left to do. */
  stop: () => void;
};

export const createClock = (now: () => Date = () => new Date()): Clock => {
  const timers = new Set<NodeJS.Timeout>();

  return {
    now,
    after: (milliseconds, task) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        task();
      }, milliseconds);
      timers.add(timer);

      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    stop: () => {
      for (const timer of timers) {
        clearTimeout(timer);
      }

      timers.clear();
    },
  };
};
