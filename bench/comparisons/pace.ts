/**
 * Round trips and time per code, when a code is sent every 6 s: longer than the 5 s for which Node's
 * default agent keeps an idle connection.
 */
import { type Pair } from '../connectors.js';
import { type Row, ratioOf } from '../report.js';
import { plainSend } from '../sends.js';
import { accept } from '../server.js';
import { perform } from '../stage.js';

import { type Comparison, both, expectSent, mapPair, startOf } from './comparison.js';

/** Milliseconds. */
const pause = 6000;
const sends = Array.from({ length: 5 }, () => plainSend);

const median = (values: readonly number[]): number => {
  const sorted = values.slice().sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];

  return (low + high) / 2;
};

const first = ([value = 0]: readonly number[]): number => value;
const later = ([, ...values]: readonly number[]): number => median(values);

const toRow = (label: string, values: Pair<number>): Row => ({
  label,
  ...mapPair(values, String),
  ratio: ratioOf(values.official, values.own),
});

export const comparePace: Comparison = async (connectors, certificate) => {
  const codes = await both(connectors, async (connector) => {
    const startAfter = connector === connectors.own ? startOf.ownPace : startOf.officialPace;
    const job = { sends, pause, startAfter };
    const { reports } = await perform(connector, job, { certificate, respond: accept });
    expectSent(connector, reports);

    return {
      roundTrips: reports.map(({ roundTrips }) => roundTrips),
      milliseconds: reports.map(({ milliseconds }) => Math.round(milliseconds)),
    };
  });

  return [
    toRow(
      'Round trips: first code',
      mapPair(codes, ({ roundTrips }) => first(roundTrips))
    ),
    toRow(
      '  codes 2 to 5, median',
      mapPair(codes, ({ roundTrips }) => later(roundTrips))
    ),
    toRow(
      'Milliseconds: first code',
      mapPair(codes, ({ milliseconds }) => first(milliseconds))
    ),
    toRow(
      '  codes 2 to 5, median',
      mapPair(codes, ({ milliseconds }) => later(milliseconds))
    ),
  ];
};
