/** Has the relay watch over a code that WhatsApp has accepted. */
import { type SendMessageData } from '@logto/connector-kit';

import { defaultDeadline } from '../fallback/config.js';
import { type AcceptedCode, type Registrar } from '../registration/registrar.js';
import { type Config } from '../types.js';

import { chooseTemplate } from './choose-template.js';
import { readRecipient } from './recipient.js';
import { type SendRequest, type SendResult } from './send-code.js';
import { smsDataFor } from './sms-data.js';

/** Seconds: what Logto gives a code unless told otherwise. A connector is not told. */
const codeLifetime = 600;

/** Logto's own are shorter; the relay takes no longer ones. */
const longestUsageType = 100;

/** A send that WhatsApp has accepted. */
export type AcceptedSend = {
  config: Config;
  request: SendRequest;
  /** As Logto has given it. */
  data: SendMessageData;
  result: SendResult;
};

/** What the relay has to know of a send. */
export const describeAccepted = ({ config, request, data, result }: AcceptedSend): AcceptedCode => {
  const { allowedCountries, templates, fallback } = config;
  const { type, payload } = request;
  const recipient = readRecipient(request.to, allowedCountries);

  return {
    messageId: result.messageId,
    number: recipient.e164,
    recipient: recipient.masked,
    country: recipient.country,
    usageType: type.slice(0, longestUsageType),
    language: chooseTemplate(templates, type, payload).language,
    codeLifetime,
    deadline: fallback?.whenNotDeliveredWithinSeconds ?? defaultDeadline,
    sms:
      fallback && payload.code
        ? {
            fallback,
            data: {
              ...smsDataFor(data, recipient),
              payload: { ...data.payload, code: payload.code },
            },
          }
        : undefined,
  };
};

type Circumstances = {
  /** Whether an administrator waits to be told whether the relay has taken it. */
  isTest: boolean;
  /** By which the administrator is told. */
  deadline: number;
};

/**
 * Registers a send with the relay, if the config has one.
 *
 * @throws {RelayFailure} In a test only: a code that is on its way does not fail for its relay.
 */
export const tellRelay = async (
  accepted: AcceptedSend,
  registrar: Pick<Registrar, 'register' | 'check'>,
  { isTest, deadline }: Circumstances
): Promise<void> => {
  const { relayUrl: url, relaySecret: secret } = accepted.config;

  if (!url || !secret) {
    return;
  }

  if (isTest) {
    return registrar.check({ url, secret }, describeAccepted(accepted), deadline);
  }

  registrar.register({ url, secret }, () => describeAccepted(accepted));
};
