import { ConnectorErrorCodes } from '@logto/connector-kit';
import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';

import { textLike } from '../../test/support/matchers.js';
import { type RelayProblem, RelayFailure } from '../registration/relay-problem.js';

import { toConnectorError } from './connector-error.js';

const convert = (problem: RelayProblem) =>
  toConnectorError(new RelayFailure(problem, 'relay:4600'), 'administrator');

describe('a relay that has not taken a registration', () => {
  it.each<[RelayProblem, string]>([
    [{ kind: 'other-secret' }, 'relaySecret'],
    [{ kind: 'stranger', status: 404 }, 'relayUrl'],
  ])('is a problem of the config: %j', (problem, field) => {
    const { code, data } = convert(problem);

    expect(code).toBe(ConnectorErrorCodes.InvalidConfig);
    expect(data).toBeInstanceOf(ZodError);
    expect(data instanceof ZodError && data.issues).toEqual([
      {
        code: 'custom',
        path: [field],
        message: textLike(/^WhatsApp took the message, but .*relay.*\. [A-Z].*\.$/),
      },
    ]);
  });

  it.each<[RelayProblem, string]>([
    [{ kind: 'unreachable', systemCode: 'ENOTFOUND', lasting: false }, 'ENOTFOUND'],
    [{ kind: 'lost', systemCode: 'ECONNRESET' }, 'ECONNRESET'],
    [{ kind: 'silent' }, 'did not answer in time'],
    [{ kind: 'busy', status: 503 }, 'HTTP 503'],
    [{ kind: 'clocks' }, 'differ by hours'],
    [{ kind: 'misunderstood', status: 400 }, 'HTTP 400'],
  ])('is explained to the administrator: %j', (problem, part) => {
    const { code, data } = convert(problem);

    expect(code).toBe(ConnectorErrorCodes.General);
    expect(data).toEqual({
      errorDescription: textLike(
        new RegExp(
          `^WhatsApp took the message, but .*relay at relay:4600.*${part}.*\\. [A-Z].*\\.$`
        )
      ),
      explanation: textLike(/^WhatsApp took the message, but .*\.$/),
      remedy: textLike(/\.$/),
      reason: problem.kind,
    });
  });
});
