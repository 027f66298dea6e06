import { type Exchange } from './exchange.js';
import { type Failure } from './failure.js';
import { isInsecureCode, systemCodeOf } from './system-code.js';

/** What an HTTP client says of a request to which it has no whole answer. */
type Ending = {
  host: string;
  /** For the whole exchange, in milliseconds. */
  timeout: number;
  error: unknown;
  isTimeout: boolean;
  /** The answer was larger than any that we read. */
  isOversized: boolean;
};

/** Why an exchange has brought no answer that can be read. */
export const failureOf = (
  { isConnected, status }: Pick<Exchange, 'isConnected' | 'status'>,
  { host, timeout, error, isTimeout, isOversized }: Ending
): Failure => {
  if (isOversized) {
    return { kind: 'unreadable', host, status: status ?? 200 };
  }

  const systemCode = isTimeout ? 'ETIMEDOUT' : systemCodeOf(error);

  if (!isConnected) {
    // A certificate does not change in a second: the next try will have the same problem.
    return { kind: 'unreachable', host, systemCode, lasting: isInsecureCode(systemCode) };
  }

  return isTimeout
    ? { kind: 'silent', host, seconds: Math.ceil(timeout / 1000) }
    : { kind: 'lost', host, systemCode };
};
