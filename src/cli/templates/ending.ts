/** What `templates apply` says after the templates themselves. */
import {
  type TemplateResult,
  isFailure,
  isUnderReview,
  standingOf,
} from '../../templates/result.js';
import { type TemplateEntry } from '../../types.js';
import { type Terminal } from '../output/terminal.js';

import { reviewWarning } from './approved-changes.js';
import { type CarriedOut } from './carry-out.js';
import { renderEntries } from './entries-text.js';
import { explainFailedCall, linesOf } from './failure.js';
import { groupBy, languagesOf } from './print.js';

/** `verification_code in hi, pt_BR`, for each name. */
const nameAll = (results: readonly TemplateResult[]): string =>
  groupBy(results, ({ name }) => name)
    .map((named) => `${named[0]?.name ?? ''} in ${languagesOf(named)}`)
    .join('; ');

const regainSentence = (minutes: number | undefined): string =>
  minutes === undefined
    ? 'Run the command again in an hour: it goes on where it stopped.'
    : `Run the command again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}: it goes on where it stopped.`;

const printStop = (terminal: Terminal, { stopped, regain, results }: CarriedOut) => {
  if (!stopped) {
    return;
  }

  const { failure } = stopped;
  const isLimit =
    failure.kind === 'answered' && failure.entry.becomes.error === 'RateLimitExceeded';
  const left = results.filter(({ did }) => did === 'left');

  terminal.print();
  terminal.print(terminal.style('red', 'Stopped before the end.'));

  for (const line of linesOf(explainFailedCall(stopped))) {
    terminal.printWrapped(line, 2);
  }

  if (left.length > 0) {
    terminal.printWrapped(`Not tried: ${nameAll(left)}.`, 2);
  }

  if (isLimit) {
    terminal.printWrapped(regainSentence(regain), 2);
  }
};

const printPending = (terminal: Terminal, results: readonly TemplateResult[]) => {
  const pending = results.filter((result) => isUnderReview(result));

  if (pending.length === 0) {
    return;
  }

  terminal.print();
  terminal.printWrapped(
    `${terminal.style('cyan', 'Still under review')}: ${nameAll(pending)}. That is no failure: a review takes up to 24 hours. "templates status" tells when it is over.`
  );
};

const printCounts = (
  terminal: Terminal,
  results: readonly TemplateResult[],
  changesApproved: boolean
) => {
  const approved = results.filter(({ status }) => status === 'APPROVED').length;
  const pending = results.filter((result) => isUnderReview(result)).length;
  const failed = results.filter((result) => isFailure(result)).length;

  terminal.print();
  terminal.printWrapped(
    [
      `${approved} of ${results.length} approved`,
      ...(pending > 0 ? [`${pending} under review`] : []),
      ...(failed > 0 ? [terminal.style('red', `${failed} failed`)] : []),
    ].join(', ') + '; each language counts as one.'
  );

  if (changesApproved) {
    terminal.printWrapped(reviewWarning);
  }
};

/** Which entries come of it, and of what. */
type EndingFacts = {
  /** The entries that the config is to have. */
  entries: readonly TemplateEntry[];
  /** Those that it has. */
  before: readonly TemplateEntry[];
  wanted: readonly TemplateEntry[];
  /** Whether the config is to be written, into a file or into Logto. */
  writes: boolean;
  /** Whether approved templates are changed. */
  changesApproved: boolean;
  /** Whether approved templates would have been changed, if somebody could have been asked. */
  isUnanswered: boolean;
};

const names = (entries: readonly TemplateEntry[], { name, language }: TemplateResult): boolean =>
  entries.some((entry) => entry.templateName === name && entry.language.includes(language));

/** The default for everybody whose language is not there. */
const defaultsOf = (entries: readonly TemplateEntry[]): ReadonlyMap<string, string | undefined> =>
  new Map(
    entries.map(({ usageType }) => [
      usageType,
      entries.find((entry) => entry.usageType === usageType)?.language[0],
    ])
  );

const printDefaults = (terminal: Terminal, { entries, before, wanted }: EndingFacts) => {
  const isNew = before.length === 0;
  const old = defaultsOf(isNew ? wanted : before);
  const changes = [...defaultsOf(entries)].flatMap(([usageType, now]) => {
    const was = old.get(usageType);

    return was === undefined || was === now
      ? []
      : [`${now ?? ''}, and ${isNew ? 'not' : 'no longer'} ${was}`];
  });

  for (const change of new Set(changes)) {
    terminal.printWrapped(`People whose language is not there now get ${change}.`);
  }
};

const printLeftOut = (
  terminal: Terminal,
  results: readonly TemplateResult[],
  { entries, wanted }: EndingFacts
) => {
  const left = results.filter((result) => !names(entries, result));
  const later = left.filter((result) => isUnderReview(result));
  const never = left.filter((result) => !isUnderReview(result));
  const kept = results.filter((result) => names(entries, result));
  const early = kept.filter((result) => isUnderReview(result));
  const missing = kept.filter((result) => standingOf(result) === 'open');
  const languages = [...new Set(wanted.flatMap(({ language }) => language))];

  if (left.length + early.length + missing.length > 0) {
    terminal.print();
  }

  if (never.length > 0) {
    terminal.printWrapped(`Left out: ${nameAll(never)}.`);
  }

  if (later.length > 0) {
    terminal.printWrapped(
      `Left out until Meta has approved them: ${nameAll(later)}. Run it again when they are approved, with the same options and --languages ${languages.join(',')}`
    );
  }

  if (missing.length > 0) {
    terminal.printWrapped(
      `Kept, although codes cannot go out with these yet: ${nameAll(missing)}.`
    );
  }

  if (early.length > 0) {
    terminal.printWrapped(
      `Codes go out with these only once Meta has approved them: ${nameAll(early)}.`
    );
  }
};

const printEntries = (
  terminal: Terminal,
  results: readonly TemplateResult[],
  facts: EndingFacts
) => {
  const { entries } = facts;
  terminal.print();

  if (entries.length === 0) {
    terminal.print('No template can be used, so that there is nothing to put into the config.');

    return;
  }

  terminal.print('For the field Templates in Console:');
  terminal.print();
  terminal.print(renderEntries(entries));
  printLeftOut(terminal, results, facts);
  printDefaults(terminal, facts);
};

const printNext = (
  terminal: Terminal,
  { isUnfinished }: CarriedOut,
  { entries, writes, isUnanswered }: EndingFacts
) => {
  if (isUnanswered) {
    terminal.print();
    terminal.printWrapped(
      'Approved templates that differ were left as they are, because nobody can be asked. Run the command again with --yes: what is done is skipped.'
    );
  }

  if (entries.length === 0) {
    return;
  }

  if (!writes) {
    terminal.print();
    terminal.printWrapped('--save <file> writes the whole config with them into a file.');
  } else if (isUnfinished) {
    terminal.print();
    terminal.printWrapped(
      'Not written, because not everything was tried. Run the command again, with the same options: what is done is skipped.'
    );
  }
};

export const printEnding = (terminal: Terminal, carriedOut: CarriedOut, facts: EndingFacts) => {
  const { results } = carriedOut;
  const { changesApproved } = facts;

  printCounts(terminal, results, changesApproved);
  printStop(terminal, carriedOut);
  printPending(terminal, results);
  printEntries(terminal, results, facts);
  printNext(terminal, carriedOut, facts);
};
