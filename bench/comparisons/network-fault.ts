/** What can be read in the error when there is no way to Meta: Logto logs what it does not know. */
import { findClosedPort } from '../port.js';
import { runJob } from '../process.js';
import { plainSend } from '../sends.js';

import { type Comparison, both, errorOf, mapPair } from './comparison.js';

export const compareNetworkFault: Comparison = async (connectors, { cert }) => {
  const errors = await both(connectors, async (connector) => {
    const port = await findClosedPort();
    const [report] = await runJob(connector, { sends: [plainSend] }, { port, certificate: cert });

    return errorOf(connector, report);
  });

  return [
    {
      label: 'Connection refused: error holds',
      ...mapPair(errors, ({ leaks }) => leaks.join(', ') || 'nothing'),
    },
    { label: '  class of the error', ...mapPair(errors, ({ name }) => name) },
  ];
};
