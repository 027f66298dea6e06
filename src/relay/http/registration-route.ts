import { type Context, type Hono } from 'hono';

import { type Claims } from '../../registration/claims.js';
import { maximumRegistrationSize, open } from '../../registration/seal.js';
import { type RegistrationReport } from '../event.js';
import { type Identities } from '../identity.js';
import { type Ledger } from '../ledger.js';
import { type Log } from '../log.js';
import { type Metrics } from '../metrics.js';
import { type RelaySettings } from '../settings.js';

import { type BodyBudget } from './body-budget.js';
import { answerProblem, problems } from './problem.js';
import { takeBody } from './take-body.js';

/** Milliseconds between two lines about the same. */
const pause = 60_000;

export type RegistrationSurroundings = {
  settings: Pick<RelaySettings, 'relaySecrets'>;
  ledger: Pick<Ledger, 'record'>;
  identities: Pick<Identities, 'of'>;
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

/** Answers to what no secret of the relay opens, or what is no registration when it is opened. */
export const refuseSealed = (context: Context, problem: 'undecipherable' | 'malformed') =>
  problem === 'undecipherable'
    ? answerProblem(context, 401, {
        code: 'wrong_secret',
        message: 'The registration was encrypted with another secret.',
        remedy: '"Relay secret" in Logto Console and RELAY_SECRET have to be the same.',
      })
    : answerProblem(context, 400, {
        code: 'not_a_registration',
        message: 'This is no registration.',
        remedy: 'Update the connector and the relay to the same release.',
      });

/**
 * Takes registrations. A repetition is answered like the first, which is why one that was recorded on
 * its way can be sent again for as long as its delivery is kept, and is refused afterwards.
 */
export const addRegistrationRoute = (app: Hono, surroundings: RegistrationSurroundings) => {
  const { settings, ledger, identities, metrics, budget, tolerance, now, prepare, log } =
    surroundings;

  const told = new Map<string, number>();
  /** A connector with another secret comes with every code: a line a minute will do. */
  const tell = (code: string) => {
    const at = performance.now();

    if (at - (told.get(code) ?? -pause) >= pause) {
      told.set(code, at);
      log.error({ event: 'registration-refused', code });
    }
  };

  app.post('/deliveries', async (context) => {
    const body = await takeBody(context, maximumRegistrationSize, budget);

    if (body instanceof Response) {
      return body;
    }

    const token = new TextDecoder().decode(body);
    const opened = await open(token, settings.relaySecrets);

    if ('problem' in opened) {
      metrics.registration('refused');
      tell(opened.problem === 'undecipherable' ? 'wrong_secret' : 'not_a_registration');

      return refuseSealed(context, opened.problem);
    }

    const { claims, issuedAt, secret } = opened;
    const identity = identities.of(secret);

    if (Math.abs(now() - issuedAt * 1000) > tolerance) {
      metrics.registration('refused');
      tell('wrong_time');

      return answerProblem(context, 409, {
        code: 'wrong_time',
        message: 'The registration is hours away from the clock of the relay.',
        remedy: "Set the clocks of Logto's server and of the relay's.",
      });
    }

    if (claims.sms) {
      prepare(claims.sms.fallback.connector);
    }

    try {
      await ledger.record([
        {
          id: identity.delivery(claims.messageId),
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

      return answerProblem(context, 503, problems.unavailable);
    }

    metrics.registration('accepted');

    return context.body('', 202);
  });
};
