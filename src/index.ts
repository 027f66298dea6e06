import {
  type CreateConnector,
  type GetConnectorConfig,
  type SendMessageData,
  type SmsConnector,
  ConnectorType,
} from '@logto/connector-kit';

import { defaultMetadata } from './constant.js';
import { toConnectorError } from './send/connector-error.js';
import { type SendResult, readRequest, sendCode } from './send/send-code.js';
import { configGuard, parseConfig } from './types.js';

const surroundings = { now: () => performance.now(), random: Math.random };

/**
 * The config to send with. Only Console's test passes one: the form's values before they are saved.
 *
 * @throws {ConnectorError} `InvalidConfig`; or whatever Logto throws when it cannot give the config.
 */
const readConfig = async (getConfig: GetConnectorConfig, inputConfig: unknown) =>
  inputConfig === undefined
    ? parseConfig(await getConfig(defaultMetadata.id), 'storage')
    : parseConfig(inputConfig, 'form');

const sendMessage =
  (getConfig: GetConnectorConfig) =>
  async (data: SendMessageData, inputConfig?: unknown): Promise<SendResult> => {
    try {
      const config = await readConfig(getConfig, inputConfig);

      return await sendCode(config, readRequest(data), surroundings);
    } catch (error: unknown) {
      throw toConnectorError(error, inputConfig === undefined ? 'person' : 'administrator');
    }
  };

const createWhatsAppOtpConnector: CreateConnector<SmsConnector> = async ({ getConfig }) => ({
  metadata: defaultMetadata,
  type: ConnectorType.Sms,
  configGuard,
  sendMessage: sendMessage(getConfig),
});

export default createWhatsAppOtpConnector;
