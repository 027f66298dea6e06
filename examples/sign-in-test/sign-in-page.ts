/**
 * The application under test: a sign-in page that sends its codes through the connector. In your
 * project this is Logto, which also lets codes expire and limits how often one may be tried.
 */
import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

import { getRequestListener } from '@hono/node-server';
import { ConnectorError, TemplateType } from '@logto/connector-kit';
import { type Context, Hono } from 'hono';
import { z } from 'zod';

import createConnector from 'connector-whatsapp-otp';

import { codePage, numberPage, welcomePage } from './sign-in-html.js';

/** Somebody who was sent a code and has not signed in yet. */
type Attempt = { number: string; code: string };

type Send = Awaited<ReturnType<typeof createConnector>>['sendMessage'];

const formGuard = z.object({ number: z.string().default(''), code: z.string().default('') });

const readForm = async ({ req }: Context) => formGuard.parse(await req.parseBody());

/** Most errors of the connector bring a sentence for the person who waits; Logto shows it too. */
const errorDataGuard = z.object({ errorDescription: z.string() });

const explain = (error: unknown): string => {
  if (!(error instanceof ConnectorError)) {
    throw error;
  }

  return (
    errorDataGuard.safeParse(error.data).data?.errorDescription ??
    'The code could not be sent. Please try again later.'
  );
};

/** Browsers name the language that is liked best first. */
const localeOf = ({ req }: Context): string | undefined =>
  /^[\w-]+/.exec(req.header('accept-language') ?? '')?.[0];

const createApp = (sendMessage: Send): Hono => {
  const app = new Hono();
  const attempts = new Map<string, Attempt>();

  const sendCode = async (id: string, number: string, locale: string | undefined) => {
    const code = randomInt(1_000_000).toString().padStart(6, '0');

    await sendMessage({
      // Logto gives the connector digits only.
      to: number.replaceAll(/\D/g, ''),
      type: TemplateType.SignIn,
      payload: { code, ...(locale && { locale }) },
    });
    attempts.set(id, { number, code });
  };

  app.get('/', async (context) => context.html(numberPage()));

  app.post('/', async (context) => {
    const { number } = await readForm(context);
    const id = randomUUID();

    try {
      await sendCode(id, number, localeOf(context));
    } catch (error: unknown) {
      return context.html(numberPage({ number, error: explain(error) }), 502);
    }

    return context.redirect(`/attempts/${id}`, 303);
  });

  app.get('/attempts/:id', async (context) => {
    const id = context.req.param('id');
    const attempt = attempts.get(id);
    const isAgain = context.req.query('again') !== undefined;

    return attempt ? context.html(codePage({ id, isAgain, ...attempt })) : context.redirect('/');
  });

  app.post('/attempts/:id', async (context) => {
    const id = context.req.param('id');
    const attempt = attempts.get(id);
    const { code } = await readForm(context);

    if (!attempt) {
      return context.redirect('/', 303);
    }

    if (code !== attempt.code) {
      return context.html(codePage({ id, ...attempt, error: 'This is not the code.' }), 401);
    }

    attempts.delete(id);

    return context.html(welcomePage());
  });

  app.post('/attempts/:id/again', async (context) => {
    const id = context.req.param('id');
    const attempt = attempts.get(id);

    if (!attempt) {
      return context.redirect('/', 303);
    }

    try {
      await sendCode(id, attempt.number, localeOf(context));
    } catch (error: unknown) {
      return context.html(codePage({ id, ...attempt, error: explain(error) }), 502);
    }

    return context.redirect(`/attempts/${id}?again`, 303);
  });

  return app;
};

/**
 * Starts the page on a free port of this machine.
 *
 * @param config The connector's, as Logto would have stored it.
 */
export const startSignInPage = async (config: unknown) => {
  const { sendMessage } = await createConnector({ getConfig: async () => config });
  const server = createServer(getRequestListener(createApp(sendMessage).fetch));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const address = server.address();
  assert(typeof address === 'object' && address);

  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.close();
      // Browsers open connections ahead of need, and keep them.
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
