import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { describe, expect, it } from 'vitest';
import { ZodError, ZodIssueCode } from 'zod';

import { textWith } from '../../../test/support/matchers.js';

import { problemOfCall, problemsOf } from './problem.js';

describe("the connector's errors", () => {
  it('are told one by one, with the field and without saying anything twice', () => {
    const error = new ConnectorError(
      ConnectorErrorCodes.InvalidConfig,
      new ZodError([
        {
          code: ZodIssueCode.custom,
          path: ['accessToken'],
          message: 'It expired (190). Make one, and paste it here. Details: Session has expired.',
          params: { status: 401, code: 190, details: 'Session has expired.', traceId: 'Atrace' },
        },
        { code: ZodIssueCode.custom, path: ['templates', 0, 'language'], message: 'Write en_US.' },
      ])
    );

    expect(problemsOf(error)).toEqual([
      {
        path: 'accessToken',
        explanation: 'It expired (190). Make one, and use it as the access token.',
        status: 401,
        code: 190,
        details: 'Session has expired.',
        traceId: 'Atrace',
      },
      { path: 'templates.0.language', explanation: 'Write en_US.' },
    ]);
  });

  it('are about this machine', () => {
    const error = new ConnectorError(ConnectorErrorCodes.General, {
      errorDescription: 'WhatsApp is not available at the moment.',
      explanation: "Logto's server could not connect to graph.facebook.com (ENOTFOUND).",
      remedy: 'Check its DNS.',
    });

    expect(problemsOf(error)).toEqual([
      {
        explanation:
          'This machine could not connect to graph.facebook.com (ENOTFOUND). Check its DNS.',
      },
    ]);
  });

  it('are passed on as they are when there is no more to them', () => {
    expect(
      problemsOf(
        new ConnectorError(ConnectorErrorCodes.General, { errorDescription: 'No number.' })
      )
    ).toEqual([{ explanation: 'No number.' }]);
    expect(problemsOf(new ConnectorError(ConnectorErrorCodes.TemplateNotFound))).toMatchObject([
      { explanation: textWith('template') },
    ]);
  });

  it('are of both channels when both have failed', () => {
    const error = new ConnectorError(ConnectorErrorCodes.General, {
      errorDescription: 'Neither.',
      whatsApp: { explanation: 'It expired (190).', remedy: 'Make one.', code: 190, status: 401 },
      sms: { explanation: 'It is not installed.', remedy: 'Install it.' },
    });

    expect(problemsOf(error)).toEqual([
      { explanation: 'It expired (190). Make one.', code: 190, status: 401 },
      { path: 'fallback', explanation: 'It is not installed. Install it.' },
    ]);
  });
});

describe('a call that only reads', () => {
  it('is explained in one piece', () => {
    expect(
      problemOfCall({ meaning: 'It expired (190).', remedy: 'Make one.\nUse it.', traceId: 'A1' })
    ).toEqual({
      explanation: 'It expired (190). Make one. Use it.',
      details: undefined,
      traceId: 'A1',
    });
  });
});
