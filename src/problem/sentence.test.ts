import { expect, it } from 'vitest';

import { sentenceOf } from './sentence.js';

it.each([
  ['the token has expired', 'The token has expired.'],
  ['Is it running?', 'Is it running?'],
  ['Run it again.', 'Run it again.'],
])('%s', (clause, sentence) => {
  expect(sentenceOf(clause)).toBe(sentence);
});
