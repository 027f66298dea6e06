import { type Hono } from 'hono';

import { open } from '../../registration/seal.js';
import { type RelaySettings } from '../settings.js';

import { type BodyBudget } from './body-budget.js';
import { refuseSealed } from './registration-route.js';
import { takeBody } from './take-body.js';

/** Bytes; what is sent here holds no SMS connector and its config. */
const maximumCheckSize = 4 * 1024;

export type CheckSurroundings = {
  settings: Pick<RelaySettings, 'relaySecrets'>;
  budget: BodyBudget;
};

/**
 * Tells whether one of the relay's secrets opens what a connector's secret has sealed. Nothing is
 * stored, counted or logged: an administrator tries this out.
 */
export const addCheckRoute = (app: Hono, { settings, budget }: CheckSurroundings) => {
  app.post('/deliveries/check', async (context) => {
    const body = await takeBody(context, maximumCheckSize, budget);

    if (body instanceof Response) {
      return body;
    }

    const opened = await open(new TextDecoder().decode(body), settings.relaySecrets);

    return 'problem' in opened
      ? refuseSealed(context, opened.problem)
      : context.json({ status: 'ok' });
  });
};
