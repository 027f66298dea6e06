import { describe, expect, it } from 'vitest';

import { type RelayProblem, explainProblem, isPassing } from './relay-problem.js';

const systemCode = 'ECONNREFUSED';

/** The clause of each, and whether another try may help. */
const problems: Array<[RelayProblem, string, boolean]> = [
  [
    { kind: 'unreachable', systemCode, lasting: false },
    'the relay at relay:4600 cannot be reached (ECONNREFUSED)',
    true,
  ],
  [
    { kind: 'unreachable', systemCode: 'CERT_HAS_EXPIRED', lasting: true },
    'no secure connection to the relay at relay:4600 could be made (CERT_HAS_EXPIRED)',
    false,
  ],
  [
    { kind: 'lost', systemCode: 'ECONNRESET' },
    'the relay at relay:4600 broke the connection (ECONNRESET)',
    true,
  ],
  [{ kind: 'silent' }, 'the relay at relay:4600 did not answer in time', true],
  [
    { kind: 'busy', status: 503 },
    'the relay at relay:4600 cannot take anything at the moment (HTTP 503)',
    true,
  ],
  [{ kind: 'other-secret' }, 'the relay at relay:4600 has another secret', false],
  [
    { kind: 'stranger', status: 404 },
    'what answers at relay:4600 is not the relay (HTTP 404)',
    false,
  ],
  [
    { kind: 'clocks' },
    "the clocks of Logto's server and of the relay at relay:4600 differ by hours",
    false,
  ],
  [
    { kind: 'misunderstood', status: 400 },
    'the relay at relay:4600 does not understand what it is told (HTTP 400)',
    false,
  ],
  [{ kind: 'crowded' }, 'too many codes wait for the relay at relay:4600 to answer', false],
  [
    { kind: 'oversized' },
    'what the relay at relay:4600 is to know of a code is larger than 64 KB',
    false,
  ],
];

describe('a problem with the relay', () => {
  it.each(problems)('%j says what it is and what to do', (problem, clause) => {
    const explained = explainProblem(problem, 'relay:4600');

    expect(explained.clause).toBe(clause);
    expect(explained.remedy).toMatch(/^[A-Z].{20,}\.$/);
  });

  it.each(problems)('%j passes, or it does not', (problem, _, passes) => {
    expect(isPassing(problem)).toBe(passes);
  });
});
