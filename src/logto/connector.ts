/** Our connector in a Logto tenant: what Logto has stored of it. */
import { z } from 'zod';

import { defaultMetadata } from '../constant.js';
import { isRecord } from '../json/is-record.js';

import { type ManagementApi } from './management-api.js';
import { notLogto } from './tenant-request.js';

export type StoredConnector = {
  /** Of this connector in the tenant; not the one of its package. */
  id: string;
  /** As Console stores it. Secret. */
  config: Record<string, unknown>;
};

/** Source: Logto's OpenAPI, `GET /api/connectors`. */
export const connectorGuard = z.object({
  id: z.string().min(1),
  connectorId: z.string(),
  type: z.unknown(),
  config: z.unknown().transform((config) => (isRecord(config) ? config : {})),
});

export type AnyConnector = z.infer<typeof connectorGuard>;

/** Those of the whole tenant. */
export const readConnectors = async (api: ManagementApi): Promise<AnyConnector[]> => {
  const { data } = z
    .array(z.unknown())
    .safeParse(await api.call({ method: 'GET', path: 'connectors' }, 'read the connectors'));

  if (!data) {
    throw notLogto(api.access.origin, 200);
  }

  return data.flatMap((item) => connectorGuard.safeParse(item).data ?? []);
};

export const isOurs = ({ connectorId }: AnyConnector): boolean =>
  connectorId === defaultMetadata.id;

/**
 * Our connector, when the tenant has one.
 *
 * @throws {CommandProblem} When the connectors cannot be read.
 */
export const readConnector = async (api: ManagementApi): Promise<StoredConnector | undefined> => {
  const connectors = await readConnectors(api);

  return connectors.find((connector) => isOurs(connector));
};
