/** How a command ends: when its work is done, or when somebody presses Ctrl+C. */
import { type Terminal } from './terminal.js';
import { untilToldToStop } from './until-told-to-stop.js';

/** With what the process ends; docs/cli.md tells what they mean. */
export const exitCodes = Object.freeze({ done: 0, warnings: 1, failed: 2, stopped: 130 });

/**
 * Runs a command until it is done, or told to stop.
 *
 * @param work Returns with what the process is to end; it explains what fails by itself.
 * @param whenStopped What is said when somebody presses Ctrl+C: what stays, and what to do next.
 */
export const runCommand = async (
  terminal: Terminal,
  work: () => Promise<number>,
  whenStopped: string
) => {
  const stopped = async (): Promise<number> => {
    await untilToldToStop();
    terminal.note(whenStopped);

    return exitCodes.stopped;
  };

  const code = await Promise.race([stopped(), work()]);

  terminal.clearProgress();
  // eslint-disable-next-line @silverhand/fp/no-mutation -- Node takes it in no other way
  process.exitCode = code;
};
