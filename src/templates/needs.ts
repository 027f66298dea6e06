/** What a connector's config asks of an account's templates. */
import { type FallbackConfig } from '../fallback/config.js';
import { type MetaLanguage } from '../meta/languages.js';
import { type TemplateEntry } from '../types.js';

/** A template in one language, and the usage types that send it. */
export type TemplateUse = {
  name: string;
  language: MetaLanguage;
  usageTypes: readonly string[];
};

/** Seconds for which a code of Logto is valid. */
export const usualCodeLife = 600;

/** In seconds. Source: Meta, "Time-to-live". */
export const ttlRange = Object.freeze({ from: 30, to: 900 });

/** Shorter, and a phone that is only slow would get no code by WhatsApp. In seconds. */
const shortestUsefulTtl = 60;

/**
 * How long Meta should try to deliver a code: no longer than it is valid. Where an SMS goes out for
 * what was not delivered in time, not much longer than that, so that one code does not come twice.
 *
 * @param codeLife Seconds for which a code is valid.
 * @returns Seconds, within what Meta takes.
 */
export const neededTtl = (
  {
    relay,
    fallback,
  }: {
    relay?: unknown;
    fallback?: Pick<FallbackConfig, 'mode' | 'whenNotDeliveredWithinSeconds'> | undefined;
  },
  codeLife: number = usualCodeLife
): number => {
  const deadline =
    relay && fallback?.mode === 'send'
      ? Math.max(shortestUsefulTtl, 2 * fallback.whenNotDeliveredWithinSeconds)
      : codeLife;

  return Math.max(ttlRange.from, Math.min(ttlRange.to, codeLife, deadline));
};

/**
 * Each template in each language that these entries send, once.
 *
 * @param entries As in the config, in its order.
 */
export const neededTemplates = (entries: readonly TemplateEntry[]): TemplateUse[] => {
  const uses = new Map<string, TemplateUse>();

  for (const { usageType, templateName: name, language: languages } of entries) {
    for (const language of languages) {
      const key = `${name} ${language}`;
      const usageTypes = uses.get(key)?.usageTypes ?? [];

      uses.set(key, { name, language, usageTypes: [...new Set([...usageTypes, usageType])] });
    }
  }

  return [...uses.values()];
};
