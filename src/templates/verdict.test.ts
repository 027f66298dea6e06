import { describe, expect, it } from 'vitest';

import { explainError } from '../meta/explain.js';
import { type CallFailure } from '../meta/failure.js';

import { judge } from './verdict.js';

const account = { kind: 'account', id: '1' } as const;
const template = { kind: 'template', id: '2' } as const;

const answered = (code: number, subcode?: number, isTransient = false): CallFailure => ({
  kind: 'answered',
  report: { status: 400, code, subcode },
  entry: explainError({ code, subcode, status: 400, isTransient }),
});

describe('what a failure means', () => {
  it.each<[failure: CallFailure, verdict: string]>([
    [answered(100, 2_388_024), 'overtaken'],
    [answered(100, 2_388_039), 'overtaken'],
    [answered(80_007, 2_446_079, true), 'limit'],
    [answered(4), 'limit'],
    [answered(613), 'limit'],
    [answered(10), 'stop'],
    [answered(10, 2_388_185), 'stop'],
    [answered(100, 2_388_019), 'stop'],
    [answered(100, 33), 'stop'],
    [answered(190, 463), 'stop'],
    [answered(200), 'stop'],
    [answered(368), 'stop'],
    [answered(1), 'again'],
    [answered(2), 'again'],
    [answered(100, undefined, true), 'again'],
    [answered(100), 'item'],
    [answered(100, 2_388_023), 'item'],
    [{ kind: 'unreachable', host: 'x', systemCode: 'ECONNREFUSED', lasting: false }, 'again'],
    [{ kind: 'unreachable', host: 'x', systemCode: 'CERT', lasting: true }, 'stop'],
    [{ kind: 'silent', host: 'x', seconds: 30 }, 'unknown'],
    [{ kind: 'lost', host: 'x', systemCode: 'ECONNRESET' }, 'unknown'],
    [{ kind: 'unreadable', host: 'x', status: 503 }, 'again'],
    [{ kind: 'unreadable', host: 'x', status: 502 }, 'unknown'],
    [{ kind: 'unreadable', host: 'x', status: 200 }, 'unknown'],
    [{ kind: 'unreadable', host: 'x', status: 404 }, 'stop'],
  ])('%j is "%s"', (failure, verdict) => {
    expect(judge(failure, account)).toBe(verdict);
  });

  it('is for one template alone, when that is gone', () => {
    expect(judge(answered(100, 33), template)).toBe('item');
    expect(judge(answered(10), template)).toBe('stop');
  });
});
