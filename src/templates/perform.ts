/** Calls that are made again when nothing has come of them. */
import { setTimeout } from 'node:timers/promises';

import { type CallFailure, SendFailure } from '../meta/failure.js';
import { ManagementFailure, type ManagementSubject } from '../meta/templates/management-call.js';

import { type Verdict, judge } from './verdict.js';

/** A call that has failed, and what it was about. */
export type FailedCall = { failure: CallFailure; subject: ManagementSubject };

export type Outcome<Value> =
  { kind: 'done'; value: Value } | ({ kind: Exclude<Verdict, 'again'> } & FailedCall);

/** For a call that only reads, in milliseconds: people wait for it. */
export const readTimeout = 10_000;

/** In milliseconds; an outage of Meta's is over after some seconds, or lasts for minutes. */
const pauses = [1000, 3000, 9000];

const failedCall = (error: unknown): FailedCall | undefined =>
  error instanceof ManagementFailure && error.failure.kind !== 'refused'
    ? { failure: error.failure, subject: error.subject }
    : undefined;

/**
 * Makes a call, and makes it again after growing pauses while it certainly was not carried out.
 *
 * @param call Throws a `ManagementFailure` when it fails.
 */
export const perform = async <Value>(
  call: () => Promise<Value>,
  [pause, ...later]: readonly number[] = pauses
): Promise<Outcome<Value>> => {
  try {
    return { kind: 'done', value: await call() };
  } catch (error: unknown) {
    const failed = failedCall(error);

    if (!failed) {
      throw error;
    }

    const verdict = judge(failed.failure, failed.subject);

    if (verdict !== 'again') {
      return { kind: verdict, ...failed };
    }

    if (pause === undefined) {
      return { kind: 'stop', ...failed };
    }

    await setTimeout(pause);

    return perform(call, later);
  }
};

export type Patience = {
  /** Whether Meta has answered before: then an address that cannot be reached is an outage. */
  wasReached?: boolean;
  /** The pauses that are left, in milliseconds. */
  left?: readonly number[];
};

/** Whether what has failed may pass in seconds. */
const mayPass = (failure: CallFailure, wasReached: boolean): boolean => {
  // A wrong address or a web page in Meta's place stays what it is.
  if (
    (failure.kind === 'unreachable' && !wasReached) ||
    (failure.kind === 'unreadable' && failure.status < 300)
  ) {
    return false;
  }

  return ['again', 'unknown'].includes(judge(failure, { kind: 'account', id: '' }));
};

/**
 * Reads something, and tries again whatever has failed in a way that may pass: to read twice does no
 * harm. After silence, which has taken its time already, it tries only once more.
 *
 * @throws {SendFailure} The last failure.
 */
export const patiently = async <Value>(
  read: () => Promise<Value>,
  { wasReached = false, left: [pause, ...later] = pauses }: Patience = {}
): Promise<Value> => {
  try {
    return await read();
  } catch (error: unknown) {
    if (
      pause === undefined ||
      !(error instanceof SendFailure) ||
      error.failure.kind === 'refused' ||
      !mayPass(error.failure, wasReached)
    ) {
      throw error;
    }

    await setTimeout(pause);

    return patiently(read, { wasReached, left: error.failure.kind === 'silent' ? [] : later });
  }
};
