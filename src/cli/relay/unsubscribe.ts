/** `connector-whatsapp-otp relay unsubscribe`. */
import { Command } from 'commander';

import {
  readSubscriptions,
  removeWebhook,
  unsubscribeFromAccount,
} from '../../meta/subscriptions.js';
import { CommandProblem } from '../../problem/command-problem.js';

import { type RelayAccount, readAccount } from './account.js';
import { explainRelayFailure } from './failure.js';
import { isOurs, otherTargets, overridesToRelay } from './targets.js';

type Write = (line: string) => void;

/**
 * Undoes what `subscribe` does, and nothing else: another's webhook stays, and with it the account's
 * subscription, which feeds it.
 *
 * @param write Is given a line for each step, and at last what is true then.
 * @throws {SubscriptionFailure} When Meta refuses a call, or cannot be reached.
 * @throws {CommandProblem} When Meta says something else afterwards than what was asked for.
 */
export const unsubscribe = async (account: RelayAccount, write: Write) => {
  const { appId, businessAccountId, callbackUrl } = account;
  const before = await readSubscriptions(account);
  const others = otherTargets(before, account);

  for (const { description } of others) {
    write(`Left as it is: ${description}`);
  }

  if (isOurs(before, account)) {
    await removeWebhook(account);
    write(`The webhook of the app ${appId}, ${callbackUrl}, is removed.`);
  } else if (!before.webhook) {
    write(`The app ${appId} had no webhook.`);
  }

  if (!before.account.isSubscribed) {
    write(`The app ${appId} was not subscribed to the account ${businessAccountId}.`);
  } else if (others.length > 0) {
    write(
      `The app ${appId} stays subscribed to the account ${businessAccountId}: without that, statuses would not go there either.`
    );
  } else {
    await unsubscribeFromAccount(account);
    write(`The app ${appId} is no longer subscribed to the account ${businessAccountId}.`);
  }

  const after = await readSubscriptions(account);
  const problems = [
    ...(isOurs(after, account) ? [`The webhook of the app ${appId} is still ${callbackUrl}.`] : []),
    ...(after.account.isSubscribed && others.length === 0
      ? [`The app ${appId} is still subscribed to the account ${businessAccountId}.`]
      : []),
    ...(after.account.isSubscribed
      ? overridesToRelay(after, account).map(
          ({ description }) =>
            `${description} Somebody set it by hand; take it away in the same way.`
        )
      : []),
  ];

  if (problems.length > 0) {
    throw new CommandProblem(
      [
        'Meta took every call, but says when it is asked:',
        ...problems.map((problem) => `  ${problem}`),
        'Wait a minute and run the command again.',
      ].join('\n')
    );
  }

  write('Both were read back from Meta.');
  write('');
  write(`No delivery statuses of the account ${businessAccountId} go to ${callbackUrl} any more.`);
  write(
    "Take the relay's address out of the connector too: a relay without statuses sends an SMS at every deadline."
  );
};

const write: Write = (line) => {
  process.stdout.write(`${line}\n`);
};

export const unsubscribeCommand = (): Command =>
  new Command('unsubscribe')
    .description(
      "Undoes what subscribe does: removes the app's webhook, if it is the relay's, and its subscription to the account, and checks both. Reads the same variables from the environment, but for WHATSAPP_VERIFY_TOKEN."
    )
    .action(async (_: unknown, command: Command) => {
      try {
        await unsubscribe(readAccount(process.env), write);
      } catch (error: unknown) {
        command.error(explainRelayFailure(error));
      }
    });
