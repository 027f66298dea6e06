import { describe, expect, it } from 'vitest';

import { readLanguages } from './languages.js';

describe('languages', () => {
  it.each([
    ['pt_BR', 'pt_BR'],
    ['pt-BR', 'pt_BR'],
    ['pt', 'pt_BR'],
    ['zh', 'zh_CN'],
    ['zh-HK', 'zh_HK'],
    ['tr-TR', 'tr'],
    ['fa-IR', 'fa'],
    ['es-BO', 'es'],
    ['no', 'nb'],
  ])('%s is %s', (tag, language) => {
    expect(readLanguages([tag]).languages).toEqual([language]);
  });

  it('come once, and what became of them is told', () => {
    expect(readLanguages([' en', 'en', 'pt', 'pt-BR', '', 'hy', 'no tag'])).toEqual({
      languages: ['en', 'pt_BR'],
      translated: [{ tag: 'pt', language: 'pt_BR' }],
      missing: ['hy', 'no tag'],
    });
  });
});
