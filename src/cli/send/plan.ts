/** What a send will be, before anything is sent. */
import { isBlank } from '../../config/field.js';
import { discover } from '../../meta/diagnostics/discover.js';
import { SendFailure } from '../../meta/failure.js';
import { messagesCall } from '../../meta/gateways.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { toConnectorError } from '../../send/connector-error.js';
import { readRecipient } from '../../send/recipient.js';
import { accessOf } from '../../setup/graph-access.js';
import { hasNoTemplates } from '../../setup/has-no-templates.js';
import { issuesAbout } from '../../setup/issues-about.js';
import { type Setup } from '../../setup/setup.js';

import { type Choice, explainChoice } from './choice.js';
import { type RequestPreview, previewRequest } from './preview.js';

/** What somebody wants to have sent. */
export type SendOrder = {
  /** As it was typed. */
  number: string;
  usageType: string;
  locale?: string | undefined;
  uiLocales?: string | undefined;
  code: string;
  /** As at a sign-in, with SMS and relay as the config has them. */
  hasFallback: boolean;
};

/** What is known before anything is sent. */
export type SendPlan = {
  choice: Choice;
  /** Masked; absent when it is no number that can exist. */
  recipient?: string | undefined;
  /** Address of the call, with the Graph version in it where there is one. */
  endpoint: string;
  /** As the connector gets it. Secret. */
  config: Readonly<Record<string, unknown>>;
  data: { to: string; type: string; payload: Record<string, string> };
};

/** People write numbers with spaces; Logto gives digits without the `+`. */
const asLogtoGives = (number: string): string =>
  number.replaceAll(/[\s().-]/g, '').replace(/^\+/, '');

/** The connector itself says what is wrong with a number. */
const maskedNumber = (to: string): string | undefined => {
  try {
    return readRecipient(to).masked;
  } catch (error: unknown) {
    if (error instanceof SendFailure) {
      return;
    }

    throw error;
  }
};

const checkTemplates = (setup: Setup) => {
  const { templates, origin } = setup;

  if (templates.length > 0) {
    return;
  }

  throw new CommandProblem(
    hasNoTemplates(setup)
      ? `There are no templates in ${origin}. "connector-whatsapp-otp templates apply" creates them in the account; with --save connector.json it also writes a config with them, for --config.`
      : [
          `The templates in ${origin} cannot be used:`,
          ...issuesAbout(setup, 'templates').map((line) => `  ${line}`),
        ].join('\n')
  );
};

/** The number that the account sends from, where the config does not say. */
const findNumberId = async (setup: Setup): Promise<string | undefined> => {
  const access = accessOf(setup);

  if (setup.phoneNumberId !== undefined || !isBlank(setup.raw.phoneNumberId) || !access) {
    return setup.phoneNumberId;
  }

  const { phoneNumberId } = await discover(access, setup);

  if (phoneNumberId === undefined) {
    throw new CommandProblem(
      `There is no phone number ID in ${setup.origin}, and the account does not have exactly one number to take. Copy the ID from WhatsApp Manager → Account tools → Phone numbers.`
    );
  }

  return phoneNumberId;
};

/**
 * Prepares a send: completes the config, and finds out what the connector will choose.
 *
 * @throws {CommandProblem} When there is no template, or no number to send from.
 * @throws {SendFailure} When Meta refuses to tell the number.
 */
export const planSend = async (setup: Setup, order: SendOrder): Promise<SendPlan> => {
  checkTemplates(setup);

  const { locale, uiLocales, usageType, code } = order;
  const hints = { ...(locale && { locale }), ...(uiLocales && { uiLocales }) };
  const choice = explainChoice(setup.templates, usageType, hints);
  const phoneNumberId = await findNumberId(setup);
  const { fallback, ...rest } = setup.raw;
  const { url } = messagesCall({ ...setup, accessToken: '', appSecret: undefined, phoneNumberId });

  const to = asLogtoGives(order.number);

  return {
    choice,
    recipient: maskedNumber(to),
    endpoint: url.href,
    config: {
      ...rest,
      // Without the second argument of a test, it is the whole config that counts.
      ...(order.hasFallback && { fallback }),
      ...(phoneNumberId && { phoneNumberId }),
    },
    data: { to, type: usageType, payload: { code, ...hints } },
  };
};

/**
 * The request of a send that is not made.
 *
 * @throws {ConnectorError} What the connector would say without asking Meta.
 */
export const previewSend = (
  { config, data }: SendPlan,
  { hasFallback }: Pick<SendOrder, 'hasFallback'>
): RequestPreview => {
  try {
    return previewRequest(config, data, hasFallback ? 'storage' : 'form');
  } catch (error: unknown) {
    throw toConnectorError(error, 'administrator');
  }
};
