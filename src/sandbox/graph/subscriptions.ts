/**
 * The two subscriptions without which there are no webhooks: the app's own, and that of the app to
 * the account. Source: Meta, "Webhooks: overview".
 */
import { z } from 'zod';

import { tolerant } from '../../meta/tolerant.js';
import { managementScope } from '../account.js';
import { type World } from '../world.js';

import { isAppToken, requireScope } from './call.js';
import { type GraphApp, type GraphContext, readJson } from './environment.js';
import { graphErrors } from './errors.js';
import { checkTarget, readOverride, setOverride } from './override.js';

const parametersGuard = tolerant(z.record(z.unknown()));

const subscriptionGuard = z.object({
  object: z.literal('whatsapp_business_account'),
  callback_url: z.string(),
  verify_token: z.string(),
  /** Names, as a list or separated by commas; objects with a name are accepted as well. */
  fields: z
    .union([
      z.string().transform((names) => names.split(',').map((name) => name.trim())),
      z.array(z.string()),
    ])
    .optional(),
});

/** They may stand in the query, in a form or in JSON. */
const readParameters = async (context: GraphContext): Promise<unknown> => {
  const { req } = context;
  const isJson = req.header('content-type')?.includes('json');

  return {
    ...req.query(),
    ...(isJson ? parametersGuard.parse(await readJson(context)) : await req.parseBody()),
  };
};

const addAccountRoutes = (graph: GraphApp, world: World) => {
  const { account, webhooks } = world;

  const check = (context: GraphContext) => {
    const id = context.req.param('id') ?? '';
    const caller = context.get('caller');

    if (id !== account.id || !caller.canSee(id)) {
      throw graphErrors.objectUnknown(id, context.req.method);
    }

    requireScope(caller, managementScope);
  };

  graph.get('/:id{\\d+}/subscribed_apps', (context) => {
    check(context);

    const override = webhooks.overrideOf('account')?.url;
    const app = {
      whatsapp_business_api_data: {
        id: account.appId,
        name: account.appName,
        link: `https://www.facebook.com/games/?app_id=${account.appId}`,
      },
      ...(override && { override_callback_uri: override }),
    };

    return context.json({ data: webhooks.isSubscribed ? [app] : [] });
  });

  graph.post('/:id{\\d+}/subscribed_apps', async (context) => {
    check(context);

    const text = await context.req.text();
    const body = text === '' ? {} : await readJson(context);
    await setOverride(world, 'account', readOverride(body));
    webhooks.setSubscribed(true);

    return context.json({ success: true });
  });

  graph.delete('/:id{\\d+}/subscribed_apps', (context) => {
    check(context);
    webhooks.setSubscribed(false);

    return context.json({ success: true });
  });
};

const addApplicationRoutes = (graph: GraphApp, { account, webhooks }: World) => {
  /** Only the app itself may look at its subscriptions. */
  const check = (context: GraphContext) => {
    const id = context.req.param('id') ?? '';

    if (id !== account.appId) {
      throw graphErrors.objectUnknown(id, context.req.method);
    }

    if (!isAppToken(account, context.get('caller').token)) {
      throw graphErrors.appTokenNeeded();
    }
  };

  graph.get('/:id{\\d+}/subscriptions', (context) => {
    check(context);

    const { appTarget, fields = ['messages', 'message_template_status_update'] } = webhooks;
    const data = appTarget && {
      object: 'whatsapp_business_account',
      callback_url: appTarget.url,
      active: true,
      fields: fields.map((name) => ({ name, version: context.get('version') })),
    };

    return context.json({ data: data ? [data] : [] });
  });

  graph.post('/:id{\\d+}/subscriptions', async (context) => {
    check(context);

    const { data } = subscriptionGuard.safeParse(await readParameters(context));

    if (!data) {
      throw graphErrors.parameterMissing('object, callback_url, verify_token');
    }

    const target = { url: data.callback_url, verifyToken: data.verify_token };
    await checkTarget(target);
    webhooks.setAppTarget(target, data.fields);

    return context.json({ success: true });
  });

  graph.delete('/:id{\\d+}/subscriptions', (context) => {
    check(context);
    webhooks.setAppTarget(undefined);

    return context.json({ success: true });
  });
};

export const addSubscriptionRoutes = (graph: GraphApp, world: World) => {
  addAccountRoutes(graph, world);
  addApplicationRoutes(graph, world);
};
