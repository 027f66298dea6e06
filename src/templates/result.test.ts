import { describe, expect, it } from 'vitest';

import { standingOf } from './result.js';

describe('whether a template can be sent', () => {
  it.each([
    ['APPROVED', 'now'],
    ['PENDING', 'later'],
    ['IN_APPEAL', 'later'],
    [undefined, 'open'],
    ['PAUSED', 'open'],
    ['ARCHIVED', 'open'],
    ['LIMIT_EXCEEDED', 'open'],
    ['A_NEW_ONE', 'open'],
    ['REJECTED', 'never'],
    ['DISABLED', 'never'],
    ['PENDING_DELETION', 'never'],
    ['DELETED', 'never'],
  ])('%s: %s', (status, standing) => {
    expect(standingOf({ status })).toBe(standing);
  });
});
