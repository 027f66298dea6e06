/** Whether five different failures can be told apart by what the host gets to see of them. */
import { failByRecipient, failureCases } from '../failures.js';
import { type SendError } from '../process.js';
import { ratioOf } from '../report.js';
import { plainSend } from '../sends.js';
import { perform } from '../stage.js';

import { type Comparison, both, errorOf, mapPair } from './comparison.js';

const sends = failureCases.map(({ to }) => ({ ...plainSend, data: { ...plainSend.data, to } }));

/** By what Logto tells errors apart: their class and code, and the key path of the config. */
const identify = ({ isConnectorError, name, code, keyPaths }: SendError): string =>
  [isConnectorError ? code : `${name} ${code}`, ...keyPaths].join(' ');

export const compareFailures: Comparison = async (connectors, certificate) => {
  const errors = await both(connectors, async (connector) => {
    const { reports, received } = await perform(
      connector,
      { sends },
      { certificate, respond: failByRecipient }
    );

    if (new Set(received.map(({ to }) => to)).size < sends.length) {
      throw new Error(`Not every request of ${connector.name} came to the server.`);
    }

    return reports.map((report) => errorOf(connector, report));
  });
  const identities = mapPair(errors, (all) => all.map((error) => identify(error)));
  const distinct = mapPair(identities, (all) => new Set(all).size);

  return [
    {
      label: `Distinct errors of ${sends.length} failures`,
      ...mapPair(distinct, String),
      ratio: ratioOf(distinct.official, distinct.own),
    },
    ...failureCases.map(({ title }, index) => ({
      label: `  ${title}`,
      ...mapPair(identities, (all) => all[index] ?? ''),
    })),
    {
      label: "  the host's own ConnectorError",
      ...mapPair(
        errors,
        (all) => `${all.filter(({ isConnectorError }) => isConnectorError).length} of ${all.length}`
      ),
    },
  ];
};
