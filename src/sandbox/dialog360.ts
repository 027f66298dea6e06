/**
 * The face of 360dialog, a provider that passes calls on to Meta: a key stands for a number, so that
 * there is neither a version nor an id in the path. Source: 360dialog, "Messaging API".
 */
import { Hono } from 'hono';

import { type GraphEnvironment, readJson } from './graph/environment.js';
import { GraphError, createTraceId } from './graph/graph-error.js';
import { healthOf } from './graph/health.js';
import { type Send } from './graph/send.js';
import { type SandboxRules } from './rules.js';
import { type World } from './world.js';

const gatewayBody = (status: number, message: string) => ({
  meta: {
    success: false,
    http_code: status,
    developer_message: message,
    '360dialog_trace_id': createTraceId(),
  },
});

/** What Meta has refused, in one of the three shapes in which 360dialog tells it. */
const wrap = (error: GraphError, rules: SandboxRules) => {
  const { status, code, message, details = message } = error.fields;

  switch (rules.dialog360Errors) {
    case 'passthrough': {
      return error.toBody(rules);
    }

    case 'legacy': {
      return {
        errors: [{ code, title: message, details }],
        meta: { api_status: 'stable', version: '2.59.3' },
      };
    }

    case 'embedded': {
      return gatewayBody(status, `Invalid payload (${JSON.stringify(error.toBody(rules))})`);
    }
  }
};

export const createDialog360App = (world: World, send: Send): Hono<GraphEnvironment> => {
  const { account, rules } = world;
  const app = new Hono<GraphEnvironment>();

  app.onError((error, context) => {
    if (error instanceof GraphError) {
      return context.json(wrap(error, rules), error.fields.status);
    }

    return context.json(gatewayBody(500, 'Internal server error'), 500);
  });

  app.on(['GET', 'POST'], ['/messages', '/health_status'], async (context, next) => {
    if (!account.apiKeys.includes(context.req.header('d360-api-key') ?? '')) {
      return context.json(gatewayBody(401, 'Invalid api_key'), 401);
    }

    await next();
  });

  app.post('/messages', async (context) => {
    const [phoneNumber] = account.phoneNumbers;
    const body = await readJson(context);

    if (!phoneNumber) {
      return context.json(gatewayBody(400, 'API disabled'), 400);
    }

    return send({ phoneNumber, body, context });
  });

  app.get('/health_status', (context) => {
    const [phoneNumber] = account.phoneNumbers;

    return context.json({ health_status: healthOf(world, phoneNumber ? { phoneNumber } : {}) });
  });

  return app;
};
