import { describe, expect, it, vi } from 'vitest';

import { RelayLog } from './relay-log.js';
import { type RelayProblem } from './relay-problem.js';

const host = 'relay:4600';
const unreachable: RelayProblem = {
  kind: 'unreachable',
  systemCode: 'ECONNREFUSED',
  lasting: false,
};
const minute = 60_000;

const create = () => {
  const write = vi.fn<(line: string) => void>();
  const now = vi.fn(() => 0);

  return { log: new RelayLog(write, now), write, now, lines: () => write.mock.calls.flat() };
};

describe('the log of a relay', () => {
  it('is silent while all is well', () => {
    const { log, write } = create();

    log.took(host);
    log.took(host);

    expect(write).not.toHaveBeenCalled();
  });

  it('tells once that it is away, and once that it is back', () => {
    const { log, lines, now } = create();

    for (const minutes of [0, 1, 30, 600]) {
      now.mockReturnValue(minutes * minute);
      log.failed(host, unreachable);
    }

    log.took(host);
    log.took(host);

    expect(lines()).toEqual([
      "Codes go out over WhatsApp, but nobody looks whether they arrive: the relay at relay:4600 cannot be reached (ECONNREFUSED). Check that it runs, and that Logto's server can reach this address.",
      'The relay at relay:4600 is back. 4 codes went out without it.',
    ]);
  });

  it('tells when it has become another problem', () => {
    const { log, lines } = create();

    log.failed(host, unreachable);
    log.failed(host, { kind: 'other-secret' });
    log.took(host);

    expect(lines()[1]).toContain('has another secret');
    expect(lines()[2]).toContain('2 codes went');
  });

  it('does not tell every time of a relay that comes and goes', () => {
    const { log, lines, now } = create();

    // As behind two replicas, one of which has another secret.
    for (const seconds of Array.from({ length: 240 }).keys()) {
      now.mockReturnValue(seconds * 1000);
      log.failed(host, { kind: 'other-secret' });
      log.took(host);
    }

    expect(lines()).toHaveLength(2);

    now.mockReturnValue(5 * minute);
    log.failed(host, { kind: 'other-secret' });
    log.took(host);

    expect(lines()).toHaveLength(4);
    expect(lines()[1]).toContain('1 code went');
    expect(lines()[3]).toContain('240 codes went');
  });

  it('does not tell every time of two problems in turn', () => {
    const { log, lines } = create();

    for (const _ of Array.from({ length: 20 })) {
      log.failed(host, unreachable);
      log.failed(host, { kind: 'other-secret' });
    }

    expect(lines()).toHaveLength(2);
  });

  it('keeps two relays apart', () => {
    const { log, lines } = create();

    log.failed(host, unreachable);
    log.took('other:4600');
    log.failed('other:4600', unreachable);

    expect(lines()).toHaveLength(2);
    expect(lines()[1]).toContain('the relay at other:4600');
  });
});
