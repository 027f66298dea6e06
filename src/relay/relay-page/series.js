/** How a series is told from the others without its colour: solid, hatched or hollow. */
import { draw, make } from './elements.js';

/** @typedef {'delivered' | 'sms' | 'neither' | 'unsure' | 'waiting'} Look */

/** Patterns stand in index.html. */
const patterns = Object.freeze({ neither: 'url(#hatch)', unsure: 'url(#dots)' });

/** @param {Look} look */
const fillOf = (look) => (look === 'neither' || look === 'unsure' ? patterns[look] : undefined);

/** @param {Look} look */
export const drawPart = (look) => draw('rect', { class: `part part-${look}`, fill: fillOf(look) });

/** @param {Look} look */
export const makeSwatch = (look) =>
  draw(
    'svg',
    { class: 'swatch', viewBox: '0 0 12 12', 'aria-hidden': 'true' },
    draw('rect', {
      class: `part part-${look}`,
      fill: fillOf(look),
      x: 1,
      y: 1,
      width: 10,
      height: 10,
      rx: 2,
    })
  );

/**
 * @param {Look} look
 * @param {string} words
 */
export const makeKey = (look, words) =>
  make('span', { class: 'key' }, makeSwatch(look), make('span', {}, words));
