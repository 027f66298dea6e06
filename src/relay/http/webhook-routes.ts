import { type Context, type Hono } from 'hono';

import { parseJson } from '../../json/parse-json.js';
import { type Identities } from '../identity.js';
import { type Log } from '../log.js';
import { type Metrics } from '../metrics.js';
import { type RelaySettings } from '../settings.js';
import { type Ledger } from '../store/ledger.js';
import { answerHandshake } from '../webhook/handshake.js';
import { isSigned } from '../webhook/signature.js';
import { readStatuses } from '../webhook/statuses.js';

import { type BodyBudget } from './body-budget.js';
import { createRefusalLog } from './refusal-log.js';
import { type Refusal, refuse, refusals } from './refusal.js';
import { takeBody } from './take-body.js';

/** Bytes. Source: Meta, "Webhooks: overview". */
const maximumWebhookSize = 3 * 1024 * 1024;

const unsigned: Refusal = {
  code: 'no_signature',
  message: 'The webhook has no X-Hub-Signature-256, by which Meta signs its own.',
  remedy:
    'Let Meta send its webhooks here itself: "connector-whatsapp-otp relay subscribe" sets that up. What others pass on without that signature cannot be taken.',
};

const wronglySigned: Refusal = {
  code: 'wrong_signature',
  message:
    'The signature does not fit the webhook: it comes from another app, or from somebody else than Meta.',
  remedy:
    'WHATSAPP_APP_SECRET has to be the secret of the app that sends the webhooks: App settings → Basic in its dashboard. Set it, and restart the relay.',
};

const notJson: Refusal = {
  code: 'not_json',
  message: 'The body is not JSON.',
  remedy: 'Only Meta sends webhooks here.',
};

export type WebhookSurroundings = {
  settings: Pick<RelaySettings, 'appSecrets' | 'verifyToken' | 'ownNumbers'>;
  ledger: Pick<Ledger, 'record'>;
  identities: Pick<Identities, 'deliveries'>;
  metrics: Pick<Metrics, 'webhook' | 'ignored'>;
  budget: BodyBudget;
  log: Pick<Log, 'error'>;
};

/** @returns The answer: 200 only when the statuses are stored. */
const receive = async (
  context: Context,
  { settings, ledger, identities, metrics, budget }: WebhookSurroundings,
  tell: (refusal: Refusal) => void
): Promise<Response> => {
  const signature = context.req.header('x-hub-signature-256');

  // Nothing is read from somebody who does not even try.
  if (signature === undefined) {
    tell(unsigned);

    return refuse(context, 401, unsigned);
  }

  const body = await takeBody(context, maximumWebhookSize, budget);

  if (body instanceof Response) {
    return body;
  }

  if (!isSigned(body, signature, settings.appSecrets)) {
    tell(wronglySigned);

    return refuse(context, 401, wronglySigned);
  }

  const json = parseJson(new TextDecoder().decode(body));

  if (json === undefined) {
    return refuse(context, 400, notJson);
  }

  const { statuses, ignored } = readStatuses(json, settings.ownNumbers);
  metrics.ignored(ignored);

  try {
    await ledger.record(
      statuses.flatMap(({ messageId, status, errorCode }) => {
        const names = identities.deliveries(messageId);

        return names.map((id) => ({ id, names, event: { kind: 'status', status, errorCode } }));
      })
    );
  } catch {
    // Meta sends it again.
    return refuse(context, 503, refusals.unavailable);
  }

  return context.text('EVENT_RECEIVED');
};

export const addWebhookRoutes = (app: Hono, surroundings: WebhookSurroundings) => {
  const tell = createRefusalLog(surroundings.log, 'webhook-refused');

  app.get('/webhook', (context) => {
    const { verifyToken } = surroundings.settings;
    const answer = answerHandshake(new URL(context.req.url).searchParams, verifyToken);

    return answer.status === 200
      ? context.text(answer.body)
      : refuse(context, answer.status, answer.error);
  });

  app.post('/webhook', async (context) => {
    const end = surroundings.metrics.webhook();
    const answer = await receive(context, surroundings, tell);
    end(answer.status);

    return answer;
  });
};
