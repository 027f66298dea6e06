/** The status token: kept for this tab alone, until it is closed or the token is forgotten. */

const key = 'relay-status-token';

/** What a header can carry; a relay's token has nothing else. */
const pattern = /^[\u0021-\u007E]+$/u;

/** @param {string} token */
export const isPossibleToken = (token) => pattern.test(token);

/** @returns {string | undefined} */
export const readToken = () => sessionStorage.getItem(key) ?? undefined;

/** @param {string} token */
export const keepToken = (token) => {
  sessionStorage.setItem(key, token);
};

export const forgetToken = () => {
  sessionStorage.removeItem(key);
};
