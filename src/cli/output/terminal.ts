/** What a command writes: for people within 80 columns, or one JSON value for scripts. */
import { stripVTControlCharacters, styleText } from 'node:util';

import { type Command } from 'commander';

import { keepCommandsWhole, noBreak } from './complete-commands.js';

/** Fits every terminal, and e-mails and tickets too. */
export const lineWidth = 80;

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Where lines go; `isTTY` where somebody watches. */
type Output = { write: (text: string) => unknown; isTTY?: boolean | undefined };

export type TerminalOptions = {
  /** Whether the result is to be JSON; then nothing else goes to standard output. */
  json?: boolean;
  /** `false` for `--no-color`. */
  color?: boolean;
  environment?: Readonly<Record<string, string | undefined>>;
  output?: Output;
  /** For progress and questions, so that the result can be piped. */
  errors?: Output;
};

/** Whether text is coloured. Source: no-color.org, force-color.org. */
const isColored = ({ color, environment = {}, output }: TerminalOptions): boolean => {
  if (color === false || environment.NO_COLOR) {
    return false;
  }

  return environment.FORCE_COLOR
    ? environment.FORCE_COLOR !== '0'
    : Boolean(output?.isTTY) && environment.TERM !== 'dumb';
};

const widthOf = (text: string): number => stripVTControlCharacters(text).length;

/**
 * Breaks a text between words, and not within a command that is advised.
 *
 * @param indent Stands before every line but the first; the first is expected to be written after it.
 */
export const wrap = (text: string, indent: number): string => {
  const lines = keepCommandsWhole(text)
    .split(' ')
    .reduce<string[]>((done, word) => {
      const last = done.at(-1);

      return last !== undefined && indent + widthOf(last) + 1 + widthOf(word) <= lineWidth
        ? [...done.slice(0, -1), `${last} ${word}`]
        : [...done, word];
    }, []);

  return lines.join(`\n${' '.repeat(indent)}`).replaceAll(noBreak, ' ');
};

export class Terminal {
  readonly isJson: boolean;
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  readonly #isColored: boolean;
  readonly #output: Output;
  readonly #errors: Output;
  #progress = '';

  constructor({
    output = process.stdout,
    errors = process.stderr,
    environment = process.env,
    ...options
  }: TerminalOptions = {}) {
    this.isJson = options.json ?? false;
    this.isInteractive = Boolean(errors.isTTY && process.stdin.isTTY);
    this.#isColored = isColored({ ...options, environment, output });
    this.#output = output;
    this.#errors = errors;
  }

  style(style: Style, text: string): string {
    return this.#isColored ? styleText(style, text, { validateStream: false }) : text;
  }

  /** A line for people; nothing of it goes into JSON. Breaks in it are kept. */
  print(line = '') {
    if (!this.isJson) {
      this.clearProgress();
      this.#output.write(`${line}\n`);
    }
  }

  /** A line with an indent, broken where it would be too long. */
  printWrapped(text: string, indent = 0) {
    this.print(`${' '.repeat(indent)}${wrap(text, indent)}`);
  }

  /** The one value that `--json` writes. */
  printJson(value: unknown) {
    if (this.isJson) {
      this.clearProgress();
      this.#output.write(`${JSON.stringify(value, undefined, 2)}\n`);
    }
  }

  /**
   * Lines for people in both modes, such as a warning; they do not go into the result. Breaks are kept,
   * and what would be too long is broken.
   */
  note(text: string, indent = 0) {
    this.clearProgress();

    for (const line of text.split('\n')) {
      this.#errors.write(`${' '.repeat(indent)}${wrap(line, indent)}\n`);
    }
  }

  /** What is being done now: one line in its place where somebody watches, else a line for each change. */
  progress(text: string) {
    if (text === this.#progress) {
      return;
    }

    if (this.#errors.isTTY) {
      this.#errors.write(`\r\u001B[K${text.slice(0, lineWidth - 1)}`);
    } else if (!this.isJson) {
      this.#errors.write(`${text}\n`);
    }

    this.#progress = text;
  }

  clearProgress() {
    if (this.#progress && this.#errors.isTTY) {
      this.#errors.write('\r\u001B[K');
    }

    this.#progress = '';
  }
}

/** The options that say how a command writes. */
export type OutputFlags = { json?: boolean; color?: boolean };

export const withOutputOptions = (command: Command): Command =>
  command
    .option('--json', 'print one JSON value, for scripts')
    .option('--no-color', 'print without colours; so does NO_COLOR');
