/** A delivery as a row of the table, and back. */
import { isRecord } from '../../json/is-record.js';
import { type Delivery, deliveryStates } from '../delivery/delivery.js';

/**
 * Stands for a token that lies in the database. Three statuses come for a code, and none of them needs
 * it: it is neither read nor written with them.
 */
export const keptToken = 'kept';

type Detail = Omit<Delivery, 'state' | 'numberHash' | 'token'>;

type Row = {
  id: string;
  state: Delivery['state'];
  number_hash?: string | undefined;
  /** Read only by whoever needs it. */
  token?: string | undefined;
  has_token?: boolean;
  detail: Detail;
};

const states: ReadonlySet<unknown> = new Set(deliveryStates);

/**
 * Only the relay writes rows, so that one is checked for being one, not for each of its fields: that
 * would cost more than all else that is done with it.
 */
const isRow = (row: unknown): row is Row =>
  isRecord(row) &&
  typeof row.id === 'string' &&
  states.has(row.state) &&
  isRecord(row.detail) &&
  Array.isArray(row.detail.timeline);

export type DeliveryRow = { id: string; delivery: Delivery };

/** @throws {TypeError} When the row is not one that a relay has written. */
export const readRow = (row: unknown): DeliveryRow => {
  if (!isRow(row)) {
    throw new TypeError('A row of the table is no delivery.');
  }

  const { id, state, number_hash: numberHash, has_token: hasToken, detail } = row;
  const token = hasToken ? keptToken : row.token;

  return {
    id,
    delivery: {
      ...detail,
      state,
      ...(numberHash && { numberHash }),
      ...(token && { token }),
    },
  };
};

const seconds = (time: number | undefined) => (time === undefined ? undefined : time / 1000);

const toRecord = ({ id, delivery }: DeliveryRow) => {
  const { state, numberHash, token, ...detail } = delivery;
  const isKept = token === keptToken;

  return {
    id,
    state,
    created_at: seconds(delivery.createdAt),
    number_hash: numberHash,
    sms_started_at: seconds(delivery.smsStartedAt),
    token: isKept ? undefined : token,
    keeps_token: isKept,
    detail,
  };
};

/** What PostgreSQL takes in no text, whoever wrote it there. */
const unwritable = /[\0\p{Cs}]/gu;

/** How JSON writes them: seldom there, and far cheaper to look for than to take out. */
const escaped = /\\u(?:0{4}|d[89a-f])/;

const withoutUnwritable = (_: string, value: unknown) =>
  typeof value === 'string' ? value.replaceAll(unwritable, '') : value;

/** For `jsonb_to_recordset`. */
export const writeRows = (rows: readonly DeliveryRow[]): string => {
  const records = rows.map((row) => toRecord(row));
  const text = JSON.stringify(records);

  return escaped.test(text) ? JSON.stringify(records, withoutUnwritable) : text;
};
