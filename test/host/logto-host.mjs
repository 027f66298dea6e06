/**
 * Runs inside a Logto layout, as a process of its own, and does with a connector what Logto core
 * does: finds it, loads it with the loader of Logto's CLI, and sends with it.
 */
import path from 'node:path';
import { inspect } from 'node:util';

import { ConnectorError, connectorMetadataGuard } from '@logto/connector-kit';
import { ZodError } from 'zod';

const cli = path.join(import.meta.dirname, '../cli/node_modules/@logto/cli/lib');
const { loadConnectorFactories, buildRawConnector } = await import(
  path.join(cli, 'connector/index.js')
);
const { getConnectorPackagesFromDirectory } = await import(path.join(cli, 'utils.js'));

const packages = await getConnectorPackagesFromDirectory(
  path.join(import.meta.dirname, 'connectors')
);
const factories = await loadConnectorFactories(packages, false);
const factory = factories.find(({ metadata }) => metadata.id === 'whatsapp-otp');

const describeError = (error) => ({
  isConnectorError: error instanceof ConnectorError,
  hasZodError: error instanceof ConnectorError && error.data instanceof ZodError,
  code: error?.code,
  data:
    error instanceof ConnectorError
      ? structuredClone(JSON.parse(JSON.stringify(error.data ?? null)))
      : null,
  // What Logto would print of an error that it does not know.
  inspected: inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
});

const commands = {
  metadata: async () => ({
    packages: packages.map(({ name }) => name),
    type: factory?.type,
    metadata: connectorMetadataGuard.parse(factory?.metadata),
  }),

  /** `config` as in Console's test; `stored` as what Logto has saved. */
  async send({ data, config, stored }) {
    const { rawConnector } = await buildRawConnector(factory, async () => stored);

    return rawConnector.sendMessage(data, config);
  },

  /** What Console is told when it saves a config: the issues, or `undefined` without any. */
  check: async ({ config }) =>
    factory.configGuard
      .safeParse(config)
      .error?.issues.map(({ code, path: keyPath, message }) => ({ code, path: keyPath, message })),

  resolve: async ({ names }) =>
    Object.fromEntries(
      names.map((name) => {
        try {
          return [name, Boolean(import.meta.resolve(name))];
        } catch {
          return [name, false];
        }
      })
    ),
};

process.on('message', async ({ id, command, input }) => {
  try {
    process.send({ id, result: await commands[command](input) });
  } catch (error) {
    process.send({ id, error: describeError(error) });
  }
});

process.send({ ready: true });
