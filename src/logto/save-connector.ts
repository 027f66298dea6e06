/** Writes the templates into our connector in a Logto tenant. */
import { isDeepStrictEqual } from 'node:util';

import { isBlank } from '../config/field.js';
import { defaultMetadata } from '../constant.js';
import { isRecord } from '../json/is-record.js';
import { CommandProblem } from '../problem/command-problem.js';

import { type StoredConnector, connectorGuard, isOurs, readConnectors } from './connector.js';
import { type ManagementApi } from './management-api.js';
import { codeOf, isSuccess } from './refusals.js';
import {
  explainUnsaved,
  notInstalled,
  overtaken,
  refuseMasked,
  refuseToReplace,
} from './save-problems.js';

/** Logto stores a config without what is blank in it. */
const withoutBlanks = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) => withoutBlanks(item)).filter((item) => !isBlank(item));
  }

  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, item]) => [key, withoutBlanks(item)] as const)
          .filter(([, item]) => !isBlank(item))
      )
    : value;
};

/** Names what differs; values may be secrets. */
const differingKeys = (one: Record<string, unknown>, other: Record<string, unknown>): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) => !isDeepStrictEqual(withoutBlanks([one[key]]), withoutBlanks([other[key]]))
  );

const knownKeys = new Set(defaultMetadata.formItems?.map(({ key }) => key));

const readBack = async (
  api: ManagementApi,
  id: string,
  written: Record<string, unknown>
): Promise<void> => {
  const { data } = connectorGuard.safeParse(
    await api.call(
      { method: 'GET', path: `connectors/${encodeURIComponent(id)}` },
      'read back the connector, which is written'
    )
  );
  const differing = differingKeys(data?.config ?? {}, written);

  if (differing.length > 0) {
    // A key that the connector does not have could be anything.
    const known = differing.filter((key) => knownKeys.has(key)).join(', ');

    throw new CommandProblem(
      `Logto took the config, but gives another one back: see ${known || 'keys that the connector does not have'}.\nHas somebody saved the connector at the same moment? Look at it in Console, and run the command again.`
    );
  }
};

/** What cannot be told beforehand, Logto says when the connector is created. */
const requireInstalled = async (api: ManagementApi): Promise<void> => {
  const answer = await api.ask({
    method: 'GET',
    path: `connector-factories/${encodeURIComponent(defaultMetadata.id)}`,
  });

  if (codeOf(answer, api.access) === 'entity.not_found') {
    throw notInstalled(api.access);
  }
};

/**
 * Our connector, as one that is to be written.
 *
 * @returns `undefined` when it is not there, and can be created.
 * @throws {CommandProblem} When Logto masks its secrets, when the tenant has another SMS connector, and
 * when ours is not installed.
 */
export const readTarget = async (api: ManagementApi): Promise<StoredConnector | undefined> => {
  const connectors = await readConnectors(api);
  const ours = connectors.find((connector) => isOurs(connector));

  if (ours) {
    refuseMasked(ours.config);

    return ours;
  }

  refuseToReplace(connectors);
  await requireInstalled(api);
};

/** What the templates belong to, and they themselves. */
const shownKeys = ['gateway', 'phoneNumberId', 'businessAccountId', 'templates'];

const differs = (key: string, one?: StoredConnector, other?: StoredConnector): boolean =>
  !isDeepStrictEqual(one?.config[key], other?.config[key]);

const create = async (api: ManagementApi, config: Record<string, unknown>): Promise<void> => {
  refuseMasked(config);

  const answer = await api.ask({
    method: 'POST',
    path: 'connectors',
    json: { connectorId: defaultMetadata.id, config },
  });
  const { data } = connectorGuard.safeParse(answer.json);

  if (!isSuccess(answer) || !data) {
    throw explainUnsaved(answer, api, config);
  }

  await readBack(api, data.id, config);
};

const update = async (
  api: ManagementApi,
  { id, config: stored }: StoredConnector,
  templates: unknown
): Promise<void> => {
  // Logto replaces a config as a whole. What another Logto would merge comes to the same.
  const config = { ...stored, templates };
  const answer = await api.ask({
    method: 'PATCH',
    path: `connectors/${encodeURIComponent(id)}`,
    json: { config },
  });

  if (!isSuccess(answer)) {
    throw explainUnsaved(answer, api, config);
  }

  await readBack(api, id, config);
};

/**
 * Writes the templates into the connector, and reads them back. Whatever else is stored stays, as it
 * is at this moment; only a connector that is not there yet is created with the whole config.
 *
 * @param shown What the change was worked out from: somebody has agreed to that change, and to no other.
 * @throws {CommandProblem} When Logto refuses, when it would have to delete another SMS connector,
 * when somebody was quicker, and when something else is read back.
 */
export const saveConnector = async (
  api: ManagementApi,
  config: Record<string, unknown>,
  shown?: StoredConnector
): Promise<'created' | 'updated'> => {
  const stored = await readTarget(api);

  if (stored?.id !== shown?.id || shownKeys.some((key) => differs(key, stored, shown))) {
    throw overtaken();
  }

  if (stored) {
    await update(api, stored, config.templates);

    return 'updated';
  }

  await create(api, config);

  return 'created';
};
