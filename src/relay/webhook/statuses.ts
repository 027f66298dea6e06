import { isRecord } from '../../json/is-record.js';

import { type StatusReport, readStatus } from './status-report.js';

/** How much of a webhook was left aside, and why. */
export type IgnoredParts = {
  /** Statuses of numbers that are not ours. */
  foreignNumber: number;
  /** Changes that bring no statuses: of another field, or messages that people have written. */
  otherField: number;
  /** Statuses of a kind that tells nothing of the delivery, or that is new. */
  unknownStatus: number;
  /** Statuses, or whatever holds them, that are not as Meta writes them. */
  malformed: number;
  /** Webhooks about something else than a WhatsApp Business Account. */
  otherObject: number;
};

export type WebhookReading = {
  /** In the order in which they came; repetitions are left in. */
  statuses: readonly StatusReport[];
  ignored: IgnoredParts;
};

/** A status, or why there is none. */
type Finding = StatusReport | keyof IgnoredParts;

const listOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? value : undefined;

type OwnNumbers = ReadonlySet<string> | undefined;

/**
 * A number that is not named counts as ours: ids of messages are unique, so that a status which is
 * read in vain does no harm, while one that is lost costs an SMS.
 */
const isForeign = (metadata: unknown, ownNumbers: OwnNumbers): boolean => {
  const id = isRecord(metadata) ? metadata.phone_number_id : undefined;

  return (
    ownNumbers !== undefined &&
    (typeof id === 'string' || typeof id === 'number') &&
    !ownNumbers.has(String(id))
  );
};

const findInChange = (change: unknown, ownNumbers: OwnNumbers): readonly Finding[] => {
  if (!isRecord(change)) {
    return ['malformed'];
  }

  const { field, value } = change;

  if (field !== 'messages') {
    return ['otherField'];
  }

  if (!isRecord(value)) {
    return ['malformed'];
  }

  if (value.statuses === undefined) {
    return ['otherField'];
  }

  const statuses = listOf(value.statuses);
  const read = isForeign(value.metadata, ownNumbers) ? () => 'foreignNumber' as const : readStatus;

  return statuses?.map((status) => read(status)) ?? ['malformed'];
};

const findInEntry = (entry: unknown, ownNumbers: OwnNumbers): readonly Finding[] => {
  const changes = isRecord(entry) ? listOf(entry.changes) : undefined;

  return changes?.flatMap((change) => findInChange(change, ownNumbers)) ?? ['malformed'];
};

const findIn = (json: unknown, ownNumbers: OwnNumbers): readonly Finding[] => {
  if (!isRecord(json)) {
    return ['malformed'];
  }

  if (json.object !== 'whatsapp_business_account') {
    return ['otherObject'];
  }

  return listOf(json.entry)?.flatMap((entry) => findInEntry(entry, ownNumbers)) ?? ['malformed'];
};

/**
 * Reads every status of every change of every entry. What is odd costs nothing but itself, and
 * unknown fields pass. Source: Meta, "Status messages webhook".
 *
 * Plain guards: over a million broken parts fit into the 3 MB of a webhook, and each would have zod
 * build an error.
 *
 * @param json The parsed body of a webhook whose signature was checked.
 * @param ownNumbers Ids of business numbers; `undefined` when those of any number are wanted.
 */
export const readStatuses = (json: unknown, ownNumbers?: OwnNumbers): WebhookReading => {
  const findings = findIn(json, ownNumbers);
  const count = (reason: keyof IgnoredParts): number =>
    findings.filter((finding) => finding === reason).length;

  return {
    statuses: findings.filter((finding): finding is StatusReport => typeof finding === 'object'),
    ignored: {
      foreignNumber: count('foreignNumber'),
      otherField: count('otherField'),
      unknownStatus: count('unknownStatus'),
      malformed: count('malformed'),
      otherObject: count('otherObject'),
    },
  };
};
