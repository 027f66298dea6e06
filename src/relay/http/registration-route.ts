import { type Context, type Hono } from 'hono';

import { type Claims } from '../../registration/claims.js';
import { type OpenProblem, maximumRegistrationSize, open } from '../../registration/seal.js';
import { type RegistrationReport } from '../delivery/event.js';
import { type Identities } from '../identity.js';
import { type Log } from '../log.js';
import { type Metrics } from '../metrics.js';
import { type RelaySettings } from '../settings.js';
import { type Ledger } from '../store/ledger.js';

import { type BodyBudget } from './body-budget.js';
import { createRefusalLog } from './refusal-log.js';
import { type Refusal, refuse, refusals } from './refusal.js';
import { takeBody } from './take-body.js';

export type RegistrationSurroundings = {
  settings: Pick<RelaySettings, 'relaySecrets'>;
  ledger: Pick<Ledger, 'record'>;
  identities: Pick<Identities, 'of' | 'deliveries'>;
  metrics: Pick<Metrics, 'registration'>;
  budget: BodyBudget;
  /** Milliseconds by which the clocks of Logto and relay may differ. */
  tolerance: number;
  /** By the clock of this machine. */
  now: () => number;
  log: Pick<Log, 'error'>;
  /** Told which SMS connector may be needed soon. */
  prepare: (connector: string) => void;
};

/** What is kept of the claims: nothing that is secret. */
const describe = ({ messageId, number, sms, ...report }: Claims): RegistrationReport => ({
  ...report,
  sms: sms && {
    connector: sms.fallback.connector,
    mode: sms.fallback.mode,
    allowedCountries: sms.fallback.allowedCountries,
    maxPerNumberPerHour: sms.fallback.maxPerNumberPerHour,
    maxPerHour: sms.fallback.maxPerHour,
  },
});

/** Why a registration is refused that cannot be opened. */
const unopened = Object.freeze({
  undecipherable: {
    code: 'wrong_secret',
    message: 'The registration was encrypted with another secret.',
    remedy: '"Relay secret" in Logto Console and RELAY_SECRET have to be the same.',
  },
  malformed: {
    code: 'not_a_registration',
    message: 'This is no registration.',
    remedy: 'Update the connector and the relay to the same release.',
  },
} satisfies Record<OpenProblem, Refusal>);

const outOfTime: Refusal = {
  code: 'wrong_time',
  message: 'The registration is hours away from the clock of the relay.',
  remedy: "Set the clocks of Logto's server and of the relay's.",
};

/** Answers to what no secret of the relay opens, or what is no registration when it is opened. */
export const refuseSealed = (context: Context, problem: OpenProblem) =>
  refuse(context, problem === 'undecipherable' ? 401 : 400, unopened[problem]);

/**
 * Takes registrations. A repetition is answered like the first, which is why one that was recorded on
 * its way can be sent again for as long as its delivery is kept, and is refused afterwards.
 */
export const addRegistrationRoute = (app: Hono, surroundings: RegistrationSurroundings) => {
  const { settings, ledger, identities, metrics, budget, tolerance, now, prepare, log } =
    surroundings;

  const tell = createRefusalLog(log, 'registration-refused');

  app.post('/deliveries', async (context) => {
    const body = await takeBody(context, maximumRegistrationSize, budget);

    if (body instanceof Response) {
      return body;
    }

    const token = new TextDecoder().decode(body);
    const opened = await open(token, settings.relaySecrets);

    if ('problem' in opened) {
      metrics.registration('refused');
      tell(unopened[opened.problem]);

      return refuseSealed(context, opened.problem);
    }

    const { claims, issuedAt, secret } = opened;
    const identity = identities.of(secret);

    if (Math.abs(now() - issuedAt * 1000) > tolerance) {
      metrics.registration('refused');
      tell(outOfTime);

      return refuse(context, 409, outOfTime);
    }

    if (claims.sms) {
      prepare(claims.sms.fallback.connector);
    }

    try {
      await ledger.record([
        {
          id: identity.delivery(claims.messageId),
          // A relay of an earlier release called it by the first of its secrets.
          names: identities.deliveries(claims.messageId),
          event: {
            kind: 'registered',
            report: describe(claims),
            token,
            numberHash: identity.number(claims.number),
          },
        },
      ]);
    } catch {
      metrics.registration('failed');

      return refuse(context, 503, refusals.unavailable);
    }

    metrics.registration('accepted');

    return context.body('', 202);
  });
};
