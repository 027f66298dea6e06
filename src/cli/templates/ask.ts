/** A question on the terminal. */
import { once } from 'node:events';
import readline from 'node:readline/promises';

import { type Terminal } from '../output/terminal.js';

/** Whether somebody says yes; everything else is a no. */
const ask = async (question: string): Promise<boolean> => {
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

/** `nobody` where there is no terminal to ask on; only `--yes` helps then. */
export type Answer = 'yes' | 'no' | 'nobody';

export const askFor = async (terminal: Terminal, question: string): Promise<Answer> => {
  if (terminal.isJson || !terminal.isInteractive) {
    return 'nobody';
  }

  terminal.clearProgress();

  return (await ask(`${question} [y/N] `)) ? 'yes' : 'no';
};
