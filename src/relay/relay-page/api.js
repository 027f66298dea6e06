/** The relay's answers. Every failure is a `Problem`, whose words a person can read. */

/** @typedef {import('./types.js').Summary} Summary */
/** @typedef {import('./types.js').DeliveryPage} DeliveryPage */
/** @typedef {import('./types.js').Filter} Filter */

/**
 * `token`: another one is needed. `not-set`: the relay has none. `away`: nobody answered.
 * `refused`: somebody did, and not with what was asked for.
 *
 * @typedef {'token' | 'not-set' | 'away' | 'refused'} ProblemKind
 */

/** In milliseconds: who looks at a page that refreshes wants to know by then that nobody answers. */
const answerTime = 8000;

/** How many deliveries one call brings. */
const pageSize = 50;

export class Problem extends Error {
  /**
   * @param {ProblemKind} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<any>} Undefined when it is no JSON.
 */
const readJson = async (response) => {
  const text = await response.text();

  try {
    return JSON.parse(text);
  } catch {}
};

/**
 * @param {Response} response
 * @returns {Promise<Problem>}
 */
const explain = async (response) => {
  const { status } = response;
  const { error } = (await readJson(response)) ?? {};

  if (status === 401) {
    return new Problem(
      'token',
      'The relay does not accept this token. Enter the value of RELAY_STATUS_TOKEN, as it stands in the environment of the relay.'
    );
  }

  if (status === 404 && error) {
    return new Problem(
      'not-set',
      'RELAY_STATUS_TOKEN is not set, and without it the relay shows nothing to anybody. Set it to at least 16 random characters in the environment of the relay, and restart the relay.'
    );
  }

  const words = [error?.message, error?.remedy].filter((text) => typeof text === 'string');

  return new Problem(
    'refused',
    [`The relay answers with the status ${status}.`, ...words].join(' ')
  );
};

/**
 * @param {string} path Relative: the relay may stand below a path of a proxy.
 * @param {string} token
 */
const ask = async (path, token) => {
  try {
    return await fetch(new URL(path, document.baseURI), {
      headers: { authorization: `Bearer ${token}` },
      cache: 'no-store',
      signal: AbortSignal.timeout(answerTime),
    });
  } catch {
    throw new Problem('away', 'The relay does not answer.');
  }
};

/**
 * @param {string} path
 * @param {string} token
 */
const read = async (path, token) => {
  const response = await ask(path, token);

  if (!response.ok) {
    throw await explain(response);
  }

  const body = await readJson(response);

  if (body === undefined) {
    throw new Problem('refused', 'Something other than the relay answers at this address.');
  }

  return body;
};

/**
 * @param {string} token
 * @param {number} minutes
 * @returns {Promise<Summary>}
 */
export const loadSummary = async (token, minutes) => read(`summary?minutes=${minutes}`, token);

/**
 * @param {string} token
 * @param {Filter} filter
 * @param {string} [before] The cursor that the last page gave.
 * @returns {Promise<DeliveryPage>}
 */
export const loadDeliveries = async (token, { state, messageId }, before) => {
  const query = new URLSearchParams({
    limit: String(pageSize),
    ...(state && { state }),
    ...(messageId && { messageId }),
    ...(before !== undefined && { before }),
  });

  return read(`deliveries?${query}`, token);
};
