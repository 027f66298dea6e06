/** What the sandbox reports while the page is open, and the connection that it comes over. */

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Phone} Phone */
/** @typedef {import('./types.js').Refusal} Refusal */
/** @typedef {import('./types.js').State} State */

/**
 * @typedef {object} SandboxEvents
 * @property {{ messages: Message[] }} inbox
 * @property {{ refusals: Refusal[] }} refusals
 * @property {{ number?: string }} cleared
 * @property {{ phones: Phone[] }} phones
 * @property {State} state
 */

/** @typedef {{ [Name in keyof SandboxEvents]: (data: SandboxEvents[Name]) => void }} Listeners */

/** In milliseconds. The browser itself tries again, but not when it was answered with an error. */
const retryTime = 2000;

/**
 * Listens until the page is closed.
 *
 * @param {Listeners} listeners
 * @param {(isLive: boolean) => void} onConnection Called with true at each new connection.
 */
export const listen = (listeners, onConnection) => {
  const source = new EventSource('/events');

  for (const [name, listener] of Object.entries(listeners)) {
    source.addEventListener(name, (/** @type {MessageEvent<string>} */ { data }) => {
      listener(JSON.parse(data));
    });
  }

  source.addEventListener('open', () => {
    onConnection(true);
  });
  source.addEventListener('error', () => {
    onConnection(false);

    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => {
        listen(listeners, onConnection);
      }, retryTime);
    }
  });
};
