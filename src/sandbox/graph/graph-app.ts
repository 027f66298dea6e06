/** The Graph API's face of the sandbox: what holds for every call, and its routes. */
import { Hono } from 'hono';

import { majorOf, expiredSince, oldestUsableVersion } from '../../meta/graph-versions.js';
import { type World } from '../world.js';

import { authenticate } from './call.js';
import { type GraphApp, type GraphContext, type GraphEnvironment } from './environment.js';
import { graphErrors } from './errors.js';
import { createTraceId } from './graph-error.js';
import { addMessageRoutes } from './messages.js';
import { addNodeRoutes } from './node-routes.js';
import { nodeOf } from './nodes.js';
import { type Send } from './send.js';
import { addSubscriptionRoutes } from './subscriptions.js';
import { addTemplateRoutes } from './templates.js';
import { addTokenRoutes } from './tokens.js';
import { createUsage } from './usage.js';

const versionForm = /^v\d+\.\d+$/;

/**
 * An expired version is run as the oldest one that is left, and so is a call that names none; only a
 * header tells. Source: Meta, "Graph API: versioning".
 */
const effectiveVersion = ({ clock }: World, asked: string | undefined): string => {
  const now = clock.now();

  return asked !== undefined && expiredSince(asked, now) === undefined
    ? asked
    : oldestUsableVersion(now);
};

/** What Meta says of a call that has no route. */
const unknownCall = (world: World, context: GraphContext) => {
  const { req } = context;
  const caller = context.get('caller');
  const [id = '', edge] = req.path.split('/').filter((part) => part && !versionForm.test(part));
  const node = nodeOf(world, id);

  if (!/^\d+$/.test(id)) {
    return graphErrors.pathUnknown(req.path);
  }

  return node && caller.canSee(id) && edge && req.method === 'GET'
    ? graphErrors.fieldUnknown(edge, node.type)
    : graphErrors.objectUnknown(id, req.method);
};

/**
 * @param world What the calls read and change.
 * @param send Answers a send; the limits of sends are in it.
 */
export const createGraphApp = (world: World, send: Send): GraphApp => {
  const { account, graphVersion } = world;
  const usage = createUsage(world);
  const graph: GraphApp = new Hono<GraphEnvironment>();

  graph.use(async (context, next) => {
    const asked = context.req.path.split('/').find((part) => versionForm.test(part));

    context.header('x-fb-trace-id', createTraceId());
    context.header('x-fb-request-id', createTraceId());
    context.header('x-fb-rev', '1030000000');

    if (asked && majorOf(asked) > majorOf(graphVersion)) {
      throw graphErrors.pathUnknown(context.req.path);
    }

    const version = effectiveVersion(world, asked);
    context.set('version', version);
    context.header('facebook-api-version', version);
    context.set(
      'caller',
      authenticate(account, {
        authorization: context.req.header('authorization'),
        accessToken: context.req.query('access_token'),
        proof: context.req.query('appsecret_proof'),
      })
    );

    for (const [name, value] of Object.entries(usage.headers())) {
      context.header(name, value);
    }

    await next();
  });

  addMessageRoutes(graph, world, send);

  // Sends have limits of their own; all that follows shares those of management calls.
  graph.use(async (context, next) => {
    usage.takeManagementCall();

    await next();
  });

  addTokenRoutes(graph, world);
  addTemplateRoutes(graph, world, usage);
  addSubscriptionRoutes(graph, world);
  addNodeRoutes(graph, world);

  graph.all('*', (context) => {
    throw unknownCall(world, context);
  });

  return graph;
};
