import { randomBytes } from 'node:crypto';

import { type Context, Hono } from 'hono';

import { expiredSince, oldestUsableVersion } from '../meta/graph-versions.js';

import { type SandboxAccount } from './account.js';
import { createLimiter, pairLimit, throughputLimit } from './bucket.js';
import { checkCall } from './check-call.js';
import { GraphError, graphErrors } from './graph-error.js';
import { type Inbox } from './inbox.js';
import { readMessage } from './read-message.js';
import { renderTemplate } from './texts.js';

/** What a phone does with a message, other than to receive it. */
export type PhoneBehaviour =
  /** Meta takes the request and never answers. */
  'hang';

export type SandboxState = {
  account: SandboxAccount;
  inbox: Inbox;
  /** By number, E.164 with the `+`. */
  behaviours: ReadonlyMap<string, PhoneBehaviour>;
  now: () => Date;
};

const createId = (bytes: number): string => randomBytes(bytes).toString('base64url');

const readJson = async (context: Context): Promise<unknown> => {
  try {
    return await context.req.json<unknown>();
  } catch {
    throw graphErrors.bodyUnreadable();
  }
};

const never = async () =>
  new Promise<never>(() => {
    // Whoever waits for it gives up, or the server is closed.
  });

/** The Graph API's face of the sandbox, without a server around it. */
export const createApp = ({ account, inbox, behaviours, now }: SandboxState): Hono => {
  const milliseconds = () => now().getTime();
  const pairs = createLimiter(pairLimit, milliseconds);
  const throughput = createLimiter(throughputLimit, milliseconds);

  const app = new Hono();

  app.onError((error, context) => {
    const graphError = error instanceof GraphError ? error : graphErrors.unknown();
    const traceId = createId(16);
    context.header('x-fb-trace-id', traceId);

    return context.json(graphError.toBody(traceId), graphError.fields.status);
  });

  app.notFound((context) => {
    throw graphErrors.pathUnknown(context.req.path);
  });

  app.post('/:version{v\\d+\\.\\d}/:phoneNumberId{\\d+}/messages', async (context) => {
    const { version, phoneNumberId } = context.req.param();
    // An expired version is run as the oldest one that is left, and only this header tells.
    context.header(
      'facebook-api-version',
      expiredSince(version, now()) === undefined ? version : oldestUsableVersion(now())
    );

    checkCall(account, {
      authorization: context.req.header('authorization'),
      proof: context.req.query('appsecret_proof'),
      phoneNumberId,
    });

    const { input, to, template, code } = readMessage(account, await readJson(context));

    if (!throughput.take(phoneNumberId)) {
      throw graphErrors.throughput();
    }

    if (!pairs.take(to)) {
      throw graphErrors.pairLimit();
    }

    if (behaviours.get(to) === 'hang') {
      return never();
    }

    const id = `wamid.${createId(24)}`;
    inbox.add({
      id,
      to,
      templateName: template.name,
      language: template.language,
      code,
      ...renderTemplate(template, code),
      receivedAt: now().toISOString(),
    });

    context.header('x-fb-trace-id', createId(16));

    return context.json({
      messaging_product: 'whatsapp',
      contacts: [{ input, wa_id: to.slice(1) }],
      messages: [{ id, message_status: 'accepted' }],
    });
  });

  app.get('/inbox', (context) => context.json({ messages: inbox.messages }));

  app.delete('/inbox', (context) => {
    inbox.clear();

    return context.body(null, 204);
  });

  return app;
};
