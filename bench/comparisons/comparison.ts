/** What all comparisons have in common. Each of them takes a measurement and words it. */
import { type Certificate } from '../certificate.js';
import { type Connector, type Pair } from '../connectors.js';
import { type SendError, type SendReport } from '../process.js';
import { type Row } from '../report.js';

/**
 * Measures both connectors, at the same time.
 *
 * @throws {Error} When something could not be measured.
 */
export type Comparison = (connectors: Pair<Connector>, certificate: Certificate) => Promise<Row[]>;

/**
 * When the sends begin that are timed, in milliseconds after their process is ready: never two at
 * once, and not while other processes are still loading.
 */
export const startOf = Object.freeze({ officialPace: 3000, silence: 4500, ownPace: 6000 });

export const both = async <T>(
  { official, own }: Pair<Connector>,
  measure: (connector: Connector) => Promise<T>
): Promise<Pair<T>> => {
  const [ofOfficial, ofOwn] = await Promise.all([measure(official), measure(own)]);

  return { official: ofOfficial, own: ofOwn };
};

export const mapPair = <T, U>({ official, own }: Pair<T>, map: (value: T) => U): Pair<U> => ({
  official: map(official),
  own: map(own),
});

/** @throws {Error} When a send did not succeed that had to. */
export const expectSent = ({ name }: Connector, reports: SendReport[]) => {
  const other = reports.find(({ outcome }) => outcome !== 'sent');

  if (other) {
    throw new Error(`${name} did not send where it could: ${JSON.stringify(other)}`);
  }
};

/** @throws {Error} When the send did not fail. */
export const errorOf = ({ name }: Connector, report: SendReport | undefined): SendError => {
  if (report?.outcome !== 'failed') {
    throw new Error(`${name} did not fail where it had to: ${JSON.stringify(report)}`);
  }

  return report.error;
};
