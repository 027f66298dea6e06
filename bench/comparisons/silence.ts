/** How long a person waits when Meta takes the request and never answers. */
import { patience } from '../process.js';
import { type Row, ratioOf } from '../report.js';
import { plainSend } from '../sends.js';
import { perform } from '../stage.js';

import { type Comparison, both, mapPair, startOf } from './comparison.js';

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

export const compareSilence: Comparison = async (connectors, certificate) => {
  const waits = await both(connectors, async (connector) => {
    const { reports, received } = await perform(
      connector,
      { sends: [plainSend], startAfter: startOf.silence },
      { certificate, respond: () => 'silence' }
    );
    const [report] = reports;

    if (!report || report.outcome === 'sent' || received.length === 0) {
      throw new Error(`${connector.name} was not met with silence: ${JSON.stringify(report)}`);
    }

    return { gaveUp: report.outcome === 'failed', milliseconds: report.milliseconds };
  });
  const { official, own } = waits;
  const ratio = ratioOf(official.milliseconds, own.milliseconds);
  const row: Row = {
    label: 'Meta hangs: the send ends after',
    ...mapPair(waits, ({ gaveUp, milliseconds }) =>
      gaveUp ? seconds(milliseconds) : `>${patience / 1000} s`
    ),
  };

  // Of a wait whose end was not seen, no more is known than that it is longer.
  return [own.gaveUp ? { ...row, ratio: official.gaveUp ? ratio : `>${ratio}` } : row];
};
