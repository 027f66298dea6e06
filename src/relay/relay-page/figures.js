/** The verdict and the four figures below it. */
import { find, findElement, setAttributes, setText } from './elements.js';
import { formatCount, formatDuration, formatNoun, formatShare } from './formatting.js';
import { makeIcon } from './icons.js';
import { judgeSummary } from './verdict.js';

/** @typedef {import('./types.js').Summary} Summary */

const icons = Object.freeze({ good: 'check', fair: 'warning', bad: 'cross', none: 'clock' });

/**
 * @param {Summary} summary
 * @param {import('./types.js').SmsOutcome} outcome
 */
const countSms = ({ sms }, outcome) =>
  sms.filter((line) => line.outcome === outcome).reduce((sum, { count }) => sum + count, 0);

/** @param {Summary} summary */
const describeSms = (summary) =>
  [
    [countSms(summary, 'failed'), 'failed'],
    [countSms(summary, 'unknown'), 'unconfirmed'],
    [countSms(summary, 'recorded'), 'only recorded'],
    [summary.deliveredAfterSms, 'reached WhatsApp later after all'],
  ]
    .filter(([count]) => Number(count) > 0)
    .map(([count, words]) => `${formatCount(Number(count))} ${words}`)
    .join(', ') || 'When WhatsApp did not deliver';

/** @param {Summary} summary */
const describeShare = ({ deliveredShare, waiting }) =>
  deliveredShare === undefined
    ? 'Nothing is decided yet'
    : `of the codes that are decided${waiting > 0 ? `; ${formatCount(waiting)} on the way` : ''}`;

/** @param {Summary} summary */
const renderVerdict = (summary) => {
  const { tone, headline, sentence } = judgeSummary(summary);
  const banner = findElement('verdict');

  if (banner.dataset.tone !== tone) {
    setAttributes(banner, { 'data-tone': tone });
    findElement('verdict-icon').replaceChildren(makeIcon(icons[tone]));
  }

  setText(findElement('verdict-headline'), headline);
  setText(findElement('verdict-sentence'), sentence);
};

/**
 * @param {string} id
 * @param {string} text
 */
const write = (id, text) => {
  setText(findElement(id), text);
};

/** @param {Summary} summary */
export const renderFigures = (summary) => {
  const { sends, deliveredShare, medianSecondsToDelivered, p95SecondsToDelivered } = summary;
  const perMinute = sends / summary.minutes;

  renderVerdict(summary);
  write('share', deliveredShare === undefined ? '–' : formatShare(deliveredShare));
  write('share-note', describeShare(summary));
  setAttributes(find('ring', SVGElement), {
    'stroke-dasharray': `${(deliveredShare ?? 0) * 100} 100`,
  });
  write('sends', formatCount(sends));
  write(
    'sends-note',
    perMinute >= 1 ? `about ${formatNoun(Math.round(perMinute), 'code')} a minute` : 'codes in all'
  );
  write(
    'median',
    medianSecondsToDelivered === undefined ? '–' : formatDuration(medianSecondsToDelivered)
  );
  write(
    'median-note',
    p95SecondsToDelivered === undefined
      ? 'Nothing was delivered'
      : `95% within ${formatDuration(p95SecondsToDelivered)}`
  );
  write('sms', formatCount(countSms(summary, 'sent')));
  write('sms-note', describeSms(summary));
};
