/** Which behaviour a phone has, and what it is called. */

/** @typedef {import('./store.js').Store} Store */

/**
 * What was set by hand wins over what the number itself stands for.
 *
 * @param {Store} store
 * @param {string} number
 */
export const behaviourOf = ({ phones, state }, number) =>
  phones.get(number) ??
  state?.behaviours.find((behaviour) => behaviour.number === number)?.name ??
  'healthy';

/**
 * @param {Store} store
 * @param {string} name
 */
export const titleOf = ({ state }, name) =>
  state?.behaviours.find((behaviour) => behaviour.name === name)?.title ?? name;

/**
 * @param {Store} store
 * @param {string} name
 */
export const explanationOf = ({ state }, name) =>
  state?.behaviours.find((behaviour) => behaviour.name === name)?.explanation ?? '';
