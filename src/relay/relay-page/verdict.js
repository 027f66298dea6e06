/** The answer to "do the codes arrive?", in one sentence. */
import { formatCount, formatNoun } from './formatting.js';

/** @typedef {import('./types.js').Summary} Summary */

/** @typedef {{ tone: 'good' | 'fair' | 'bad' | 'none', headline: string, sentence: string }} Verdict */

/** States in which a code has reached nobody, for all that is known. */
const missed = Object.freeze(['undelivered', 'expired', 'sms-failed', 'recorded']);

const underway = Object.freeze(['waiting', 'sms-due', 'sms-started']);

/** The share of codes that reach nobody from which on it is no longer a matter of single phones. */
const fairShare = 0.02;
const badShare = 0.1;

/**
 * @param {Summary} summary
 * @param {readonly string[]} names
 */
const countStates = ({ states }, names) =>
  names.reduce((sum, name) => sum + (states[name] ?? 0), 0);

/** @param {number} share Of the codes that reached nobody. */
const judge = (share) => {
  if (share >= badShare) {
    return /** @type {const} */ ({ tone: 'bad', headline: 'Many codes do not arrive' });
  }

  return share >= fairShare
    ? /** @type {const} */ ({ tone: 'fair', headline: 'Some codes do not arrive' })
    : /** @type {const} */ ({ tone: 'good', headline: 'Nearly all codes arrive' });
};

/**
 * Whether more is reported than was registered: a connector with another secret, or with none.
 *
 * @param {Summary} summary
 */
const hasStrangers = ({ states, sends }) => (states.unregistered ?? 0) > sends;

/**
 * What became of the codes that WhatsApp did not deliver.
 *
 * @param {Summary} summary
 */
const tellFates = (summary) => {
  const bySms = summary.states['sms-sent'] ?? 0;
  const unsure = summary.states['sms-unknown'] ?? 0;
  const lost = countStates(summary, missed);

  return [
    bySms > 0 ? `${formatCount(bySms)} went out by SMS` : '',
    unsure > 0 ? `${formatCount(unsure)} may have come by SMS` : '',
    lost > 0 ? `${formatCount(lost)} reached nobody` : '',
  ].filter(Boolean);
};

/**
 * Whatever becomes of a code, "sent" or "failed" comes within moments, and Meta repeats what it could
 * not hand over: that none has come for any code is no matter of phones.
 *
 * @param {Summary} summary
 * @param {number} decided
 * @returns {Verdict}
 */
const tellOfSilence = (summary, decided) => ({
  tone: 'bad',
  headline: 'No delivery statuses come',
  sentence: `WhatsApp has told nothing of ${[formatNoun(decided, 'code'), tellFates(summary).join(', ')].filter(Boolean).join(': ')}. Run “connector-whatsapp-otp relay subscribe”, and check WHATSAPP_APP_SECRET: with a wrong one, the log of the relay has “webhook-refused”.`,
});

/**
 * @param {Summary} summary
 * @returns {Verdict}
 */
export const judgeSummary = (summary) => {
  const { sends, delivered, withStatus } = summary;
  const lost = countStates(summary, missed);
  const open = countStates(summary, underway);
  const decided = sends - open;

  if (hasStrangers(summary)) {
    return {
      tone: 'bad',
      headline: 'Codes are not registered',
      sentence:
        'WhatsApp tells of messages that no connector has registered: nobody gets an SMS for them. Check Relay URL and Relay secret in Logto Console.',
    };
  }

  if (sends === 0) {
    return { tone: 'none', headline: 'No codes', sentence: 'None was sent in this time.' };
  }

  if (decided <= 0) {
    return {
      tone: 'none',
      headline: 'Codes are on their way',
      sentence: `WhatsApp has not told yet about any of the ${formatNoun(sends, 'code')}.`,
    };
  }

  if (withStatus === 0) {
    return tellOfSilence(summary, decided);
  }

  const arrived = `${formatCount(delivered)} of ${formatNoun(decided, 'code')} arrived over WhatsApp`;
  const more = open > 0 ? ` ${formatCount(open)} more on the way.` : '';

  return {
    ...(lost === 0
      ? /** @type {const} */ ({ tone: 'good', headline: 'The codes arrive' })
      : judge(lost / decided)),
    sentence: `${[arrived, ...tellFates(summary)].join(', ')}.${more}`,
  };
};
