import { describe, expect, it } from 'vitest';

import {
  healthy,
  lineOf,
  number,
  refused,
  setup,
  silent,
} from '../../../test/support/doctor-facts.js';
import { fallbackConfig } from '../../../test/support/sms-provider.js';
import { type CallFailure } from '../../meta/failure.js';
import { type Facts, type WebhookFacts, absent, known } from '../facts.js';

import { checkFallback } from './fallback.js';
import { checkRelay } from './relay.js';
import { checkWebhooks } from './webhooks.js';

const withRelay = { ...setup, relay: { url: 'http://relay:4600', secret: 'planted-relay-secret' } };

const noWebhook: Facts['appWebhook'] = { kind: 'known', value: undefined };

const failed = (failure: CallFailure) => ({ kind: 'failed' as const, failure });

describe('the relay', () => {
  const ready = { status: 200, isRelay: true, skew: 0 };
  const check = (facts: Partial<Facts>, id = 'relay') =>
    lineOf(
      checkRelay({
        ...healthy,
        setup: withRelay,
        relay: known(ready),
        relaySecret: known('same'),
        ...facts,
      }),
      id
    );

  it.each<[string, Partial<Facts>, RegExp]>([
    ['is ready', {}, /^passed: relay:4600 is ready/],
    ['is not ready', { relay: known({ ...ready, status: 503 }) }, /^failed: .*not ready/],
    [
      'is something else',
      { relay: known({ status: 404, isRelay: false }) },
      /^failed: What answers at relay:4600 is not the relay \(HTTP 404\)/,
    ],
    [
      'is not reached',
      {
        relay: failed({
          kind: 'unreachable',
          host: 'relay:4600',
          systemCode: 'ENOTFOUND',
          lasting: false,
        }),
      },
      /^failed: The relay at relay:4600 cannot be reached \(ENOTFOUND\)\..*run the doctor where Logto/,
    ],
    [
      'has a bad certificate',
      {
        relay: failed({
          kind: 'unreachable',
          host: 'relay:4600',
          systemCode: 'CERT_HAS_EXPIRED',
          lasting: true,
        }),
      },
      /^failed: No secure connection .*→ Check its certificate[^.]*\.$/,
    ],
    [
      'breaks off',
      { relay: failed({ kind: 'lost', host: 'relay:4600', systemCode: 'ECONNRESET' }) },
      /^failed: .*broke/,
    ],
    ['is silent', { relay: silent }, /^failed: .*did not answer in time/],
    [
      'says too much',
      { relay: failed({ kind: 'unreadable', host: 'relay:4600', status: 200 }) },
      /^failed: .*is not the relay/,
    ],
    ['refuses as Meta does', { relay: refused(100) }, /^failed: .*is not the relay/],
    ['cannot be asked', { relay: absent('Why.') }, /^skipped: Why\.$/],
    ['is not there', { setup }, /^skipped: None is configured/],
    [
      'is configured, and cannot be read',
      { setup: { ...setup, raw: { relayUrl: 'http://relay' }, fallback: fallbackConfig } },
      /^skipped: It cannot be read; see Config\.$/,
    ],
    [
      'is not there, but a fallback is',
      { setup: { ...setup, fallback: fallbackConfig } },
      /^warning: There is none: a code that WhatsApp accepts and does not deliver gets no SMS/,
    ],
  ])('%s', (_, facts, expected) => {
    expect(check(facts)).toMatch(expected);
  });

  it.each<[Facts['relaySecret'], RegExp]>([
    [known('same'), /^passed/],
    [known('other'), /^failed: The relay has another secret/],
    [known('old'), /^warning: This relay is of another release/],
    [known('stranger'), /^warning: Something in front of the relay.*→ Let .* pass \/deliveries/],
    [known('busy'), /^skipped/],
    [absent('It says nothing.'), /^skipped: It says nothing/],
    [silent, /^skipped: The relay could not be asked/],
  ])('has a secret: %j', (relaySecret, expected) => {
    expect(check({ relaySecret }, 'relay-secret')).toMatch(expected);
  });

  it.each<[number | undefined, RegExp]>([
    [0, /^passed/],
    [61, /^warning: The relay's is 61 s ahead of/],
    [-61, /^warning: The relay's is 61 s behind/],
    [undefined, /^skipped/],
  ])('has a clock: %j', (skew, expected) => {
    expect(check({ relay: known({ ...ready, skew }) }, 'relay-clock')).toMatch(expected);
  });
});

describe('the webhook', () => {
  const publicUrl = 'https://relay.example.com';
  const address = `${publicUrl}/webhook`;
  const refusing: WebhookFacts = {
    address,
    wrongToken: { status: 403, isRelay: true },
    forgery: { status: 401, isRelay: true },
  };
  const webhooks = { number: undefined, account: undefined, app: address };
  const facts: Facts = {
    ...healthy,
    setup: withRelay,
    publicUrl,
    number: known({ ...number, webhooks }),
    appWebhook: known({ callbackUrl: address, isActive: true, fields: ['messages'] }),
    webhook: known(refusing),
  };
  const check = (rest: Partial<Facts>, id: string) =>
    lineOf(checkWebhooks({ ...facts, ...rest }), id);

  it.each<[string, string, Partial<Facts>, RegExp]>([
    ['is set', 'webhook-target', {}, /^passed: Statuses go to .*, set for the app\.$/],
    [
      'is that of the app, when the number does not tell',
      'webhook-target',
      { number: silent },
      /^passed: .*set for the app/,
    ],
    [
      'is set elsewhere for the number',
      'webhook-target',
      {
        number: known({
          ...number,
          webhooks: { ...webhooks, number: 'https://else.example/hook?key=planted' },
        }),
      },
      /^failed: Statuses go to https:\/\/else\.example\/hook\?…, set for the number, and not to .*→ Run .*--replace/,
    ],
    [
      'is set elsewhere for the account',
      'webhook-target',
      { subscription: known({ isSubscribed: true, overrideUrl: 'https://else.example/' }) },
      /^failed: .*set for the account/,
    ],
    [
      'is set nowhere',
      'webhook-target',
      { number: known(number), appWebhook: noWebhook },
      /^failed: Neither the app nor/,
    ],
    [
      'is not known',
      'webhook-target',
      { number: silent, appWebhook: silent },
      /^skipped: Meta could not be asked/,
    ],
    [
      'need not be that of a relay',
      'webhook-target',
      { setup, publicUrl: undefined },
      /^skipped: There is no relay/,
    ],
    [
      'is that of 360dialog',
      'webhook-target',
      { setup: { ...withRelay, gateway: '360dialog' } },
      /^skipped: 360dialog/,
    ],
    ['is subscribed', 'webhook-subscription', {}, /^passed/],
    [
      'is not subscribed',
      'webhook-subscription',
      { subscription: known({ isSubscribed: false }) },
      /^failed: The app \d+ is not subscribed to the account \d+/,
    ],
    [
      'is not told of',
      'webhook-subscription',
      { subscription: refused(100) },
      /^skipped: It could/,
    ],
    ['has the field', 'webhook-fields', {}, /^passed/],
    [
      'lacks the field',
      'webhook-fields',
      { appWebhook: known({ callbackUrl: address, isActive: true, fields: [] }) },
      /^failed: The app's webhook lacks the field messages/,
    ],
    [
      'is inactive',
      'webhook-fields',
      { appWebhook: known({ callbackUrl: address, isActive: false, fields: ['messages'] }) },
      /^failed: .*inactive/,
    ],
    ['is missing', 'webhook-fields', { appWebhook: noWebhook }, /^failed: The app has no/],
    [
      'is behind the app secret',
      'webhook-fields',
      { appWebhook: absent('Only the app secret opens them.') },
      /^skipped: Only the app secret/,
    ],
    [
      'is refused',
      'webhook-fields',
      { appWebhook: refused(190, { details: 'No' }) },
      /^skipped: Meta did not tell the app: .*\(190\)\. Meta says: No\.$/,
    ],
    ['answers as it has to', 'webhook-answers', {}, /^passed: It refuses a wrong verify token/],
    [
      'knows the verify token',
      'webhook-answers',
      { webhook: known({ ...refusing, isEchoed: true }) },
      /^passed: It knows the verify token/,
    ],
    [
      'has another verify token',
      'webhook-answers',
      { webhook: known({ ...refusing, isEchoed: false }) },
      /^failed: The relay has another verify token/,
    ],
    [
      'takes any verify token',
      'webhook-answers',
      { webhook: known({ ...refusing, wrongToken: { status: 200, isRelay: false } }) },
      /^failed: What answers at .* is not the relay \(HTTP 200 and 401\)/,
    ],
    [
      'takes what is forged',
      'webhook-answers',
      { webhook: known({ ...refusing, forgery: { status: 200, isRelay: false } }) },
      /^failed: .*not the relay/,
    ],
    [
      'does not answer',
      'webhook-answers',
      { webhook: silent },
      /^failed: .*→ Meta has to reach it/,
    ],
    [
      'is the relay, which does not answer either',
      'webhook-answers',
      { webhook: silent, relay: silent },
      /^skipped: The relay cannot be reached\.$/,
    ],
    ['is not called', 'webhook-answers', { webhook: absent('No https.') }, /^skipped: No https/],
  ])('%s', (_, id, rest, expected) => {
    expect(check(rest, id)).toMatch(expected);
  });
});

describe('the SMS fallback', () => {
  const withFallback = (rest: Partial<typeof fallbackConfig> = {}): Partial<Facts> => ({
    setup: { ...withRelay, fallback: { ...fallbackConfig, ...rest } },
    provider: known([]),
  });
  const check = (facts: Partial<Facts>, id: string) =>
    lineOf(checkFallback({ ...healthy, ...facts }), id);

  it.each<[string, string, Partial<Facts>, RegExp]>([
    ['sends', 'fallback', withFallback(), /^passed/],
    ['only records', 'fallback', withFallback({ mode: 'record' }), /^warning: It sends nothing/],
    ['is not there', 'fallback', {}, /^skipped: None is configured/],
    [
      'cannot be read',
      'fallback',
      { setup: { ...setup, raw: { fallback: { connector: 7 } } } },
      /^skipped: It cannot be read; see Config/,
    ],
    ['takes its config', 'fallback-config', withFallback(), /^passed/],
    [
      'does not take its config',
      'fallback-config',
      {
        ...withFallback(),
        provider: known([
          { path: ['authToken'], message: 'Required' },
          { path: [], message: "Expected number, received 'planted'" },
        ]),
      },
      /^failed: fallback\.config\.authToken: Required\. fallback\.config: Expected number\. → Enter/,
    ],
    [
      'is not installed here',
      'fallback-config',
      { ...withFallback(), provider: absent('It is not installed here.', true) },
      /^warning: It is not installed here\. → Check the name\. .*"npm install connector-whatsapp-otp /,
    ],
    [
      'is nowhere to be seen',
      'fallback',
      { ...withFallback(), provider: absent('It is not installed here.', true) },
      /^skipped: Whether .* can send is not known here/,
    ],
    [
      'hangs while it is loaded',
      'fallback-config',
      { ...withFallback(), provider: silent },
      /^warning: .* could not be loaded in time/,
    ],
    ['comes in time', 'fallback-deadline', withFallback(), /^passed: An SMS goes out after 25 s/],
    [
      'comes too late',
      'fallback-deadline',
      { ...withFallback({ whenNotDeliveredWithinSeconds: 300 }), codeLife: 300 },
      /^failed: The SMS goes out after 300 s, when the code has ended/,
    ],
    [
      'has no deadline without a relay',
      'fallback-deadline',
      { setup: { ...setup, fallback: fallbackConfig } },
      /^skipped/,
    ],
  ])('%s', (_, id, facts, expected) => {
    expect(check(facts, id)).toMatch(expected);
  });
});
