/** Whether delivery statuses get to the relay. Source: Meta, "Webhooks: overview". */
import { type CallFailure } from '../../meta/failure.js';
import { isSameAddress, nameAddress, statusField } from '../../meta/webhook-address.js';
import { explainedElsewhere } from '../causes.js';
import { type Facts, type WebhookFacts, valueOf } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { describeCall, failedCall, whyUnknown } from './failed-call.js';

const subjects = Object.freeze({
  subscription: findingsOf({
    id: 'webhook-subscription',
    group: 'Delivery',
    title: 'Subscription',
    link: pages.webhooks,
  }),
  target: findingsOf({
    id: 'webhook-target',
    group: 'Delivery',
    title: 'Webhook',
    link: pages.override,
  }),
  fields: findingsOf({
    id: 'webhook-fields',
    group: 'Delivery',
    title: 'Webhook fields',
    link: pages.webhooks,
  }),
  answers: findingsOf({
    id: 'webhook-answers',
    group: 'Delivery',
    title: 'Webhook answers',
    link: pages.endpoint,
  }),
});

const subscribe = 'Run "connector-whatsapp-otp relay subscribe".';

const replace = 'Run "connector-whatsapp-otp relay subscribe --replace".';

/** Whether statuses are of any use to anybody. */
export const expectsWebhooks = ({ setup, publicUrl }: Pick<Facts, 'setup' | 'publicUrl'>) =>
  setup.relay !== undefined || publicUrl !== undefined;

/** Where Meta sends the statuses of the number; the first of these that is set. */
export const targetOf = ({
  number,
  subscription,
  appWebhook,
}: Pick<Facts, 'number' | 'subscription' | 'appWebhook'>):
  { level: string; address: string } | undefined => {
  const set = valueOf(number)?.webhooks;
  const candidates = [
    ['the number', set?.number],
    ['the account', set?.account ?? valueOf(subscription)?.overrideUrl],
    ['the app', set?.app ?? valueOf(appWebhook)?.callbackUrl],
  ] as const;

  for (const [level, address] of candidates) {
    if (address !== undefined) {
      return { level, address };
    }
  }
};

const checkSubscription = (facts: Facts): Finding => {
  const { subscription, businessAccountId } = facts;
  const appId = valueOf(facts.token)?.appId;

  if (subscription.kind !== 'known') {
    return subjects.subscription.skipped(whyUnknown(subscription, facts));
  }

  return subscription.value.isSubscribed
    ? subjects.subscription.passed(`The app ${appId} gets what happens in the account.`)
    : subjects.subscription.failed(
        `The app ${appId} is not subscribed to the account ${businessAccountId}: Meta sends no statuses.`,
        subscribe
      );
};

const checkTarget = (facts: Facts): Finding => {
  const { number, appWebhook, publicUrl } = facts;
  const target = targetOf(facts);

  if (!target) {
    if (number.kind !== 'known' && appWebhook.kind !== 'known') {
      return subjects.target.skipped(
        explainedElsewhere(number, facts) ?? 'This takes the right IDs.'
      );
    }

    if (valueOf(number)?.webhooks === undefined && appWebhook.kind !== 'known') {
      return subjects.target.skipped("Meta tells the app's webhook to who has the app secret.");
    }

    return subjects.target.failed(
      'Neither the app nor the account nor the number has a webhook: Meta sends no statuses.',
      subscribe
    );
  }

  const { level, address } = target;

  if (publicUrl !== undefined && !isSameAddress(address, `${publicUrl}/webhook`)) {
    return subjects.target.failed(
      `Statuses go to ${nameAddress(address)}, set for ${level}, and not to ${publicUrl}/webhook.`,
      replace
    );
  }

  return subjects.target.passed(`Statuses go to ${nameAddress(address)}, set for ${level}.`);
};

const checkFields = (facts: Facts): Finding => {
  const { appWebhook } = facts;

  if (appWebhook.kind !== 'known') {
    return subjects.fields.skipped(
      appWebhook.kind === 'absent'
        ? appWebhook.why
        : `Meta did not tell the app: ${describeCall(appWebhook.failure)}`
    );
  }

  const webhook = appWebhook.value;

  if (!webhook) {
    return subjects.fields.failed('The app has no webhook.', subscribe);
  }

  if (!webhook.isActive) {
    return subjects.fields.failed(
      "Meta does not use the app's webhook: it is inactive.",
      subscribe
    );
  }

  return webhook.fields.includes(statusField)
    ? subjects.fields.passed(`Among them ${statusField}.`)
    : subjects.fields.failed(
        `The app's webhook lacks the field ${statusField}: no statuses come.`,
        subscribe
      );
};

const judgeAnswers = ({ address, wrongToken, isEchoed, forgery }: WebhookFacts): Finding => {
  const name = nameAddress(address);

  if (!wrongToken.isRelay || !forgery.isRelay) {
    return subjects.answers.failed(
      `What answers at ${name} is not the relay (HTTP ${wrongToken.status} and ${forgery.status}).`,
      'Check the address, and what a proxy in front of the relay does with /webhook.'
    );
  }

  if (isEchoed === false) {
    return subjects.answers.failed(
      'The relay has another verify token than WHATSAPP_VERIFY_TOKEN.',
      'Give both the same, and run "connector-whatsapp-otp relay subscribe".'
    );
  }

  return subjects.answers.passed(
    isEchoed
      ? 'It knows the verify token, and refuses what is forged.'
      : 'It refuses a wrong verify token, and what is forged.'
  );
};

/** Whether it is one server that did not answer. */
const isSameHost = (one: CallFailure, other: CallFailure): boolean =>
  one.kind !== 'answered' && other.kind !== 'answered' && one.host === other.host;

const checkAnswers = (facts: Facts): Finding => {
  const { webhook, relay } = facts;

  if (webhook.kind === 'known') {
    return judgeAnswers(webhook.value);
  }

  if (webhook.kind === 'absent') {
    return subjects.answers.skipped(webhook.why);
  }

  if (relay.kind === 'failed' && isSameHost(relay.failure, webhook.failure)) {
    return subjects.answers.skipped('The relay cannot be reached.');
  }

  return failedCall(subjects.answers, webhook.failure, {
    remedy:
      'Meta has to reach it over the internet: check its DNS, its certificate and its firewall.',
  });
};

export const checkWebhooks = (facts: Facts): Finding[] => {
  if (!expectsWebhooks(facts)) {
    return [subjects.target.skipped('There is no relay that would need one.')];
  }

  if (facts.setup.gateway !== 'meta') {
    return [subjects.target.skipped('360dialog has webhooks of its own.')];
  }

  return [checkSubscription(facts), checkTarget(facts), checkFields(facts), checkAnswers(facts)];
};
