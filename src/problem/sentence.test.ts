import { expect, it } from 'vitest';

import { sentenceOf } from './sentence.js';

it.each([
  ['the token has expired', 'The token has expired.'],
  ['Is it yours?', 'Is it yours?'],
  ['stop!', 'Stop!'],
  ['', '.'],
])('%s', (clause, sentence) => {
  expect(sentenceOf(clause)).toBe(sentence);
});
