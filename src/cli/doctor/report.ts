/** What the doctor prints. */
import { countStates, verdictOf } from '../../doctor/diagnose.js';
import { type Finding, type State, groups } from '../../doctor/finding.js';
import { whatsAppPages } from '../../doctor/pages.js';
import { withoutControls } from '../../problem/explain-call.js';
import { keepCommandsWhole, noBreak } from '../output/complete-commands.js';
import { type Style, type Terminal, lineWidth, wrap } from '../output/terminal.js';

const marks: Readonly<Record<State, { mark: string; style: Style }>> = Object.freeze({
  passed: { mark: '✓', style: 'green' },
  warning: { mark: '!', style: 'yellow' },
  failed: { mark: '✗', style: 'red' },
  skipped: { mark: '–', style: 'dim' },
});

/** Columns before a title, and before what stands below it. */
const indent = 4;

const remedyMark = '→ ';

const isProblem = ({ state }: Finding): boolean => state === 'warning' || state === 'failed';

/** Skipped findings that follow each other for the same reason, as one. */
const merge = (findings: readonly Finding[]): Finding[] =>
  findings.reduce<Finding[]>((done, finding) => {
    const last = done.at(-1);

    return last?.state === 'skipped' && finding.state === 'skipped' && last.why === finding.why
      ? [...done.slice(0, -1), { ...last, title: `${last.title}, ${finding.title}` }]
      : [...done, finding];
  }, []);

/** Longer words have no line to themselves, such as a name, of which anybody chose the signs. */
const breakWord = (word: string, columns: number): readonly string[] =>
  word.includes(noBreak)
    ? [word]
    : (word.match(new RegExp(`.{1,${lineWidth - columns}}`, 'gu')) ?? ['']);

/** Breaks a text between its words, not within a command, and within words that fit no line. */
const fit = (text: string, columns: number): string =>
  wrap(
    keepCommandsWhole(withoutControls(text))
      .split(' ')
      .flatMap((word) => breakWord(word, columns))
      .join(' '),
    columns
  );

/** The addresses are too long for a line; what they begin with is told once, at the end. */
const shortLink = (link: string): string => link.replace(whatsAppPages, '…');

const printProblem = (terminal: Terminal, finding: Finding) => {
  const { why, remedy, details = [], link } = finding;
  const margin = ' '.repeat(indent);

  for (const line of [why, ...details]) {
    terminal.print(`${margin}${fit(line, indent)}`);
  }

  for (const line of remedy?.split('\n') ?? []) {
    terminal.print(`${margin}${remedyMark}${fit(line, indent + remedyMark.length)}`);
  }

  if (link !== undefined) {
    terminal.print(`${margin}${terminal.style('dim', shortLink(link))}`);
  }
};

const printFinding = (terminal: Terminal, finding: Finding) => {
  const { state, title, why } = finding;
  const { mark, style } = marks[state];
  const start = `  ${terminal.style(style, mark)} `;

  if (isProblem(finding)) {
    terminal.print(`${start}${terminal.style('bold', fit(title, indent))}`);
    printProblem(terminal, finding);

    return;
  }

  const text = fit(`${title}: ${why}`, indent);
  terminal.print(`${start}${state === 'skipped' ? terminal.style('dim', text) : text}`);
};

/** Prints the findings under the headings of their groups, and the verdict last. */
export const printReport = (terminal: Terminal, findings: readonly Finding[]) => {
  for (const group of groups) {
    const own = merge(findings.filter((finding) => finding.group === group));

    if (own.length > 0) {
      terminal.print(terminal.style('bold', group));

      for (const finding of own) {
        printFinding(terminal, finding);
      }

      terminal.print();
    }
  }

  if (findings.some((finding) => isProblem(finding) && finding.link?.startsWith(whatsAppPages))) {
    terminal.print(terminal.style('dim', `… is ${whatsAppPages}`));
    terminal.print();
  }

  const verdict = verdictOf(findings);
  terminal.print(terminal.style('bold', fit(verdict, 0)));
  terminal.printJson({ verdict, counts: countStates(findings), findings });
};
