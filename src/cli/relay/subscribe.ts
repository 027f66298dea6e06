/** `connector-whatsapp-otp relay subscribe`. */
import { Command } from 'commander';

import {
  type Subscriptions,
  readSubscriptions,
  removeNumberOverride,
  setWebhook,
  subscribeToAccount,
} from '../../meta/subscriptions.js';
import { statusField } from '../../meta/webhook-address.js';
import { CommandProblem } from '../../problem/command-problem.js';

import { type RelaySubscription, readSubscription } from './account.js';
import { explainRelayFailure } from './failure.js';
import { type OtherTarget, isOurs, otherTargets } from './targets.js';

type Write = (line: string) => void;

/** Nothing is taken from somebody else in silence. */
const refuseToReplace = (others: readonly OtherTarget[], callbackUrl: string) => {
  const onlyOneCanHaveThem = others.some(({ level }) => level === 'app')
    ? 'To keep both, give the relay an app of its own: every app that is subscribed to the account gets a copy.'
    : 'Until then, the relay gets none of them.';

  return new CommandProblem(
    [
      'Nothing was changed, because statuses go somewhere else already:',
      ...others.map(({ description }) => `  ${description}`),
      `Run the command again with --replace to let them go to ${callbackUrl} instead.`,
      onlyOneCanHaveThem,
    ].join('\n')
  );
};

/** What is not as it has to be, after Meta has taken every call. */
const shortcomings = (subscriptions: Subscriptions, account: RelaySubscription): string[] => {
  const { appId, businessAccountId, callbackUrl } = account;
  const { webhook } = subscriptions;

  return [
    ...otherTargets(subscriptions, account).map(({ description }) => description),
    ...(webhook ? [] : [`The app ${appId} has no webhook.`]),
    ...(webhook?.isActive === false ? [`Meta does not use ${callbackUrl}: it is inactive.`] : []),
    ...(webhook?.fields.includes(statusField) === false
      ? [`The webhook of the app ${appId} does not have the field ${statusField}.`]
      : []),
    ...(subscriptions.account.isSubscribed
      ? []
      : [
          `The app ${appId} is not subscribed to the account ${businessAccountId}. Is WHATSAPP_ACCESS_TOKEN one of this app?`,
        ]),
  ];
};

const replaceOverrides = async (
  account: RelaySubscription,
  others: readonly OtherTarget[],
  write: Write
) => {
  const numbers = others.filter(({ level }) => level === 'number');

  await Promise.all(numbers.map(async ({ id }) => removeNumberOverride(account, id)));

  for (const { id } of numbers) {
    write(`The override callback of the phone number ${id} is removed.`);
  }
};

/**
 * Sets the app's webhook and the account's subscription, and reads both back.
 *
 * @param write Is given a line for each step, and at last what is true then.
 * @throws {SubscriptionFailure} When Meta refuses a call, or cannot be reached.
 * @throws {CommandProblem} When statuses go somewhere else and `replace` is not set, before anything is
 * changed; or when Meta says something else afterwards than what was asked for.
 */
export const subscribe = async (
  account: RelaySubscription,
  { replace = false }: { replace?: boolean },
  write: Write
) => {
  const { appId, businessAccountId, callbackUrl, verifyToken } = account;
  const before = await readSubscriptions(account);
  const others = otherTargets(before, account);

  if (others.length > 0 && !replace) {
    throw refuseToReplace(others, callbackUrl);
  }

  for (const { description } of others) {
    write(`Until now: ${description}`);
  }

  const fields = [...new Set([...(before.webhook?.fields ?? []), statusField])];
  await setWebhook(account, { callbackUrl, verifyToken, fields });
  write(
    `Meta called ${callbackUrl} and was answered as it has to be: it ${isOurs(before, account) ? 'stays' : 'is'} the webhook of the app ${appId}.`
  );

  // Without a body, it also takes an override callback away.
  if (before.account.isSubscribed && !others.some(({ level }) => level === 'account')) {
    write(`The app ${appId} was subscribed to the account ${businessAccountId} already.`);
  } else {
    await subscribeToAccount(account);
    write(`The app ${appId} is subscribed to the account ${businessAccountId}.`);
  }

  await replaceOverrides(account, others, write);

  const after = await readSubscriptions(account);
  const problems = shortcomings(after, account);

  if (problems.length > 0) {
    throw new CommandProblem(
      [
        'Meta took every call, but says when it is asked:',
        ...problems.map((problem) => `  ${problem}`),
        'Wait a minute and run the command again.',
      ].join('\n')
    );
  }

  write(
    `Read back from Meta: the webhook has ${after.webhook?.fields.join(', ')}, and the account has the app.`
  );
  write('');
  write(`The delivery statuses of the account ${businessAccountId} now go to ${callbackUrl}.`);
  write('Real ones come only once the app is live: its dashboard says so at the top.');
};

const write: Write = (line) => {
  process.stdout.write(`${line}\n`);
};

export const subscribeCommand = (): Command =>
  new Command('subscribe')
    .description(
      "Lets Meta send delivery statuses to the relay, which has to run already: sets the app's webhook and its subscription to the account, and checks both. Reads WHATSAPP_APP_ID, WHATSAPP_APP_SECRET, WHATSAPP_VERIFY_TOKEN, WHATSAPP_BUSINESS_ACCOUNT_ID, WHATSAPP_ACCESS_TOKEN and RELAY_PUBLIC_URL from the environment."
    )
    .option('--replace', 'take the place of another webhook, if there is one')
    .action(async (flags: { replace?: boolean }, command: Command) => {
      try {
        await subscribe(readSubscription(process.env), flags, write);
      } catch (error: unknown) {
        command.error(explainRelayFailure(error));
      }
    });
