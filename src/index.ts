import { setTimeout as sleep } from 'node:timers/promises';

import {
  type CreateConnector,
  type GetConnectorConfig,
  type SendMessageData,
  type SmsConnector,
  ConnectorType,
} from '@logto/connector-kit';

import { defaultMetadata } from './constant.js';
import { SmsCounter } from './fallback/limits.js';
import { logLine } from './fallback/log.js';
import { providers } from './fallback/providers.js';
import { SendFailure } from './meta/failure.js';
import { Registrar } from './registration/registrar.js';
import { toConnectorError } from './send/connector-error.js';
import { type SmsResult, fallBack } from './send/fall-back.js';
import { sendBudget, shareBeforeFallback } from './send/retry.js';
import { type SendResult, readRequest, sendCode } from './send/send-code.js';
import { tellRelay } from './send/tell-relay.js';
import { type Config, configGuard, parseConfig } from './types.js';

/** Connectors are made anew for every send; what lasts longer lives here. */
const surroundings = {
  now: () => performance.now(),
  random: Math.random,
  providers,
  counter: new SmsCounter(),
  howToInstall: (connector: string) =>
    `Install it with "npx @logto/cli connector add ${connector}", and restart Logto.`,
};

const registrar = new Registrar({
  now: surroundings.now,
  random: surroundings.random,
  // A process that has nothing else to do need not wait.
  wait: async (milliseconds) => sleep(milliseconds, undefined, { ref: false }),
  write: logLine,
});

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
const send = async (
  config: Config,
  data: SendMessageData,
  { isTest, deadline }: { isTest: boolean; deadline: number }
): Promise<SendResult | SmsResult> => {
  const request = readRequest(data);
  const now = surroundings.now();
  // What only records takes no time, and must not cost WhatsApp any.
  const share = config.fallback?.mode === 'send' ? shareBeforeFallback : 1;

  try {
    const result = await sendCode(config, request, surroundings, now + (deadline - now) * share);
    await tellRelay({ config, request, data, result }, registrar, { isTest, deadline });

    return result;
  } catch (error: unknown) {
    if (!(error instanceof SendFailure)) {
      throw error;
    }

    return fallBack({ config, request, error, data, deadline }, surroundings);
  }
};

const sendMessage =
  (getConfig: GetConnectorConfig) =>
  async (data: SendMessageData, inputConfig?: unknown): Promise<SendResult | SmsResult> => {
    const isTest = inputConfig !== undefined;
    // A person waits for the config as well.
    const deadline = surroundings.now() + sendBudget;

    try {
      const config = await readConfig(getConfig, inputConfig);

      // Console's test is to show what WhatsApp says.
      return await send(isTest ? { ...config, fallback: undefined } : config, data, {
        isTest,
        deadline,
      });
    } catch (error: unknown) {
      throw toConnectorError(error, isTest ? 'administrator' : 'person');
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
