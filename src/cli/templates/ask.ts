/** A question on the terminal. */
import { once } from 'node:events';
import readline from 'node:readline/promises';

/** Whether somebody says yes; everything else is a no. */
export const ask = async (question: string): Promise<boolean> => {
  // Without `terminal`, Ctrl-C stays a signal, which ends the command as everywhere else.
  const dialog = readline.createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: false,
  });
  // Ctrl-D ends the input, and with it the question.
  const untilClosed = async (): Promise<string> => {
    await once(dialog, 'close');

    return '';
  };

  try {
    const answer = await Promise.race([dialog.question(question), untilClosed()]);

    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    dialog.close();
  }
};
