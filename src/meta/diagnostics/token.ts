/** What a token is. Source: Meta, "Graph API reference: debug_token". */
import { z } from 'zod';

import { explainError } from '../explain.js';
import { SendFailure } from '../failure.js';
import { type GraphAccess } from '../graph-call.js';
import { tolerant } from '../tolerant.js';

import { readGraph } from './read-node.js';

export const messagingScope = 'whatsapp_business_messaging';
export const managementScope = 'whatsapp_business_management';

const texts = tolerant(z.array(z.string()));
const seconds = tolerant(z.number().int().nonnegative());

const tokenGuard = z.object({
  data: z.object({
    app_id: tolerant(z.coerce.string()),
    application: tolerant(z.string()),
    type: tolerant(z.string()),
    is_valid: z.boolean(),
    expires_at: seconds,
    data_access_expires_at: seconds,
    scopes: texts,
    granular_scopes: tolerant(
      z.array(z.object({ scope: z.string(), target_ids: tolerant(z.array(z.coerce.string())) }))
    ),
    error: tolerant(
      z.object({
        code: tolerant(z.number()),
        subcode: tolerant(z.number()),
        message: tolerant(z.string()),
      })
    ),
  }),
});

export type TokenFacts = {
  appId?: string | undefined;
  appName?: string | undefined;
  /** `SYSTEM_USER`, `USER`, `PAGE` or `APP`. */
  kind?: string | undefined;
  /** `undefined` when it does not expire. */
  expiresAt?: Date | undefined;
  dataAccessUntil?: Date | undefined;
  scopes: readonly string[];
  /** Ids of the WhatsApp accounts that it may touch; `undefined` when Meta names none: any. */
  accounts?: readonly string[] | undefined;
};

/** 0 stands for never. */
const dateOf = (time: number | undefined): Date | undefined =>
  time ? new Date(time * 1000) : undefined;

type TokenProblem = z.infer<typeof tokenGuard>['data']['error'];

const invalidToken = 190;

/** As Meta would refuse any other call with it. */
const refusalOf = ({ censor }: GraphAccess, problem: TokenProblem): SendFailure => {
  const { code = invalidToken, subcode, message } = problem ?? {};
  const identity = { code, subcode, status: 401 };

  return new SendFailure({
    kind: 'answered',
    entry: explainError(identity),
    report: { ...identity, details: message && censor.text(message) },
  });
};

/**
 * Asks Meta about the token that asks.
 *
 * @throws {SendFailure} Code 190 when it is no good, also where Meta answers as if all were well.
 */
export const readToken = async (access: GraphAccess): Promise<TokenFacts> => {
  const { data } = await readGraph(
    access,
    { path: 'debug_token', query: { input_token: access.token } },
    tokenGuard
  );

  if (!data.is_valid) {
    throw refusalOf(access, data.error);
  }

  const granted = data.granular_scopes ?? [];
  const targetsOf = (scope: string) => granted.find((one) => one.scope === scope)?.target_ids;

  return {
    appId: data.app_id,
    appName: data.application,
    kind: data.type,
    expiresAt: dateOf(data.expires_at),
    dataAccessUntil: dateOf(data.data_access_expires_at),
    scopes: data.scopes ?? granted.map(({ scope }) => scope),
    accounts: targetsOf(managementScope) ?? targetsOf(messagingScope),
  };
};
