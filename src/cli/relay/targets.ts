/** Where delivery statuses go, and whether that is the relay. */
import { type Subscriptions } from '../../meta/subscriptions.js';
import { isSameAddress, nameAddress } from '../../meta/webhook-address.js';

import { type RelayAccount } from './account.js';

/** Somewhere else that statuses go, in the place of the relay. */
export type OtherTarget = {
  level: 'app' | 'account' | 'number';
  /** Of the app, the account or the number. */
  id: string;
  address: string;
  /** A sentence that names it. */
  description: string;
};

const candidatesIn = (
  { webhook, account: { overrideUrl }, numbers }: Subscriptions,
  { appId, businessAccountId }: RelayAccount
): OtherTarget[] => [
  ...(webhook
    ? [
        {
          level: 'app' as const,
          id: appId,
          address: webhook.callbackUrl,
          description: `The webhook of the app ${appId} is ${nameAddress(webhook.callbackUrl)}.`,
        },
      ]
    : []),
  ...(overrideUrl
    ? [
        {
          level: 'account' as const,
          id: businessAccountId,
          address: overrideUrl,
          description: `The statuses of the account ${businessAccountId} go to ${nameAddress(overrideUrl)}: its override callback comes before the app's webhook.`,
        },
      ]
    : []),
  ...numbers.map((number) => ({
    level: 'number' as const,
    id: number.id,
    address: number.overrideUrl,
    description: `The statuses of the phone number ${number.id} go to ${nameAddress(number.overrideUrl)}: its override callback comes before those of the account and the app.`,
  })),
];

/** Every place, other than the relay, that is set as the target of statuses. */
export const otherTargets = (
  subscriptions: Subscriptions,
  account: RelayAccount
): readonly OtherTarget[] =>
  candidatesIn(subscriptions, account).filter(
    ({ address }) => !isSameAddress(address, account.callbackUrl)
  );

/** Whether the app's webhook is the relay. */
export const isOurs = (
  { webhook }: Subscriptions,
  { callbackUrl }: Pick<RelayAccount, 'callbackUrl'>
): boolean => webhook !== undefined && isSameAddress(webhook.callbackUrl, callbackUrl);

/** Overrides that name the relay itself; `subscribe` makes none, but somebody may have. */
export const overridesToRelay = (
  subscriptions: Subscriptions,
  account: RelayAccount
): readonly OtherTarget[] =>
  candidatesIn(subscriptions, account).filter(
    ({ level, address }) => level !== 'app' && isSameAddress(address, account.callbackUrl)
  );
