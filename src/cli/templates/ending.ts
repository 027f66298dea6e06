/** What `templates apply` says after the templates themselves. */
import { type TemplateResult, isFailure, isUnderReview } from '../../templates/result.js';
import { type TemplateEntry } from '../../types.js';
import { type Terminal } from '../output/terminal.js';

import { type CarriedOut } from './carry-out.js';
import { renderEntries } from './config.js';
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

const printPending = (terminal: Terminal, results: readonly TemplateResult[], minutes: number) => {
  const pending = results.filter((result) => isUnderReview(result));

  if (pending.length === 0) {
    return;
  }

  terminal.print();
  terminal.printWrapped(
    `${terminal.style('cyan', 'Still under review')}${minutes > 0 ? ` after ${minutes === 1 ? 'a minute' : `${minutes} minutes`}` : ''}: ${nameAll(pending)}. That is no failure: a review takes up to 24 hours. "templates status" tells when it is over; until then, codes in these languages do not go out by WhatsApp.`
  );
};

const printCounts = (terminal: Terminal, results: readonly TemplateResult[]) => {
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
};

const printEntries = (
  terminal: Terminal,
  entries: readonly TemplateEntry[],
  results: readonly TemplateResult[]
) => {
  const left = results.filter(({ status }) => status !== 'APPROVED' && !isUnderReview({ status }));

  terminal.print();

  if (entries.length === 0) {
    terminal.print('No template can be used, so that there is nothing to put into the config.');

    return;
  }

  terminal.print('For the field Templates in Console:');
  terminal.print();
  terminal.print(renderEntries(entries));

  if (left.length > 0) {
    terminal.print();
    terminal.printWrapped(`Left out: ${nameAll(left)}.`);
  }
};

/**
 * @param minutes For which reviews were waited for.
 * @param canSave Whether the config could be written into a file, and is not.
 */
export const printEnding = (
  terminal: Terminal,
  carriedOut: CarriedOut,
  entries: readonly TemplateEntry[],
  { minutes, canSave }: { minutes: number; canSave: boolean }
) => {
  const { results } = carriedOut;

  printCounts(terminal, results);
  printStop(terminal, carriedOut);
  printPending(terminal, results, minutes);
  printEntries(terminal, entries, results);

  if (canSave && entries.length > 0) {
    terminal.print();
    terminal.printWrapped('--save <file> writes the whole config with them into a file.');
  }
};
