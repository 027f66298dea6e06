/**
 * The shapes of the sandbox's JSON API, for the type checker alone; nothing is loaded from here.
 *
 * @typedef {'sent' | 'delivered' | 'read' | 'failed'} StatusName
 * @typedef {{ code: number, title: string, details?: string }} StatusError
 * @typedef {{ status: StatusName, at: string, error?: StatusError }} Status
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {'whatsapp' | 'sms'} channel
 * @property {string} to
 * @property {string} from Of an SMS: the API that it came by.
 * @property {string} [templateName] Of WhatsApp only, and so are the language and the button.
 * @property {string} [language] As Meta writes it, with an underscore.
 * @property {string} code
 * @property {string} body With WhatsApp's asterisks.
 * @property {string} [footer]
 * @property {string} [button]
 * @property {string} acceptedAt
 * @property {string} [arrivedAt] Absent while it does not lie on the phone.
 * @property {string} [droppedAt]
 * @property {string} behaviour
 * @property {Status[]} statuses In the order in which webhooks went out.
 *
 * @typedef {object} Refusal
 * @property {string} id
 * @property {string} at
 * @property {string} [to]
 * @property {number} status
 * @property {number} [code] Absent when Meta itself did not answer.
 * @property {string} message
 * @property {string} [details]
 * @property {unknown} request
 * @property {unknown} answer
 *
 * @typedef {object} Webhook
 * @property {number} id
 * @property {string} url
 * @property {string} at
 * @property {number} tookMs
 * @property {number} attempt
 * @property {{ status: number } | { problem: string }} answer
 * @property {string} body
 *
 * @typedef {object} MessageDetails
 * @property {Message} message
 * @property {unknown} request
 * @property {unknown} answer
 * @property {Webhook[]} webhooks
 *
 * @typedef {object} Behaviour
 * @property {string} name
 * @property {string} title
 * @property {string} explanation
 * @property {string} [number] The magic number that behaves so.
 *
 * @typedef {{ number: string, behaviour: string }} Phone
 *
 * @typedef {object} WebhookState
 * @property {string} [url]
 * @property {'none' | 'unverified' | 'verified'} state
 * @property {string} [problem]
 *
 * @typedef {object} State
 * @property {string} url
 * @property {unknown} connectorConfig
 * @property {Array<{ label: string, value: string }>} formFields The same, as Console's form has them.
 * @property {string} businessName
 * @property {string} businessNumber
 * @property {string} graphVersion
 * @property {WebhookState} webhook
 * @property {Behaviour[]} behaviours
 *
 * @typedef {object} Snapshot All that the page shows, as loaded at once.
 * @property {State} state
 * @property {Message[]} messages
 * @property {Refusal[]} refusals
 * @property {Phone[]} phones
 */

export {};
