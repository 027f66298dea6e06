/** The sandbox's JSON API. Every failure is an `Error` whose message a person can read. */

/** @typedef {import('./types.js').Snapshot} Snapshot */
/** @typedef {import('./types.js').MessageDetails} MessageDetails */

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
const call = async (path, options) => {
  const response = await fetch(path, options).catch(() => {
    throw new Error('The sandbox does not answer.');
  });

  if (!response.ok) {
    /** @type {{ error?: { message?: string } }} */
    const problem = await response.json().catch(() => ({}));

    throw new Error(problem.error?.message ?? `The sandbox answered ${response.status}.`);
  }

  return response;
};

/**
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
const read = async (path) => {
  const response = await call(path);

  return response.json();
};

/** @returns {Promise<Snapshot>} */
export const loadEverything = async () => {
  const [state, inbox, refused, set] = await Promise.all([
    /** @type {Promise<Snapshot['state']>} */ (read('/state')),
    /** @type {Promise<Pick<Snapshot, 'messages'>>} */ (read('/inbox')),
    /** @type {Promise<Pick<Snapshot, 'refusals'>>} */ (read('/refusals')),
    /** @type {Promise<Pick<Snapshot, 'phones'>>} */ (read('/phones')),
  ]);

  return { state, ...inbox, ...refused, ...set };
};

/**
 * @param {string} id
 * @returns {Promise<MessageDetails>}
 */
export const loadDetails = async (id) => read(`/inbox/message/${encodeURIComponent(id)}`);

/** @param {string} [number] Without it, every phone is cleared. */
export const clearInbox = async (number) =>
  call(number === undefined ? '/inbox' : `/inbox/${encodeURIComponent(number)}`, {
    method: 'DELETE',
  });

/**
 * @param {string} number
 * @param {string} behaviour
 */
export const setBehaviour = async (number, behaviour) =>
  call(`/phones/${encodeURIComponent(number)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ behaviour }),
  });
