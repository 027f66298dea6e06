/** The table that is printed: what was measured, a column for each connector, and their ratio. */
import { type Connector, type Pair } from './connectors.js';

export type Row = { label: string; ratio?: string } & Pair<string>;

const columns: ReadonlyArray<[key: keyof Row, width: number]> = [
  ['label', 31],
  ['official', 19],
  ['own', 39],
  ['ratio', 7],
];

const line = (row: Row): string =>
  columns
    .map(([key, width]) => (row[key] ?? '').padEnd(width))
    .join(' ')
    .trimEnd();

const rule = '-'.repeat(columns.reduce((sum, [, width]) => sum + width + 1, -1));

/** How many times as much it is with the official connector. */
export const ratioOf = (official: number, own: number): string => (official / own).toPrecision(2);

export const renderTable = ({ official, own }: Pair<Connector>, rows: Row[]): string => {
  const heading = {
    label: 'measured',
    official: `official ${official.version}`,
    own: `own ${own.version}`,
    ratio: 'off/own',
  };

  return [line(heading), rule, ...rows.map((row) => line(row))].join('\n');
};
