/** The languages in which a tenant's sign-in page talks to people. */
import { z } from 'zod';

import { type ManagementApi } from './management-api.js';
import { isSuccess } from './refusals.js';
import { notLogto } from './tenant-request.js';

/** Language tags as in BCP 47, such as `pt-BR`. */
export type TenantLanguages = {
  /** All that the sign-in page can be in; `fallback` stands first. */
  tags: readonly string[];
  /** What people get whose language is none of these. */
  fallback: string;
  /** Whether the browser's language is heeded; otherwise everybody gets `fallback`. */
  isDetected: boolean;
};

/**
 * What Logto brings along.
 *
 * Source: Logto, `builtInLanguages` of `@logto/phrases-experience` 1.15 (Logto 1.43). Older versions
 * have fewer.
 */
export const builtInLanguages: readonly string[] = Object.freeze([
  'ar',
  'cs',
  'de',
  'en',
  'es',
  'es-MX',
  'fa-IR',
  'fr',
  'it',
  'ja',
  'ko',
  'pl-PL',
  'pt-PT',
  'pt-BR',
  'ru',
  'th',
  'tr-TR',
  'uk-UA',
  'zh-CN',
  'zh-HK',
  'zh-TW',
]);

const tagGuard = z.string().regex(/^[A-Za-z]{2,3}(?:-[\dA-Za-z]{2,8}){0,3}$/);

const experienceGuard = z.object({
  languageInfo: z.object({ autoDetect: z.boolean(), fallbackLanguage: tagGuard }),
});

const phrasesGuard = z.array(z.object({ languageTag: z.unknown() }));

/** Languages that the tenant has added. An app that may not read them does without. */
const readCustomLanguages = async (api: ManagementApi): Promise<string[]> => {
  const answer = await api.ask({ method: 'GET', path: 'custom-phrases' });
  const phrases = isSuccess(answer) ? phrasesGuard.safeParse(answer.json).data : undefined;

  return (phrases ?? []).flatMap(({ languageTag }) => tagGuard.safeParse(languageTag).data ?? []);
};

/** @throws {CommandProblem} When the sign-in experience cannot be read. */
export const readTenantLanguages = async (api: ManagementApi): Promise<TenantLanguages> => {
  const [experience, customLanguages] = await Promise.all([
    api.call({ method: 'GET', path: 'sign-in-exp' }, 'read the sign-in experience'),
    readCustomLanguages(api),
  ]);
  const { data } = experienceGuard.safeParse(experience);

  if (!data) {
    throw notLogto(api.access.origin, 200);
  }

  const { autoDetect: isDetected, fallbackLanguage: fallback } = data.languageInfo;

  const others = isDetected ? [...builtInLanguages, ...customLanguages] : [];

  return { tags: [...new Set([fallback, ...others])], fallback, isDetected };
};
