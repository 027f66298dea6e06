/** The states of a delivery, in words, and what an administrator can do about each. */

/** @typedef {'delivered' | 'sms' | 'neither' | 'unsure' | 'waiting'} Tone */

/**
 * @typedef {object} StateLook
 * @property {string} words
 * @property {string} [choice] Tells it from another of the same words, in the filter.
 * @property {import('./icons.js').IconName} icon
 * @property {Tone} tone
 * @property {string} meaning
 * @property {string} [remedy] Stands where neither the error nor the SMS brings one.
 */

/** @type {Readonly<Record<string, StateLook>>} */
export const states = Object.freeze({
  waiting: {
    words: 'On its way',
    icon: 'clock',
    tone: 'waiting',
    meaning: 'WhatsApp has accepted the code, and has not told yet whether it was delivered.',
  },
  delivered: {
    words: 'Delivered',
    icon: 'double',
    tone: 'delivered',
    meaning: 'WhatsApp has brought the code to the phone.',
  },
  'sms-due': {
    words: 'SMS going out',
    choice: 'SMS going out: decided',
    icon: 'outgoing',
    tone: 'sms',
    meaning: 'It is decided: within moments the SMS goes out, or is recorded.',
  },
  'sms-started': {
    words: 'SMS going out',
    choice: 'SMS going out: at the provider',
    icon: 'outgoing',
    tone: 'sms',
    meaning: 'The code is being handed to the SMS provider.',
  },
  'sms-sent': {
    words: 'SMS sent',
    icon: 'sms',
    tone: 'sms',
    meaning: 'The SMS provider has taken the code.',
  },
  'sms-failed': {
    words: 'SMS failed',
    icon: 'alert',
    tone: 'neither',
    meaning: 'WhatsApp did not deliver the code, and no SMS could go out either.',
    remedy: 'Look at the reason in the history below, and at "fallback" in the config in Console.',
  },
  'sms-unknown': {
    words: 'SMS unconfirmed',
    icon: 'question',
    tone: 'unsure',
    meaning:
      'The code was handed to the SMS provider, and no answer came. It may have arrived. It is not sent again, so that nobody gets two.',
    remedy: "Look for it in the SMS provider's own list of messages.",
  },
  recorded: {
    words: 'Would have sent an SMS',
    icon: 'note',
    tone: 'unsure',
    meaning:
      'WhatsApp did not deliver the code. The fallback only records, so that no SMS went out.',
    remedy:
      'When you are content with what it records, set "mode" in "fallback" to "send" in Console.',
  },
  undelivered: {
    words: 'Not delivered',
    icon: 'cross',
    tone: 'neither',
    meaning: 'WhatsApp did not deliver the code, and no SMS was to go out for it.',
    remedy: 'To reach such people by SMS, set "fallback" in the config in Console.',
  },
  expired: {
    words: 'Expired',
    icon: 'hourglass',
    tone: 'neither',
    meaning: 'The code was no longer valid before it could be delivered or sent by SMS.',
    remedy:
      'This happens when the relay was stopped or had no database for minutes. Look at its log of that time.',
  },
  unregistered: {
    words: 'Not registered',
    icon: 'unlinked',
    tone: 'unsure',
    meaning:
      'WhatsApp told about this message, and the connector has not. Without its registration no SMS can go out.',
    remedy:
      'Check "Relay URL" and "Relay secret" in Console, and that Logto reaches the relay. A message that something other than Logto sends from the same number stays like this, and that is well.',
  },
});

/**
 * @param {string} state
 * @returns {StateLook}
 */
export const lookOf = (state) =>
  states[state] ?? {
    words: state,
    icon: 'question',
    tone: 'unsure',
    meaning: 'This page does not know this state. Reload it: the relay may have been updated.',
  };

/** @type {Readonly<Record<string, string>>} */
const eventWords = Object.freeze({
  registered: 'Registered by the connector',
  accepted: 'Accepted by WhatsApp',
  sent: 'Sent by WhatsApp',
  delivered: 'Delivered by WhatsApp',
  read: 'Read',
  failed: 'WhatsApp could not deliver it',
  deadline: 'Not delivered by the deadline',
  'sms-due': 'An SMS was decided',
  'sms-started': 'Handed to the SMS provider',
  'sms-sent': 'The SMS provider took it',
  'sms-failed': 'No SMS could go out',
  'sms-unknown': 'The SMS provider did not answer',
  recorded: 'An SMS would have gone out',
  undelivered: 'Given up',
  expired: 'The code was no longer valid',
});

/** @param {string} event */
export const nameEvent = (event) => eventWords[event] ?? event;
