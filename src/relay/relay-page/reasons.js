/** SMS by reason: a bar for each, its parts by what became of the SMS. */
import { draw, make, setText, show, syncChildren } from './elements.js';
import { formatCount } from './formatting.js';
import { drawPart, makeKey } from './series.js';

/** @typedef {import('./types.js').SmsCount} SmsCount */
/** @typedef {import('./types.js').SmsOutcome} SmsOutcome */

/** @type {ReadonlyArray<{ outcome: SmsOutcome, look: import('./series.js').Look, words: string }>} */
const outcomes = Object.freeze([
  { outcome: 'sent', look: 'sms', words: 'sent' },
  { outcome: 'failed', look: 'neither', words: 'failed' },
  { outcome: 'unknown', look: 'unsure', words: 'unconfirmed' },
  { outcome: 'recorded', look: 'waiting', words: 'only recorded' },
  { outcome: 'due', look: 'waiting', words: 'due' },
  { outcome: 'started', look: 'waiting', words: 'at the provider' },
]);

/** @param {SmsCount} line */
const nameReason = ({ trigger, errorCode, title }) =>
  trigger === 'deadline'
    ? 'Not delivered by the deadline'
    : [title ?? 'WhatsApp could not deliver it', errorCode === undefined ? '' : `(${errorCode})`]
        .filter(Boolean)
        .join(' ');

/** @param {SmsCount[]} lines */
const sum = (lines) => lines.reduce((total, { count }) => total + count, 0);

/** @param {SmsCount[]} lines */
const groupByReason = (lines) => {
  /** @type {Map<string, SmsCount[]>} */
  const groups = new Map();

  for (const line of lines) {
    groups.set(nameReason(line), [...(groups.get(nameReason(line)) ?? []), line]);
  }

  return Array.from(groups).toSorted(([, one], [, other]) => sum(other) - sum(one));
};

/**
 * @param {Array<{ look: import('./series.js').Look, count: number }>} counts
 * @param {number} most What fills the whole width.
 */
const drawBar = (counts, most) => {
  const bar = draw('svg', { class: 'reason-bar', 'aria-hidden': 'true' });

  counts.reduce((start, { look, count }) => {
    const part = drawPart(look);
    const share = (count / most) * 100;

    for (const [name, value] of Object.entries({
      x: `${start}%`,
      width: `${share}%`,
      y: '1',
      height: '12',
    })) {
      part.setAttribute(name, value);
    }

    bar.append(part);

    return start + share;
  }, 0);

  return bar;
};

/**
 * @param {string} reason
 * @param {SmsCount[]} lines
 * @param {number} most
 */
const makeReason = (reason, lines, most) => {
  const counts = outcomes
    .map(({ outcome, ...rest }) => ({
      ...rest,
      count: sum(lines.filter((line) => line.outcome === outcome)),
    }))
    .filter(({ count }) => count > 0);

  return make(
    'li',
    { class: 'reason', 'data-testid': 'reason' },
    make('span', { class: 'reason-name' }, reason),
    make('strong', { class: 'reason-count' }, formatCount(sum(lines))),
    drawBar(counts, most),
    make(
      'span',
      { class: 'keys' },
      ...counts.map(({ look, count, words }) => makeKey(look, `${formatCount(count)} ${words}`))
    )
  );
};

export class Reasons {
  /** @type {Map<string, HTMLElement>} By all that they say. */
  #lines = new Map();

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} nothing
   */
  constructor(list, nothing) {
    this.list = list;
    this.nothing = nothing;
  }

  /** @param {SmsCount[]} sms */
  render(sms) {
    const groups = groupByReason(sms);
    const most = Math.max(...groups.map(([, lines]) => sum(lines)), 1);

    this.#lines = new Map(
      groups.map(([reason, lines]) => {
        const key = JSON.stringify([reason, lines, most]);

        return [key, this.#lines.get(key) ?? makeReason(reason, lines, most)];
      })
    );
    syncChildren(this.list, [...this.#lines.values()]);
    show(this.nothing, groups.length === 0);
    setText(this.nothing, 'No SMS was wanted in this time.');
  }
}
