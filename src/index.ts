import {
  type CreateConnector,
  type GetConnectorConfig,
  type SendMessageData,
  type SmsConnector,
  ConnectorType,
} from '@logto/connector-kit';

import { defaultMetadata } from './constant.js';
import { SmsCounter } from './fallback/limits.js';
import { providers } from './fallback/providers.js';
import { SendFailure } from './meta/failure.js';
import { toConnectorError } from './send/connector-error.js';
import { type SmsResult, fallBack } from './send/fall-back.js';
import { sendBudget, shareBeforeFallback } from './send/retry.js';
import { type SendResult, readRequest, sendCode } from './send/send-code.js';
import { type Config, configGuard, parseConfig } from './types.js';

/** Connectors are made anew for every send; what lasts longer lives here. */
const surroundings = {
  now: () => performance.now(),
  random: Math.random,
  providers,
  counter: new SmsCounter(),
};

/**
 * The config to send with. Only Console's test passes one: the form's values before they are saved.
 *
 * @throws {ConnectorError} `InvalidConfig`; or whatever Logto throws when it cannot give the config.
 */
const readConfig = async (getConfig: GetConnectorConfig, inputConfig: unknown) =>
  inputConfig === undefined
    ? parseConfig(await getConfig(defaultMetadata.id), 'storage')
    : parseConfig(inputConfig, 'form');

/** Sends over WhatsApp, and by SMS if that fails and the config says so. */
const send = async (config: Config, data: SendMessageData): Promise<SendResult | SmsResult> => {
  const request = readRequest(data);
  const startedAt = surroundings.now();
  // What only records takes no time, and must not cost WhatsApp any.
  const share = config.fallback?.mode === 'send' ? shareBeforeFallback : sendBudget;

  try {
    return await sendCode(config, request, surroundings, startedAt + share);
  } catch (error: unknown) {
    if (!(error instanceof SendFailure)) {
      throw error;
    }

    const deadline = startedAt + sendBudget;

    return fallBack({ config, request, error, data, deadline }, surroundings);
  }
};

const sendMessage =
  (getConfig: GetConnectorConfig) =>
  async (data: SendMessageData, inputConfig?: unknown): Promise<SendResult | SmsResult> => {
    try {
      const config = await readConfig(getConfig, inputConfig);

      // Console's test is to show what WhatsApp says.
      return await send(
        inputConfig === undefined ? config : { ...config, fallback: undefined },
        data
      );
    } catch (error: unknown) {
      throw toConnectorError(error, inputConfig === undefined ? 'person' : 'administrator');
    }
  };

const createWhatsAppOtpConnector: CreateConnector<SmsConnector> = async ({ getConfig }) => {
  // The guard cannot wait, and asks the guards of the SMS connectors.
  await providers.prepare();

  return {
    metadata: defaultMetadata,
    type: ConnectorType.Sms,
    configGuard,
    sendMessage: sendMessage(getConfig),
  };
};

export default createWhatsAppOtpConnector;
