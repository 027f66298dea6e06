/**
 * The connector as Logto makes it, for tests in which nock stands for Meta.
 */
import { type GetConnectorConfig, type SendMessageData, TemplateType } from '@logto/connector-kit';
import nock from 'nock';
import { vi } from 'vitest';

import createConnector from '../../src/index.js';

export const token = 'EAAtesttoken';
export const code = '482913';
export const metaAddress = 'https://graph.facebook.com';
export const messagesPath = '/v25.0/106540352242922/messages';

export const templates = ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({
  usageType,
  templateName: 'login_code',
  language: ['en_US', 'de', 'es_MX'],
}));

export const metaConfig = Object.freeze({
  accessToken: token,
  phoneNumberId: '106540352242922',
  templates,
});

/** As Logto calls for a person who signs in: digits without a `+`. */
export const signIn: SendMessageData = {
  to: '12025550143',
  type: TemplateType.SignIn,
  payload: { code },
};

/** What Meta answers when it takes a message. */
export const accepted = {
  messaging_product: 'whatsapp',
  contacts: [{ input: '+12025550143', wa_id: '12025550143' }],
  messages: [{ id: 'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI=', message_status: 'accepted' }],
};

/** A connector whose config Logto has stored. */
export const connectorWith = async (stored: unknown = metaConfig) => {
  const getConfig = vi.fn<GetConnectorConfig>(async () => stored);
  const connector = await createConnector({ getConfig });

  return { ...connector, getConfig };
};

type Reply = Readonly<[status: number, body?: nock.ReplyBody, headers?: nock.ReplyHeaders]>;

/**
 * Meta, answering every send to one address. The last reply is given again and again, so that a try
 * too many is counted, not refused.
 */
export const answering = (
  [first, ...rest]: Readonly<[Reply, ...Reply[]]>,
  { address = metaAddress, path = messagesPath } = {}
) => {
  const all = [first, ...rest];
  const receive = vi.fn<(body: unknown, headers: Record<string, string>) => void>();

  nock(address)
    .post(path)
    .reply(function (_, body) {
      receive(body, this.req.headers);

      return all[receive.mock.calls.length - 1] ?? all.at(-1) ?? first;
    })
    .persist();

  return receive;
};
