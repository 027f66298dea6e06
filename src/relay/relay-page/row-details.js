/** What opens below a delivery: what has happened, why, and what to do about it. */
import { make } from './elements.js';
import {
  asSentence,
  formatDuration,
  formatExactTime,
  formatTime,
  nameCountry,
  nameLanguage,
  secondsBetween,
} from './formatting.js';
import { lookOf, nameEvent } from './states.js';

/** @typedef {import('./types.js').Delivery} Delivery */

/**
 * @param {string} label
 * @param {string} text
 * @param {string} [className]
 */
const makeParagraph = (label, text, className) =>
  make('p', { class: className }, make('strong', {}, `${label}: `), asSentence(text));

/** @param {Delivery} delivery */
const describeTrigger = ({ trigger, createdAt, deadlineAt }) => {
  if (trigger !== 'deadline') {
    return 'WhatsApp could not deliver it.';
  }

  return deadlineAt === undefined
    ? 'WhatsApp did not confirm it by the deadline.'
    : `WhatsApp did not confirm it within ${formatDuration(secondsBetween(createdAt, deadlineAt))}.`;
};

/** @param {Delivery} delivery */
const explainReason = (delivery) => {
  const { trigger, error, errorCode } = delivery;

  return [
    ...(trigger ? [makeParagraph('Why', describeTrigger(delivery))] : []),
    ...(errorCode === undefined
      ? []
      : [
          makeParagraph(
            `Error ${errorCode}`,
            error ? `${error.title}. ${error.meaning}` : 'unknown'
          ),
        ]),
  ];
};

/** @param {Delivery} delivery */
const explainSms = ({ sms }) => {
  if (!sms) {
    return [];
  }

  const attempts = sms.attempts === 1 ? '1 attempt' : `${sms.attempts} attempts`;

  return [
    make(
      'p',
      {},
      make('strong', {}, 'SMS through '),
      make('code', {}, sms.connector),
      ` (${attempts}).`,
      ...(sms.explanation ? [` ${asSentence(sms.explanation)}`] : [])
    ),
  ];
};

/**
 * The SMS is what is left to repair, once it has come to that.
 *
 * @param {Delivery} delivery
 */
const advise = ({ state, sms, error }) => {
  const advice = sms?.remedy ?? error?.remedy ?? lookOf(state).remedy;
  // The person has got the code all the same.
  const isRepaired = state === 'sms-sent' || state === 'delivered';

  return advice === undefined
    ? []
    : [makeParagraph(isRepaired ? 'If it happens often' : 'What to do', advice, 'remedy')];
};

/** @param {Delivery} delivery */
const explain = (delivery) =>
  make(
    'div',
    { class: 'explanation' },
    makeParagraph(lookOf(delivery.state).words, lookOf(delivery.state).meaning),
    ...explainReason(delivery),
    ...explainSms(delivery),
    ...advise(delivery)
  );

/** @param {Delivery} delivery */
const makeHistory = ({ timeline, createdAt }) =>
  make(
    'ol',
    { class: 'history', 'data-testid': 'history' },
    ...timeline.map(({ at, event, detail }) => {
      const seconds = secondsBetween(createdAt, at);

      return make(
        'li',
        {},
        make('time', { datetime: at }, formatExactTime(at)),
        make('span', { class: 'after' }, seconds >= 0.05 ? `+${formatDuration(seconds)}` : ''),
        make(
          'span',
          {},
          make('span', { class: 'event' }, nameEvent(event)),
          ...(detail ? [make('span', { class: 'detail' }, ` ${detail}`)] : [])
        )
      );
    })
  );

/** @param {Delivery} delivery */
const makeFacts = ({ country, usageType, language, deadlineAt, expiresAt }) =>
  make(
    'dl',
    { class: 'facts' },
    ...Object.entries({
      Country: country && nameCountry(country),
      'Usage type': usageType,
      Language: language && `${nameLanguage(language)} (${language})`,
      'SMS unless delivered by': deadlineAt && formatTime(deadlineAt),
      'Code valid until': expiresAt && formatTime(expiresAt),
    }).flatMap(([term, value]) =>
      value ? [make('div', {}, make('dt', {}, term), make('dd', {}, value))] : []
    )
  );

/**
 * @param {Delivery} delivery
 * @returns {HTMLElement[]}
 */
export const makeDetails = (delivery) => [
  explain(delivery),
  make('h3', {}, 'What happened'),
  makeHistory(delivery),
  makeFacts(delivery),
];
