/** A Logto tenant, as far as the commands need it. */
import { type StoredConnector, readConnector } from './connector.js';
import { type TenantLanguages, readTenantLanguages } from './languages.js';
import { ManagementApi } from './management-api.js';
import { readTarget, saveConnector } from './save-connector.js';
import { type Environment, type TenantFlags, readTenantAccess } from './tenant-access.js';

export { type TenantLanguages } from './languages.js';
export { type Environment, type TenantFlags } from './tenant-access.js';

/** Each call throws a `CommandProblem` when Logto refuses it, or cannot be reached. */
export type Tenant = {
  /** Its endpoint, for people. */
  origin: string;
  /** Our connector; `undefined` when the tenant has none. */
  connector: () => Promise<StoredConnector | undefined>;
  languages: () => Promise<TenantLanguages>;
  /**
   * Our connector, as one that is to be written; `undefined` when it is to be created. Refuses what
   * `saveConfig` would refuse, as far as that is known without a config.
   */
  target: () => Promise<StoredConnector | undefined>;
  /**
   * Writes `templates` of the config into the connector and leaves the rest of it as it is there; a
   * connector that is not there is created with the whole config.
   *
   * @param shown What the change was worked out from; when the templates are others now, nothing is
   * written.
   */
  saveConfig: (
    config: Record<string, unknown>,
    shown?: StoredConnector
  ) => Promise<'created' | 'updated'>;
};

/**
 * Nothing is asked of the tenant yet.
 *
 * @param timeout For each request to Logto, in milliseconds.
 * @returns `undefined` without `--logto`.
 * @throws {CommandProblem} When the address cannot be used, or the app's id or secret is missing.
 */
export const openTenant = async (
  flags: TenantFlags,
  environment: Environment,
  timeout?: number
): Promise<Tenant | undefined> => {
  const access = readTenantAccess(flags, environment);

  if (!access) {
    return;
  }

  const api = new ManagementApi(access, timeout);

  return {
    origin: access.origin,
    connector: async () => readConnector(api),
    languages: async () => readTenantLanguages(api),
    target: async () => readTarget(api),
    saveConfig: async (config, shown) => saveConnector(api, config, shown),
  };
};
