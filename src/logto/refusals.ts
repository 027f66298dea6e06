/** What it means when a Logto refuses a call. Of its answers, only their codes are repeated. */
import { z } from 'zod';

import { CommandProblem } from '../problem/command-problem.js';

import { type TenantAccess } from './tenant-access.js';
import { type TenantAnswer, notLogto } from './tenant-request.js';

/** Logto's codes, such as `connector.invalid_config`, and those of OAuth. */
const codeShape = /^[_a-z]{2,40}(?:\.[_a-z]{2,80})?$/;

const tokenErrorGuard = z.object({ error: z.string() });
const refusalGuard = z.object({ code: z.string() });

export const isSuccess = ({ status }: TenantAnswer): boolean => status >= 200 && status < 300;

/** It is too busy, or has failed: nothing that was sent is to blame. */
const isUnwell = ({ status }: TenantAnswer): boolean => status === 429 || status >= 500;

/** A code that is none of Logto's could be anything, a secret as well. */
const codeIn = (text: string | undefined, { appSecret }: TenantAccess): string | undefined =>
  text !== undefined && codeShape.test(text) && !text.includes(appSecret) ? text : undefined;

/** Why Logto refused, when the answer says it as Logto does. */
export const codeOf = ({ json }: TenantAnswer, access: TenantAccess): string | undefined =>
  codeIn(refusalGuard.safeParse(json).data?.code, access);

const roleRemedy =
  'Give it the role "Logto Management API access": Console → Roles → Machine-to-machine roles, or on the page of the app.';

const resourceRemedy =
  'Copy the API identifier of "Logto Management API" from Console → API resources, and give it as --logto-resource.';

const explainTokenError = (error: string, { origin, resource }: TenantAccess): string => {
  switch (error) {
    case 'invalid_client': {
      return `${origin} does not take LOGTO_APP_ID and LOGTO_APP_SECRET (${error}).\nCopy both from the same app in Console → Applications. If they are right, --logto is not the endpoint of the app's tenant: Console has an endpoint of its own.`;
    }

    case 'invalid_target': {
      return `${origin} has no API ${resource} (${error}).\n${resourceRemedy}`;
    }

    case 'unauthorized_client': {
      return `The app of LOGTO_APP_ID is not a machine-to-machine app (${error}).\nMake one: Console → Applications → Create application → Machine-to-machine.`;
    }

    case 'invalid_scope':
    case 'access_denied': {
      return `The app of LOGTO_APP_ID may not use the Management API (${error}).\n${roleRemedy}`;
    }

    default: {
      return `${origin} gave no token for the Management API (${error}).\nCheck LOGTO_APP_ID, LOGTO_APP_SECRET and --logto-resource.`;
    }
  }
};

/**
 * What a refusal of the Management API means.
 *
 * @param doing What was asked for, such as `read the connectors`.
 */
export const explainRefusal = (
  answer: TenantAnswer,
  access: TenantAccess,
  doing: string
): CommandProblem => {
  const { status } = answer;
  const { origin, resource } = access;
  const code = codeOf(answer, access);

  if (status === 401 && code !== undefined) {
    return new CommandProblem(
      `${origin} does not take the token for ${resource} (${code}).\n${resourceRemedy}`
    );
  }

  if (status === 403 && code !== undefined) {
    return new CommandProblem(`The app of LOGTO_APP_ID may not ${doing} (${code}).\n${roleRemedy}`);
  }

  if (isUnwell(answer)) {
    return new CommandProblem(
      `${origin} could not ${doing} (HTTP ${status}${code ? `, ${code}` : ''}).\n${
        status === 429
          ? 'It is called too often. Wait a minute, and run the command again.'
          : 'Run the command again in a minute; if it stays so, look into the log of Logto.'
      }`
    );
  }

  return code === undefined
    ? notLogto(origin, status)
    : new CommandProblem(
        `${origin} did not ${doing} (HTTP ${status}, ${code}).\nLook into the audit logs in Console, or the log of Logto.`
      );
};

/** Why there is no token in the answer of the token endpoint. */
export const explainNoToken = (answer: TenantAnswer, access: TenantAccess): CommandProblem => {
  const error = codeIn(tokenErrorGuard.safeParse(answer.json).data?.error, access);

  if (error === undefined || isUnwell(answer)) {
    return explainRefusal(answer, access, 'give a token for the Management API');
  }

  return new CommandProblem(explainTokenError(error, access));
};
