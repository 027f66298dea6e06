/** A config read field by field, so that a broken one does not hide the rest. */
import { type ZodIssue, type ZodType, type ZodTypeDef } from 'zod';

import { relayGuard } from '../config/relay.js';
import { secretsIn } from '../config/secrets.js';
import { createFallbackGuard } from '../fallback/config.js';
import { Providers } from '../fallback/providers.js';
import { createCensor } from '../meta/censor.js';
import { defaultBaseUrl } from '../meta/gateways.js';
import { defaultGraphVersion, isGraphVersion } from '../meta/graph-versions.js';
import { CommandProblem } from '../problem/command-problem.js';
import { createConfigGuard, createFieldsGuard } from '../types.js';

import { type SetupSource } from './setup-source.js';
import { type Setup, type SetupIssue } from './setup.js';

/** Logto's other connectors lie where Logto is, not where an administrator sits. */
class UnseenProviders extends Providers {
  override isInstalled(): boolean {
    return true;
  }
}

/** They say where the token goes: to guess at them would show it to somebody else. */
const addressKeys: ReadonlySet<string> = new Set(['gateway', 'baseUrl']);

const readField = <Output>(
  guard: ZodType<Output, ZodTypeDef, unknown>,
  value: unknown
): Output | undefined => guard.safeParse(value).data;

const versionIn = (value: unknown): string => {
  const text = typeof value === 'string' ? value.trim() : '';

  // An expired one is kept: Meta answers to it, and the issues tell.
  return isGraphVersion(text) ? text : defaultGraphVersion;
};

const issuesOf = (
  { unreadable = [], nameOf = (key) => key }: SetupSource,
  found: readonly ZodIssue[]
): SetupIssue[] => {
  const unreadableKeys = new Set(unreadable.map(({ key }) => key));

  return [
    ...unreadable,
    ...found
      .map(({ path: [first = '', ...rest], message }) => {
        const key = String(first);

        return { key, path: [nameOf(key), ...rest].join('.'), message };
      })
      // What could not be read is not missing.
      .filter(({ key }) => !unreadableKeys.has(key)),
  ];
};

const refuseUnknownAddress = (issues: readonly SetupIssue[]) => {
  if (issues.some(({ key }) => addressKeys.has(key))) {
    throw new CommandProblem(
      [
        'The config does not say where the access token may be sent, so that nothing can be called:',
        ...issues.map(({ path, message }) => `  ${path}: ${message}`),
      ].join('\n')
    );
  }
};

/**
 * Reads what can be read; the rest is among the issues, as Console would tell them. A fallback whose
 * connector is not installed on this machine is none.
 *
 * @param now When the question is asked: Graph API versions expire.
 * @throws {CommandProblem} When gateway or base URL cannot be used, with all issues.
 */
export const parseSetup = (source: SetupSource, now = () => new Date()): Setup => {
  const { raw, origin, notes = [], secrets = [], unreadable = [] } = source;
  const guards = { now, fallback: createFallbackGuard(new UnseenProviders()), relay: relayGuard };
  const found = createConfigGuard(guards).safeParse(raw).error?.issues ?? [];
  const issues = issuesOf(source, found);
  refuseUnknownAddress(issues);

  const { shape } = createFieldsGuard(guards);
  const gateway = readField(shape.gateway, raw.gateway) ?? 'meta';
  // What the form hides for the other gateway is not used.
  const ofMeta = gateway === 'meta' ? raw : {};
  const { relayUrl, relaySecret } = readField(relayGuard, raw) ?? {};

  return {
    origin,
    raw,
    issues,
    unreadable: new Set(unreadable.map(({ key }) => key)),
    notes,
    gateway,
    baseUrl: readField(shape.baseUrl, raw.baseUrl) ?? defaultBaseUrl(gateway),
    apiVersion: versionIn(ofMeta.apiVersion),
    accessToken: readField(shape.accessToken, raw.accessToken),
    appSecret: readField(shape.appSecret, ofMeta.appSecret),
    phoneNumberId: readField(shape.phoneNumberId, ofMeta.phoneNumberId),
    businessAccountId: readField(shape.businessAccountId, ofMeta.businessAccountId),
    templates: readField(shape.templates, raw.templates) ?? [],
    fallback: readField(shape.fallback, raw.fallback),
    relay: relayUrl && relaySecret ? { url: relayUrl, secret: relaySecret } : undefined,
    censor: createCensor([...secretsIn(raw), ...secrets]),
  };
};
