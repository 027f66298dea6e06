import { type Context, type MiddlewareHandler } from 'hono';
import { z } from 'zod';

import { parseJson } from '../../json/parse-json.js';
import { type World } from '../world.js';

import { GraphError } from './graph-error.js';
import { readRecipient } from './read-recipient.js';

const recipientGuard = z.object({ to: z.string() });

/** How 360dialog says no before it asks Meta. */
const gatewayErrorGuard = z.object({ meta: z.object({ developer_message: z.string() }) });

/** What was sent, if it is not too large to be read. */
const readRequest = async ({ req, error }: Context): Promise<unknown> =>
  error instanceof GraphError && error.fields.status === 413
    ? undefined
    : parseJson(await req.text());

/**
 * Keeps each send that was refused, for whatever reason: a wrong token is what people look for on the
 * page first.
 */
export const recordRefusals =
  ({
    account,
    refusals,
    clock,
    rules,
  }: Pick<World, 'account' | 'refusals' | 'clock' | 'rules'>): MiddlewareHandler =>
  async (context, next) => {
    await next();

    const { req, res, error } = context;
    const isSend = req.method === 'POST' && req.path.endsWith('/messages');

    // What is no JSON was not refused, but got lost; it is noted where that happens.
    if (!isSend || res.status < 400 || !res.headers.get('content-type')?.includes('json')) {
      return;
    }

    const [phoneNumber] = account.phoneNumbers;
    const request = await readRequest(context);
    const answer: unknown = await res.clone().json();
    const to = recipientGuard.safeParse(request).data?.to;
    const { code, message, details } =
      error instanceof GraphError
        ? error.fields
        : {
            code: undefined,
            message: gatewayErrorGuard.safeParse(answer).data?.meta.developer_message ?? 'Refused',
            details: undefined,
          };

    refusals.add({
      at: clock.now().toISOString(),
      to: phoneNumber && readRecipient(to, { phoneNumber, rules }),
      status: res.status,
      code,
      message,
      details,
      request,
      answer,
    });
  };
