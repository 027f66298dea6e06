/** Accounts of which the token, the secret or an id is wrong. */
import { managementScope, messagingScope } from '../account.js';

import { type DescribedSeeds } from './described-seed.js';

const day = 24 * 60 * 60;

const secondsFromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

export const tokenAccounts = {
  'expired-token': {
    description: 'The access token has expired',
    tokens: { EAAsandboxExpiredToken: { state: 'expired', expiresAt: 1_793_520_000 } },
  },
  'revoked-token': {
    description: 'The access token was revoked',
    tokens: { EAAsandboxRevokedToken: { state: 'revoked' } },
  },
  'unknown-token': {
    description: 'The access token was not copied whole, and Meta cannot read it',
    connector: { accessToken: 'EAAsandboxValidTok' },
  },
  'token-expires-soon': {
    description: 'The access token works, and expires in three days',
    tokens: { EAAsandboxShortToken: { expiresAt: secondsFromNow(3 * day) } },
  },
  'user-token': {
    description: 'The access token is one of a person, not of a system user',
    tokens: { EAAsandboxUserToken: { type: 'USER', expiresAt: secondsFromNow(60 * day) } },
  },
  'other-app-token': {
    description: 'The access token was made for another app than the app secret',
    tokens: { EAAsandboxOtherAppToken: { appId: '400000000000002' } },
    connector: { appSecret: 'sandbox_app_secret' },
  },
  'no-messaging-permission': {
    description: `The access token lacks ${messagingScope}`,
    tokens: { EAAsandboxNoMessagingToken: { scopes: [managementScope] } },
  },
  'no-management-permission': {
    description: `The access token lacks ${managementScope}`,
    tokens: { EAAsandboxNoManagementToken: { scopes: [messagingScope] } },
  },
  'no-assets': {
    description: 'The WhatsApp account was not assigned to the system user',
    tokens: { EAAsandboxNoAssetsToken: { assets: [] } },
  },
  'proof-required': {
    description: 'The app requires an app secret proof, and the config has no app secret',
    requireProof: true,
    connector: { appSecret: '' },
  },
  'wrong-app-secret': {
    description: 'The config has the app secret of another app',
    connector: { appSecret: 'sandbox_other_secret' },
  },
  'wrong-number-id': {
    description: 'The config has a phone number ID that the account does not have',
    connector: { phoneNumberId: '100000000000009' },
  },
  'wrong-account-id': {
    description: 'The config has the ID of the business in the place of its WhatsApp account',
    connector: { businessAccountId: '300000000000001' },
  },
} satisfies DescribedSeeds;
