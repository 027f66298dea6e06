import { describe, expect, it, vi } from 'vitest';

import { createClock } from '../clock.js';
import { rulesGuard } from '../rules.js';

import { createUsage } from './usage.js';

const noon = Date.parse('2026-11-21T12:00:00Z');

const create = (rules = {}) => {
  const now = vi.fn(() => new Date(noon));
  const usage = createUsage({
    account: { id: '200000000000001', appId: '400000000000001' },
    rules: rulesGuard.parse(rules),
    clock: createClock(now),
  });

  return {
    ...usage,
    putForward: (milliseconds: number) => {
      now.mockReturnValue(new Date(noon + milliseconds));
    },
    /** How many of so many calls are taken. */
    count: (take: () => void, calls: number): number =>
      Array.from({ length: calls }).filter(() => {
        try {
          take();

          return true;
        } catch {
          return false;
        }
      }).length,
  };
};

const headersOf = ({ headers }: ReturnType<typeof create>) =>
  Object.fromEntries(
    Object.entries(headers()).map(([name, value]): [string, unknown] => [name, JSON.parse(value)])
  );

describe('management calls', () => {
  it('are 5,000 at once', () => {
    const { takeManagementCall, count } = create();

    expect(count(takeManagementCall, 5001)).toBe(5000);
  });

  it('are 5,000 an hour', () => {
    const { takeManagementCall, count, putForward } = create();
    count(takeManagementCall, 5000);

    putForward(60 * 60_000);

    expect(count(takeManagementCall, 5001)).toBe(5000);
  });

  it.each([400, 429] as const)('are refused with %i as the rules say', async (rateLimitStatus) => {
    const { takeManagementCall, count } = create({ rateLimitStatus });
    count(takeManagementCall, 5000);

    await expect(async () => {
      takeManagementCall();
    }).rejects.toMatchObject({ fields: { status: rateLimitStatus, code: 80_007 } });
  });
});

describe('new templates', () => {
  it('are 100 an hour, whatever else is called', () => {
    const { takeManagementCall, takeCreation, count, putForward } = create();
    count(takeManagementCall, 5000);

    expect(count(takeCreation, 101)).toBe(100);

    putForward(60 * 60_000);
    expect(count(takeCreation, 101)).toBe(100);
  });
});

describe('the headers', () => {
  it('tell in percent how much is used', () => {
    const usage = create();
    usage.count(usage.takeManagementCall, 600);

    expect(headersOf(usage)).toEqual({
      'x-app-usage': { call_count: 12, total_cputime: 0, total_time: 0 },
      'x-business-use-case-usage': {
        '200000000000001': [
          {
            type: 'whatsapp_business_management',
            call_count: 12,
            total_cputime: 0,
            total_time: 0,
            estimated_time_to_regain_access: 0,
          },
        ],
      },
    });
  });

  it('tell how many minutes to wait when all is used', () => {
    const usage = create();
    usage.count(usage.takeManagementCall, 5000);

    expect(headersOf(usage)).toMatchObject({
      'x-business-use-case-usage': {
        '200000000000001': [{ call_count: 100, estimated_time_to_regain_access: 1 }],
      },
    });
  });
});
