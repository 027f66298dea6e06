/** What becomes of a code that WhatsApp has not taken. */
import { logLine } from '../fallback/log.js';
import { sendSms } from '../fallback/send-sms.js';
import { SmsFailure } from '../fallback/sms-failure.js';
import { type Failure, type SendFailure } from '../meta/failure.js';
import { type Config } from '../types.js';

import { BothFailed } from './both-failed.js';
import { explainFailure } from './explain-failure.js';
import { readRecipient } from './recipient.js';
import { type SendRequest } from './send-code.js';
import { smsDataFor } from './sms-data.js';

/** A code that was sent by SMS. */
export type SmsResult = {
  channel: 'sms';
  /** Masked. */
  recipient: string;
  /** Package name of the connector that has sent it. */
  connector: string;
  /** Why WhatsApp has not. */
  reason: string;
};

/**
 * Whether the code may go out by SMS. After a failure of which the outcome is not known, a person may
 * get it on both channels: it is the same code.
 */
export const allowsSms = (failure: Failure): failure is Exclude<Failure, { kind: 'refused' }> =>
  failure.kind === 'answered' ? failure.entry.action !== 'stop' : failure.kind !== 'refused';

/** What a fallback needs to know of the send that has failed. */
export type FailedSend = {
  config: Config;
  request: SendRequest;
  error: SendFailure;
  /** As Logto has given it. */
  data: Readonly<Record<string, unknown>>;
  deadline: number;
};

/** @returns Whether the SMS went out, or why it did not. */
const trySms = async (...sending: Parameters<typeof sendSms>): Promise<boolean | SmsFailure> => {
  try {
    return await sendSms(...sending);
  } catch (error: unknown) {
    if (error instanceof SmsFailure) {
      return error;
    }

    throw error;
  }
};

/**
 * Sends the code by SMS, if the config has a fallback and the failure allows it.
 *
 * @throws {SendFailure} The failure itself, when no SMS is to go out.
 * @throws {BothFailed} When the SMS has failed too.
 */
export const fallBack = async (
  { config, request, error, data, deadline }: FailedSend,
  surroundings: Parameters<typeof sendSms>[2]
): Promise<SmsResult> => {
  const { fallback, allowedCountries } = config;
  const { failure, template } = error;
  const { code } = request.payload;

  if (!fallback || !code || !allowsSms(failure)) {
    throw error;
  }

  const { connector, mode } = fallback;
  const to = readRecipient(request.to, allowedCountries);
  const { e164: number, masked: recipient, country } = to;
  const { explanation: reason } = explainFailure(failure, template);
  const outcome = await trySms(
    fallback,
    { data: smsDataFor(data, to), number, country, code, deadline },
    surroundings
  );

  if (outcome === true) {
    logLine(`Sent an SMS to ${recipient} with ${connector}. ${reason}`);

    return { channel: 'sms', recipient, connector, reason };
  }

  if (outcome === false) {
    logLine(`Would have sent an SMS to ${recipient} with ${connector}. ${reason}`);
    throw error;
  }

  if (mode === 'record') {
    logLine(`Would have sent no SMS to ${recipient}. ${reason} ${outcome.reason.explanation}`);
    throw error;
  }

  logLine(`Sent no SMS to ${recipient}. ${reason} ${outcome.reason.explanation}`);
  throw new BothFailed(error, outcome);
};
