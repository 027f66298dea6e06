/** One code, sent by the connector itself. */
import { ConnectorError } from '@logto/connector-kit';
import { z } from 'zod';

import { type Relay } from '../../registration/post-registration.js';
import { type Setup } from '../../setup/setup.js';
import { maskMessageId } from '../output/mask-message-id.js';

import { type FailedOutcome, outcomeOfError } from './failed-outcome.js';
import { type SendMessage, loadConnector } from './load-connector.js';
import { type SendOrder, type SendPlan } from './plan.js';
import { type SendProblem, problemsOf, unforeseen } from './problem.js';
import { RegistrationWatch } from './watch-registration.js';

type Relayed = { host: string; registered: 'yes' | 'no' | 'not yet'; status?: number | undefined };

export type SendOutcome =
  | {
      outcome: 'accepted' | 'held';
      /** Meta's own word for it. */
      status: string;
      recipient: string;
      messageId: string;
      milliseconds: number;
      relay?: Relayed | undefined;
    }
  | {
      outcome: 'sms';
      recipient: string;
      connector: string;
      reason: string;
      milliseconds: number;
    }
  | { outcome: FailedOutcome; problems: readonly SendProblem[]; milliseconds: number };

/** For the relay's answer to a registration in the background, in milliseconds. */
const registrationTime = 10_000;

const resultGuard = z.discriminatedUnion('channel', [
  z.object({
    channel: z.literal('whatsapp'),
    messageId: z.string(),
    recipient: z.string(),
    status: z.string(),
  }),
  z.object({
    channel: z.literal('sms'),
    recipient: z.string(),
    connector: z.string(),
    reason: z.string(),
  }),
]);

type Result = z.infer<typeof resultGuard>;

type Sent = { result: Result | ConnectorError; milliseconds: number };

/** How long a send takes, without the time in which the connector is loaded. */
const timed = async (send: () => Promise<unknown>): Promise<Sent> => {
  const startedAt = performance.now();
  const end = (result: Result | ConnectorError): Sent => ({
    result,
    milliseconds: Math.round(performance.now() - startedAt),
  });

  try {
    return end(resultGuard.parse(await send()));
  } catch (error: unknown) {
    if (error instanceof ConnectorError) {
      return end(error);
    }

    throw error;
  }
};

const outcomeOf = ({ result, milliseconds }: Sent, relay?: Relayed): SendOutcome => {
  if (result instanceof ConnectorError) {
    const problems = problemsOf(result);

    return { outcome: outcomeOfError(result, problems), problems, milliseconds };
  }

  if (result.channel === 'sms') {
    const { recipient, connector, reason } = result;

    return { outcome: 'sms', recipient, connector, reason, milliseconds };
  }

  return {
    outcome: result.status === 'accepted' ? 'accepted' : 'held',
    status: result.status,
    recipient: result.recipient,
    messageId: maskMessageId(result.messageId),
    milliseconds,
    relay,
  };
};

const hostOf = ({ url }: Relay): string => new URL(url).host;

/**
 * Sends as Console's Send does: the config is given along, there is no SMS, errors are for
 * administrators, and a relay has to take the registration.
 */
const sendAsConsole = async (
  sendMessage: SendMessage,
  { config, data }: SendPlan,
  relay: Relay | undefined
): Promise<SendOutcome> =>
  outcomeOf(
    await timed(async () => sendMessage(data, config)),
    relay && { host: hostOf(relay), registered: 'yes' }
  );

const relayedBy = (relay: Relay, status: number | undefined): Relayed => {
  const host = hostOf(relay);

  return status === undefined
    ? { host, registered: 'not yet' }
    : { host, registered: status === 202 ? 'yes' : 'no', status };
};

/**
 * Sends as at a sign-in: the config is the one in storage, an SMS may follow, and a relay is told in
 * the background.
 */
const sendAsLogto = async (
  sendMessage: SendMessage,
  { data }: SendPlan,
  relay: Relay | undefined
): Promise<SendOutcome> => {
  const send = async () => timed(async () => sendMessage(data));

  if (!relay) {
    return outcomeOf(await send());
  }

  const watch = new RegistrationWatch(relay);

  try {
    const sent = await send();
    const isToBeRegistered =
      !(sent.result instanceof ConnectorError) && sent.result.channel === 'whatsapp';

    return isToBeRegistered
      ? outcomeOf(sent, relayedBy(relay, await watch.answer(registrationTime)))
      : outcomeOf(sent);
  } finally {
    watch.close();
  }
};

/** Sends the code, once. What fails before it is sent is thrown; what fails later is an outcome. */
export const performSend = async (
  plan: SendPlan,
  { relay }: Pick<Setup, 'relay'>,
  { hasFallback }: Pick<SendOrder, 'hasFallback'>,
  load: typeof loadConnector = loadConnector
): Promise<SendOutcome> => {
  const createConnector = await load();
  const { sendMessage } = await createConnector({ getConfig: async () => plan.config });
  const startedAt = performance.now();

  try {
    return await (hasFallback ? sendAsLogto : sendAsConsole)(sendMessage, plan, relay);
  } catch {
    // What it is may hold anything, and the code may be on its way.
    return {
      outcome: 'unknown',
      problems: [unforeseen],
      milliseconds: Math.round(performance.now() - startedAt),
    };
  }
};
