import { describe, expect, it } from 'vitest';

import { textLike } from '../../test/support/matchers.js';
import { explainError } from '../meta/explain.js';
import { type CallFailure, type ErrorReport } from '../meta/failure.js';

import { explainAnswered, explainCall, wordsOf } from './explain-call.js';

const host = 'graph.facebook.com';

const answered = (report: ErrorReport) => ({
  kind: 'answered' as const,
  entry: explainError(report),
  report,
});

describe('an answer', () => {
  it('is explained by the table, with what Meta says and the trace id', () => {
    const failure = answered({
      status: 401,
      code: 190,
      subcode: 463,
      details: '(#190) Session has\nexpired\u0007.',
      traceId: 'AbC',
    });

    expect(explainCall(failure)).toEqual({
      meaning: textLike(/^Meta refused the token: .*\(190\/463\)\.$/),
      remedy: textLike(/use it as the access token\.$/),
      details: 'Session has expired .',
      traceId: 'AbC',
    });
  });

  it('is told in the words of who refused it', () => {
    expect(wordsOf({ details: 'Name Format is Incorrect', traceId: 'AbC' })).toEqual([
      'Meta says: Name Format is Incorrect.',
      "Trace ID for Meta's support: AbC",
    ]);
    expect(wordsOf({ details: 'Bad key!' }, '360dialog')).toEqual(['360dialog says: Bad key!']);
    expect(wordsOf({})).toEqual([]);
  });

  it('is identified by its HTTP status when it has no code', () => {
    expect(explainCall(answered({ status: 503 })).meaning).toMatch(/\(HTTP 503\)\.$/);
  });

  it('takes other words where the call says more than its code', () => {
    const words = { meaning: 'Meta knows no account 1', remedy: 'First this\nThen that?' };

    expect(explainAnswered(answered({ status: 400, code: 100, subcode: 33 }), words)).toEqual({
      meaning: 'Meta knows no account 1 (100/33).',
      remedy: 'First this.\nThen that?',
      details: undefined,
      traceId: undefined,
    });
  });

  it('speaks of this machine when its address is not allowed', () => {
    expect(explainCall(answered({ status: 400, code: 5 })).remedy).toContain('this machine');
  });
});

describe('no answer', () => {
  it.each<[CallFailure, RegExp, RegExp]>([
    [
      { kind: 'unreachable', host, systemCode: 'ENOTFOUND', lasting: false },
      /^graph\.facebook\.com could not be reached \(ENOTFOUND\)\.$/,
      /DNS and firewall/,
    ],
    [
      { kind: 'unreachable', host, systemCode: 'CERT_HAS_EXPIRED', lasting: true },
      /^No secure connection to graph\.facebook\.com .*\(CERT_HAS_EXPIRED\)\.$/,
      /certificates/,
    ],
    [{ kind: 'silent', host, seconds: 30 }, /did not answer within 30 s/, /again/],
    [{ kind: 'lost', host, systemCode: 'ECONNRESET' }, /broke .*\(ECONNRESET\)/, /again/],
    [{ kind: 'unreadable', host, status: 200 }, /HTTP 200, but not as Meta does/, /base URL/],
  ])('%o', (failure, meaning, remedy) => {
    const explained = explainCall(failure);

    expect(explained.meaning).toMatch(meaning);
    expect(explained.remedy).toMatch(remedy);
  });
});
