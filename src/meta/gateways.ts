import { createAppSecretProof } from './app-secret-proof.js';

/** Who takes our calls: Meta itself, or a provider that speaks Meta's language. */
export type Gateway = 'meta' | '360dialog';

/** What a call needs to know of the connector's config. */
export type GatewayAccount = {
  gateway: Gateway;
  accessToken: string;
  apiVersion: string;
  phoneNumberId?: string | undefined;
  baseUrl?: string | undefined;
  appSecret?: string | undefined;
};

export type GatewayCall = {
  url: URL;
  headers: Readonly<Record<string, string>>;
};

type GatewayProfile = {
  baseUrl: string;
  messagesCall: (account: GatewayAccount, baseUrl: string) => GatewayCall;
};

const profiles: Readonly<Record<Gateway, GatewayProfile>> = Object.freeze({
  meta: {
    baseUrl: 'https://graph.facebook.com',
    messagesCall: ({ accessToken, apiVersion, phoneNumberId = '', appSecret }, baseUrl) => {
      const url = new URL(`${baseUrl}/${apiVersion}/${phoneNumberId}/messages`);

      if (appSecret) {
        url.searchParams.set('appsecret_proof', createAppSecretProof(appSecret, accessToken));
      }

      return { url, headers: { authorization: `Bearer ${accessToken}` } };
    },
  },
  // The API key stands for one number, so there is no number in the path, and no version either.
  // Source: 360dialog, "Messaging API". The key is no token of an app: there is nothing to prove.
  '360dialog': {
    baseUrl: 'https://waba-v2.360dialog.io',
    messagesCall: ({ accessToken }, baseUrl) => ({
      url: new URL(`${baseUrl}/messages`),
      headers: { 'd360-api-key': accessToken },
    }),
  },
});

export const isGateway = (text: string): text is Gateway => Object.hasOwn(profiles, text);

/** Where a gateway is, unless a config says otherwise. */
export const defaultBaseUrl = (gateway: Gateway): string => profiles[gateway].baseUrl;

/** Address and credentials of the call that sends a message. */
export const messagesCall = (account: GatewayAccount): GatewayCall => {
  const profile = profiles[account.gateway];

  return profile.messagesCall(account, account.baseUrl ?? profile.baseUrl);
};
