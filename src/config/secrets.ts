import { isRecord } from './field.js';

/** Shorter texts of an SMS connector's config, such as a language, are no secrets, and stand anywhere. */
const shortestForeignSecret = 6;

/** Every text in a JSON value, at any depth; keys are not among them. */
export const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') {
    return [value];
  }

  if (Array.isArray(value)) {
    return value.flatMap((item) => stringsIn(item));
  }

  return isRecord(value) ? Object.values(value).flatMap((item) => stringsIn(item)) : [];
};

/**
 * What must not be shown of a connector's config, in whatever state that is. Which texts of an SMS
 * connector's config are secrets, only that connector knows: all of six characters or more count.
 */
export const secretsIn = (config: Readonly<Record<string, unknown>>): string[] => {
  const { accessToken, appSecret, relaySecret, fallback } = config;
  const foreign = stringsIn(isRecord(fallback) ? fallback.config : fallback);

  return [
    ...stringsIn([accessToken, appSecret, relaySecret]),
    ...foreign.filter((text) => text.trim().length >= shortestForeignSecret),
  ].flatMap((text) => [text, text.trim()]);
};
