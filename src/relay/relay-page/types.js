/** What the relay tells: the answers of `GET /summary` and `GET /deliveries`. */

/** @typedef {'delivered' | 'sms' | 'neither' | 'waiting'} Series */

/** @typedef {{ at: string } & Record<Series, number>} Period */

/** @typedef {'failed' | 'deadline'} Trigger Why an SMS was wanted. */

/** @typedef {'sent' | 'failed' | 'unknown' | 'recorded' | 'due' | 'started'} SmsOutcome */

/**
 * @typedef {object} SmsCount
 * @property {Trigger} trigger
 * @property {number} [errorCode]
 * @property {string} [title]
 * @property {SmsOutcome} outcome
 * @property {number} count
 */

/**
 * @typedef {object} ErrorCount
 * @property {number} code
 * @property {number} count
 * @property {string} title
 * @property {string} meaning
 * @property {string} remedy
 */

/**
 * @typedef {object} Summary
 * @property {string} from
 * @property {string} to
 * @property {number} minutes
 * @property {number} sends
 * @property {number} delivered
 * @property {number} [deliveredShare] 0 to 1; absent when nothing is decided.
 * @property {number} waiting
 * @property {number} [medianSecondsToDelivered]
 * @property {number} [p95SecondsToDelivered]
 * @property {number} withStatus Of how many codes WhatsApp has told anything.
 * @property {number} deliveredAfterSms
 * @property {Record<string, number>} states
 * @property {SmsCount[]} sms
 * @property {ErrorCount[]} errors
 * @property {number} periodSeconds How long each period is.
 * @property {Period[]} periods Oldest first.
 */

/**
 * @typedef {object} TimelineEntry
 * @property {string} at
 * @property {string} event
 * @property {string} [detail]
 */

/**
 * @typedef {object} Delivery
 * @property {string} id
 * @property {string} state One of those in `states.js`, or one that a newer relay knows.
 * @property {string} [recipient] Masked.
 * @property {string} [country]
 * @property {string} [usageType]
 * @property {string} [language]
 * @property {string} createdAt
 * @property {string} [deadlineAt]
 * @property {string} [expiresAt]
 * @property {string} [deliveredAt]
 * @property {Trigger} [trigger]
 * @property {number} [errorCode]
 * @property {{ title: string, meaning: string, remedy: string }} [error]
 * @property {{ connector: string, attempts: number, explanation?: string, remedy?: string }} [sms]
 * @property {TimelineEntry[]} timeline
 */

/** @typedef {{ deliveries: Delivery[], next?: string }} DeliveryPage */

/** @typedef {{ state?: string, messageId?: string }} Filter */

export {};
