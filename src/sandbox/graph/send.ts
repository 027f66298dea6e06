/** A send, from the number and the body to the answer. Both faces of the sandbox share it. */
import { type SandboxPhoneNumber } from '../account.js';
import { type Behaviour, behaviourNamed, healthy } from '../behaviours.js';
import { type InboxMessage } from '../inbox.js';
import { renderTemplate } from '../texts.js';
import { createMessageId, waIdOf } from '../wamid.js';
import { type World } from '../world.js';

import { type GraphContext } from './environment.js';
import { graphErrors } from './errors.js';
import { type GraphError } from './graph-error.js';
import { type ReadableMessage, readMessage } from './read-message.js';
import { sendErrors } from './send-errors.js';
import { checkPhoneNumber, createLimits } from './send-limits.js';
import { cutOff, edgePage, hang, reset } from './transport.js';

/** Tests set the behaviour of one call with it. */
export const behaviourHeader = 'x-sandbox-behaviour';

type SendCall = {
  phoneNumber: SandboxPhoneNumber;
  body: unknown;
  context: GraphContext;
};

const refusalOf = ({ call }: Behaviour): GraphError | undefined => {
  switch (call) {
    case 'pair-limit': {
      return sendErrors.pairLimit();
    }

    case 'throughput': {
      return sendErrors.throughput();
    }

    case 'unknown-error': {
      return sendErrors.somethingWentWrong();
    }

    case 'service-unavailable': {
      return sendErrors.serviceUnavailable();
    }

    default: {
      return undefined;
    }
  }
};

/** Without anything to pay with, the best that a phone can do is no help. */
const usualBehaviour = ({ account, phones }: World, to: string): Behaviour => {
  const behaviour = phones.behaviourOf(to);
  const unpaid = account.lacksPayment ? behaviourNamed('payment-issue') : undefined;

  return behaviour === healthy ? (unpaid ?? behaviour) : behaviour;
};

const behaviourFor = (world: World, { context }: SendCall, to: string): Behaviour => {
  const asked = context.req.header(behaviourHeader);

  if (asked === undefined) {
    return usualBehaviour(world, to);
  }

  const behaviour = behaviourNamed(asked);

  if (!behaviour) {
    throw graphErrors.parameterInvalid(behaviourHeader, `names no behaviour: ${asked}`);
  }

  return behaviour;
};

/** @returns What Meta answers. */
const accept = (
  { inbox, clock, deliveries, rules }: World,
  { phoneNumber, body }: SendCall,
  { input, to, template, code, callbackData }: ReadableMessage,
  behaviour: Behaviour
): unknown => {
  const waId = waIdOf(to);
  const message: InboxMessage = {
    id: createMessageId(waId),
    channel: 'whatsapp',
    to,
    from: phoneNumber.id,
    templateName: template.name,
    language: template.language,
    code,
    ...renderTemplate(template, code),
    acceptedAt: clock.now().toISOString(),
    behaviour: behaviour.name,
    statuses: [],
  };
  const status = behaviour.held ? 'held_for_quality_assessment' : 'accepted';
  const isStatusShown = behaviour.held ?? rules.messageStatus === 'always';
  const answer = {
    messaging_product: 'whatsapp',
    contacts: [{ input, wa_id: waId }],
    messages: [{ id: message.id, ...(isStatusShown && { message_status: status }) }],
  };

  inbox.add(message, { request: body, answer });
  deliveries.start({
    message,
    behaviour,
    phoneNumber,
    callbackData,
    ttlSeconds: template.ttlSeconds,
  });

  return answer;
};

const pause = async ({ clock, latency }: World): Promise<void> => {
  if (latency.answer > 0) {
    await new Promise<void>((resolve) => {
      clock.after(latency.answer, resolve);
    });
  }
};

/** What a call that is not answered, or not by Meta itself, leaves in the list of refusals. */
const noteFault = (world: World, { body }: SendCall, to: string, { title, call }: Behaviour) => {
  world.refusals.add({
    at: world.clock.now().toISOString(),
    to,
    status: call === 'html' ? 503 : 0,
    message: title,
    request: body,
    answer: call === 'html' ? edgePage : undefined,
  });
};

/**
 * Answers a send.
 *
 * @throws {GraphError} When the send is refused.
 */
export type Send = (call: SendCall) => Promise<Response>;

export const createSender = (world: World): Send => {
  const checkLimits = createLimits(world);

  return async (call) => {
    const { context, phoneNumber, body } = call;
    const message = readMessage({ ...world, phoneNumber }, body);
    const { to } = message;

    checkPhoneNumber(world.account, phoneNumber, to);
    checkLimits(phoneNumber, to);

    const behaviour = behaviourFor(world, call, to);
    const refusal = refusalOf(behaviour);

    await pause(world);

    if (refusal) {
      throw refusal;
    }

    switch (behaviour.call) {
      case 'hang': {
        noteFault(world, call, to, behaviour);

        return hang();
      }

      case 'reset': {
        noteFault(world, call, to, behaviour);

        return reset(context);
      }

      case 'html': {
        noteFault(world, call, to, behaviour);

        return context.html(edgePage, 503, world.rules.retryAfter ? { 'retry-after': '1' } : {});
      }

      default: {
        const answer = accept(world, call, message, behaviour);

        if (behaviour.call === 'cut-off') {
          return cutOff(context, answer);
        }

        if (behaviour.call === 'webhook-first') {
          await world.webhooks.flush();
        }

        return context.json(answer);
      }
    }
  };
};
