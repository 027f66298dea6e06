import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { describe, expect, it } from 'vitest';

import { ForeignConnectorError, SystemError } from '../../test/support/sms-provider.js';

import { kindOfThrown } from './kind-of-thrown.js';

/** It has the code of its cause, and no more of it. */
const gotError = (cause: { code: string; syscall?: string; errors?: unknown[] }) => ({
  code: cause.code,
  cause,
});

describe('what is certain of an SMS', () => {
  const throwing = {
    get code() {
      throw new Error('no');
    },
  };

  it.each<[string, unknown, string]>([
    ['a provider that refuses', new ConnectorError(ConnectorErrorCodes.General, 'No.'), 'refused'],
    ['one of another copy of the kit', new ForeignConnectorError('invalid_config', ''), 'refused'],
    [
      'a provider that wants less of it',
      new ConnectorError(ConnectorErrorCodes.RateLimitExceeded),
      'not-reached',
    ],
    [
      "the same as Logto's connector for Twilio throws it: the body as it came",
      new ConnectorError(
        ConnectorErrorCodes.General,
        '{"code":20429,"message":"Too Many Requests","more_info":"https://www.twilio.com/docs/errors/20429","status":429}'
      ),
      'not-reached',
    ],
    [
      'a body with another status',
      new ConnectorError(ConnectorErrorCodes.General, '{"code":21211,"message":"","status":400}'),
      'refused',
    ],
    [
      'an answer that nobody can read',
      new ConnectorError(ConnectorErrorCodes.InvalidResponse),
      'unanswered',
    ],
    [
      'no server, in the words of a connector',
      new ConnectorError(ConnectorErrorCodes.General, 'connect ECONNREFUSED 127.0.0.1:1'),
      'not-reached',
    ],
    [
      'a connection that breaks, likewise',
      new ConnectorError(ConnectorErrorCodes.General, 'read ECONNRESET'),
      'unanswered',
    ],
    [
      "a provider's own words",
      new ConnectorError(ConnectorErrorCodes.General, '{"error":"upstream ECONNREFUSED"}'),
      'refused',
    ],
    ['no server', new SystemError('', 'ECONNREFUSED'), 'not-reached'],
    ['no name', new SystemError('', 'ENOTFOUND'), 'not-reached'],
    [
      "no server, for Node's fetch",
      new TypeError('fetch failed', { cause: new SystemError('', 'ECONNREFUSED') }),
      'not-reached',
    ],
    [
      'a host that is lost while it has the request',
      { code: 'EHOSTUNREACH', syscall: 'read' },
      'unanswered',
    ],
    ['a connection that breaks', new SystemError('', 'ECONNRESET'), 'unanswered'],
    ['a time-out', new SystemError('', 'ETIMEDOUT'), 'unanswered'],
    ['a time-out of the connection', { code: 'ETIMEDOUT', syscall: 'connect' }, 'not-reached'],
    [
      'the same in an error of got',
      gotError({ code: 'ETIMEDOUT', syscall: 'connect' }),
      'not-reached',
    ],
    [
      'the same of every address that the name has',
      gotError({ code: 'ETIMEDOUT', errors: [{ code: 'ETIMEDOUT', syscall: 'connect' }] }),
      'not-reached',
    ],
    [
      'the same in the words of a connector',
      new ConnectorError(ConnectorErrorCodes.General, 'connect ETIMEDOUT 192.0.2.1:443'),
      'not-reached',
    ],
    [
      'a time-out of the answer, in an error of got',
      gotError({ code: 'ETIMEDOUT', syscall: 'read' }),
      'unanswered',
    ],
    [
      'a host that is lost while it has the request, in an error of got',
      gotError({ code: 'EHOSTUNREACH', syscall: 'read' }),
      'unanswered',
    ],
    ['an error without a code', new Error('no'), 'unanswered'],
    ['something else', 'no', 'unanswered'],
    ['an error that throws when it is read', throwing, 'unanswered'],
  ])('%s', (_, thrown, kind) => {
    expect(kindOfThrown(thrown)).toBe(kind);
  });
});
