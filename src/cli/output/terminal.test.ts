import { describe, expect, it } from 'vitest';

import { Terminal, type TerminalOptions, lineWidth, wrap } from './terminal.js';

class Sink {
  text = '';

  constructor(readonly isTTY = false) {}

  write(text: string) {
    this.text += text;
  }
}

const open = (
  options: TerminalOptions = {},
  { output = new Sink(), errors = new Sink() }: { output?: Sink; errors?: Sink } = {}
) => ({
  output,
  errors,
  terminal: new Terminal({ environment: {}, output, errors, ...options }),
});

describe('wrap', () => {
  it('keeps what fits', () => {
    expect(wrap('a short line', 4)).toBe('a short line');
  });

  it('breaks between words, and counts the indent', () => {
    const lines = wrap('word '.repeat(40).trim(), 6).split('\n');

    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every((line) => line.trimStart().length + 6 <= lineWidth)).toBe(true);
    expect(lines.slice(1).every((line) => line.startsWith('      word'))).toBe(true);
  });

  it('leaves a word whole that is longer than a line', () => {
    const address = `https://example.com/${'a'.repeat(90)}`;

    expect(wrap(`See ${address} for more`, 0)).toBe(`See\n${address}\nfor more`);
  });

  it('leaves a command whole, which is to be copied', () => {
    const command = '"npx connector-whatsapp-otp doctor --config ./my/connector.json"';

    expect(wrap(`If nothing arrives, ${command} says why`, 0)).toBe(
      `If nothing arrives,\n${command} says why`
    );
  });

  it('does not count colours', () => {
    const colored = '\u001B[31mword\u001B[39m';

    expect(wrap(Array.from({ length: 16 }, () => colored).join(' '), 0)).not.toContain('\n');
  });
});

describe('the result', () => {
  it('is lines for people', () => {
    const { terminal, output } = open();

    terminal.print('one');
    terminal.printWrapped('two', 2);
    terminal.printJson({ three: 3 });

    expect(output.text).toBe('one\n  two\n');
  });

  it('is one JSON value with --json, and nothing else', () => {
    const { terminal, output, errors } = open({ json: true });

    terminal.print('one');
    terminal.progress('at work');
    terminal.printJson({ three: 3 });

    expect(JSON.parse(output.text)).toEqual({ three: 3 });
    expect(errors.text).toBe('');
  });

  it('is kept apart from notes', () => {
    const { terminal, output, errors } = open({ json: true });

    terminal.note('A warning.');

    expect(output.text).toBe('');
    expect(errors.text).toBe('A warning.\n');
  });
});

describe('a note', () => {
  it('keeps its breaks, and fits', () => {
    const { terminal, errors } = open();

    terminal.note(`First:\n${'word '.repeat(20).trim()}`, 2);

    expect(errors.text.split('\n').filter((line) => line.length > lineWidth)).toEqual([]);
    expect(errors.text).toMatch(/^ {2}First:(?:\n {2}word .*){2}\n$/);
  });
});

describe('colours', () => {
  it.each<[string, TerminalOptions, boolean, boolean]>([
    ['in a terminal', {}, true, true],
    ['not in a pipe', {}, false, false],
    ['in a pipe with FORCE_COLOR', { environment: { FORCE_COLOR: '1' } }, false, true],
    ['not with FORCE_COLOR=0', { environment: { FORCE_COLOR: '0' } }, true, false],
    ['not with NO_COLOR', { environment: { NO_COLOR: '1', FORCE_COLOR: '1' } }, true, false],
    ['not with --no-color', { color: false, environment: { FORCE_COLOR: '1' } }, true, false],
    ['not in a dumb terminal', { environment: { TERM: 'dumb' } }, true, false],
  ])('%s', (_, options, isTerminal, isColored) => {
    const { terminal } = open(options, { output: new Sink(isTerminal) });

    expect(terminal.style('red', 'text') === 'text').toBe(!isColored);
    expect(terminal.style('red', 'text')).toContain('text');
  });
});

describe('progress', () => {
  it('stays in one line of a terminal, no longer than it, and gives way to the result', () => {
    const { terminal, errors, output } = open({}, { errors: new Sink(true) });

    terminal.progress('1 of 2');
    terminal.progress(`2 of 2 ${'x'.repeat(100)}`);
    terminal.print('Done.');

    expect(errors.text).not.toContain('\n');
    expect(errors.text.split('\r\u001B[K').map(({ length }) => length)).toEqual([
      0,
      6,
      lineWidth - 1,
      0,
    ]);
    expect(output.text).toBe('Done.\n');
  });

  it('is a line for each change in a log', () => {
    const { terminal, errors } = open();

    terminal.progress('1 of 2');
    terminal.progress('1 of 2');
    terminal.progress('2 of 2');
    terminal.print('Done.');

    expect(errors.text).toBe('1 of 2\n2 of 2\n');
  });
});
