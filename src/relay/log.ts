/** One line of JSON for each thing that somebody who operates the relay may look for. Never a secret. */
import { isSystemCode } from '../meta/system-code.js';

import { outcomes } from './delivery/delivery.js';
import { type Applied } from './store/store.js';

export type LogEntry = Readonly<{ event: string } & Record<string, unknown>>;

export type Log = {
  info: (entry: LogEntry) => void;
  error: (entry: LogEntry) => void;
};

/**
 * @param write Takes a line, with its end.
 * @param now For the time of each line.
 */
export const createLog = (
  write: (line: string) => void,
  now: () => Date = () => new Date()
): Log => {
  const writeEntry = (level: 'info' | 'error', entry: LogEntry) => {
    write(`${JSON.stringify({ time: now().toISOString(), level, ...entry })}\n`);
  };

  return {
    info: (entry) => {
      writeEntry('info', entry);
    },
    error: (entry) => {
      writeEntry('error', entry);
    },
  };
};

/** @returns The line of a decision, if there was one. */
export const describeDecision = ({ id, before, delivery }: Applied): LogEntry | undefined => {
  const { state, registration, trigger, failure, attempts, reason } = delivery;

  return before?.state !== state && (state === 'sms-due' || outcomes.has(state))
    ? {
        event: 'delivery',
        id,
        state,
        before: before?.state,
        recipient: registration?.recipient,
        country: registration?.country,
        trigger,
        errorCode: failure?.code,
        ...(trigger !== undefined && { connector: registration?.sms?.connector }),
        ...(attempts > 0 && { attempts }),
        reason: reason?.explanation,
        remedy: reason?.remedy,
      }
    : undefined;
};

const sqlState = /^[\dA-Z]{5}$/;

/**
 * What may be told of an error of the database: its code. Its message may hold a whole row, or the
 * password.
 */
export const describeError = (error: unknown): { code: string } => {
  if (!(error instanceof Error)) {
    return { code: 'unknown' };
  }

  const code: unknown = Reflect.get(error, 'code');
  const isPlain = typeof code === 'string' && (sqlState.test(code) || isSystemCode(code));

  return { code: isPlain ? code : error.name };
};
