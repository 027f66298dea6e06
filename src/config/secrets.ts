import { isRecord } from '../json/is-record.js';

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

/** As it stands, as it stands in a JSON text, and the token of a text such as "Bearer token1". */
const formsOf = (text: string): string[] => [
  text,
  text.trim(),
  JSON.stringify(text.trim()).slice(1, -1),
  ...text.split(/\s+/).filter((word) => /\d/.test(word)),
];

/**
 * What must not be shown of an SMS connector's config, in each form in which a provider may repeat it.
 * Which of its texts are secrets, only that connector knows: all of six characters or more count.
 */
export const foreignSecretsIn = (config: unknown): string[] =>
  stringsIn(config)
    .flatMap((text) => formsOf(text))
    .filter((text) => text.trim().length >= shortestForeignSecret);

/** What must not be shown of a connector's config, in whatever state that is. */
export const secretsIn = (config: Readonly<Record<string, unknown>>): string[] => {
  const { accessToken, appSecret, relaySecret, fallback } = config;

  return [
    ...stringsIn([accessToken, appSecret, relaySecret]).flatMap((text) => [text, text.trim()]),
    ...foreignSecretsIn(isRecord(fallback) ? fallback.config : fallback),
  ];
};
