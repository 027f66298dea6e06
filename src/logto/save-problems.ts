/** Why a connector cannot be written. */
import { z } from 'zod';

import { secretsIn, stringsIn } from '../config/secrets.js';
import { defaultMetadata } from '../constant.js';
import { createCensor } from '../meta/censor.js';
import { CommandProblem } from '../problem/command-problem.js';
import { withoutControls } from '../problem/explain-call.js';

import { type AnyConnector } from './connector.js';
import { type ManagementApi } from './management-api.js';
import { codeOf, explainRefusal } from './refusals.js';
import { type TenantAccess } from './tenant-access.js';
import { type TenantAnswer } from './tenant-request.js';

/** What Console shows instead of a secret; written back, it would become the secret. */
const masked = /^[*•●]{3}/;

/** How many problems of a config are told at once. */
const maximumProblems = 10;

const invalidConfigGuard = z.object({
  data: z.object({
    issues: z.array(
      z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })
    ),
  }),
});

/** The messages are those of our own guard; a value that stands in them all the same is taken out. */
const explainInvalidConfig = (
  answer: TenantAnswer,
  secrets: ReadonlyArray<string | undefined>
): string => {
  const { text } = createCensor(secrets);
  const issues = invalidConfigGuard.safeParse(answer.json).data?.data.issues ?? [];

  return [
    "Logto does not take the connector's config; nothing was changed.",
    ...issues
      .slice(0, maximumProblems)
      .map(({ path, message }) => `  ${withoutControls(text(`${path.join('.')}: ${message}`))}`),
    'Mend it, and run the command again.',
  ].join('\n');
};

export const notInstalled = ({ origin }: TenantAccess): CommandProblem =>
  new CommandProblem(
    `The connector ${defaultMetadata.id} is not installed in the Logto at ${origin}.\nInstall it with "npx @logto/cli connector add whatsapp-otp", restart Logto, and run the command again.`
  );

export const overtaken = (): CommandProblem =>
  new CommandProblem(
    'Somebody has changed the connector in the meantime; nothing was written into Logto.\nRun the command again: it shows the change anew.'
  );

/** @param config What was to be written; nothing of it is repeated. */
export const explainUnsaved = (
  answer: TenantAnswer,
  { access, secrets }: Pick<ManagementApi, 'access' | 'secrets'>,
  config: Record<string, unknown>
): CommandProblem => {
  switch (codeOf(answer, access)) {
    case 'connector.invalid_config': {
      return new CommandProblem(explainInvalidConfig(answer, [...secrets, ...secretsIn(config)]));
    }

    case 'connector.not_found_with_connector_id': {
      return notInstalled(access);
    }

    case 'entity.not_found': {
      return overtaken();
    }

    default: {
      return explainRefusal(answer, access, 'write the connector');
    }
  }
};

/** @throws {CommandProblem} When Logto has given out the config with its secrets masked. */
export const refuseMasked = (config: Record<string, unknown>) => {
  const key = Object.keys(config).find((name) =>
    stringsIn(config[name]).some((text) => masked.test(text))
  );

  if (key !== undefined) {
    throw new CommandProblem(
      `Logto gives out ${key} with asterisks in its place, and would store those; nothing was written into it.\nPaste the templates in Console instead: Connectors → SMS.`
    );
  }
};

/** Such as `twilio-short-message-service` or `logto-sms`: anything else may be a secret. */
const factoryId = /^[\da-z]{1,20}(?:-[\da-z]{1,20}){0,5}-(?:sms|service)$/;

/**
 * A tenant has one SMS connector; to create another deletes it. Source: Logto, `POST /api/connectors`.
 *
 * @throws {CommandProblem} When there is one already.
 */
export const refuseToReplace = (connectors: readonly AnyConnector[]) => {
  const other = connectors.find(({ type }) => type === 'Sms');

  if (other) {
    const name = factoryId.test(other.connectorId) ? other.connectorId : 'another connector';

    throw new CommandProblem(
      `This tenant sends its codes through ${name}. Logto keeps one SMS connector only, and would delete that one with its settings; nothing was written into it.\nKeep a copy of them, choose WhatsApp one-time codes in Console (Connectors → SMS), and run the command again.`
    );
  }
};
