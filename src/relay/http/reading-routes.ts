/** What may be looked at, by whoever has the status token. */
import { type Context, type Hono, type MiddlewareHandler } from 'hono';
import { type ZodType, type ZodTypeDef } from 'zod';

import { type Database } from '../database/database.js';
import { deliveryStates } from '../delivery/delivery.js';
import { type Identities } from '../identity.js';
import { type Metrics } from '../metrics.js';
import { listDeliveries, listQueryGuard } from '../reading/list.js';
import { SharedReading } from '../reading/shared-reading.js';
import { readSummary, summaryQueryGuard } from '../reading/summary.js';
import { isSameSecret } from '../same-secret.js';
import { type RelaySettings } from '../settings.js';

import { refuse, refusals } from './refusal.js';

type Summary = Awaited<ReturnType<typeof readSummary>>;

/** Milliseconds: several people may have the page open. */
const keptFor = 1000;

export type ReadingSurroundings = {
  settings: Pick<RelaySettings, 'statusToken'>;
  database: Pick<Database, 'query'>;
  identities: Pick<Identities, 'deliveries'>;
  metrics: Pick<Metrics, 'text' | 'contentType'>;
};

const howToAsk = `/deliveries takes limit (1 to 200), before (the "next" of the answer before), state (${deliveryStates.join(', ')}) and messageId; /summary takes minutes (1 to 1440).`;

const guard =
  (statusToken: string | undefined): MiddlewareHandler =>
  async (context, next) => {
    if (statusToken === undefined) {
      return refuse(context, 404, {
        code: 'no_status_token',
        message: 'The relay has no status token, so that nobody can look at its deliveries.',
        remedy: 'Set RELAY_STATUS_TOKEN (make one with: openssl rand -base64 32) and restart it.',
      });
    }

    const [scheme = '', token = ''] = (context.req.header('authorization') ?? '').split(' ');

    if (scheme.toLowerCase() !== 'bearer' || !isSameSecret(token, statusToken)) {
      context.header('www-authenticate', 'Bearer');

      return refuse(context, 401, {
        code: 'wrong_status_token',
        message: 'The status token is missing or wrong.',
        remedy: 'Send the value of RELAY_STATUS_TOKEN as a bearer token.',
      });
    }

    context.header('cache-control', 'no-store');

    return next();
  };

/** Answers with what a query asks for, or with what is wrong with it. */
const answerQuery = async <Query>(
  context: Context,
  queryGuard: ZodType<Query, ZodTypeDef, unknown>,
  read: (query: Query) => Promise<Record<string, unknown>>
) => {
  const { data: query, error } = queryGuard.safeParse(context.req.query());

  if (query === undefined) {
    const names = new Set(error?.issues.map(({ path }) => path.join('.')));

    return refuse(context, 400, {
      code: 'wrong_query',
      message: 'The query cannot be read.',
      remedy: `See to ${[...names].join(', ')}. ${howToAsk}`,
    });
  }

  try {
    return context.json(await read(query));
  } catch {
    return refuse(context, 503, refusals.unavailable);
  }
};

export const addReadingRoutes = (
  app: Hono,
  { settings, database, identities, metrics }: ReadingSurroundings
) => {
  const check = guard(settings.statusToken);
  const summaries = new Map<number, SharedReading<Summary>>();
  const summaryOf = async (minutes: number): Promise<Summary> => {
    const known = summaries.get(minutes);

    if (known) {
      return known.get();
    }

    const reading = new SharedReading(async () => readSummary(database, minutes), keptFor);
    summaries.set(minutes, reading);

    return reading.get();
  };

  app.get('/deliveries', check, async (context) =>
    answerQuery(context, listQueryGuard, async (query) =>
      listDeliveries(database, identities, query)
    )
  );

  app.get('/summary', check, async (context) =>
    answerQuery(context, summaryQueryGuard, async ({ minutes }) => summaryOf(minutes))
  );

  app.get('/metrics', check, async (context) => {
    try {
      return context.body(await metrics.text(), 200, { 'content-type': metrics.contentType });
    } catch {
      return refuse(context, 503, refusals.unavailable);
    }
  });
};
