/** A terminal of which one sees what was written. */
import { stripVTControlCharacters } from 'node:util';

import { type OutputFlags, Terminal, lineWidth } from '../../src/cli/output/terminal.js';

class Output {
  text = '';

  write(text: string) {
    this.text += text;
  }
}

export const captureTerminal = (flags: OutputFlags = {}) => {
  const output = new Output();
  const errors = new Output();

  return {
    terminal: new Terminal({ ...flags, environment: {}, output, errors }),
    get output() {
      return output.text;
    },
    get errors() {
      return errors.text;
    },
    /** Those that do not fit a terminal. */
    get longLines() {
      return [output, errors]
        .flatMap(({ text }) => stripVTControlCharacters(text).split('\n'))
        .filter((line) => line.length > lineWidth);
    },
  };
};
