import { describe, expect, it } from 'vitest';

import { claims, relaySecret, smsClaims } from '../../../test/support/registration.js';
import { awayDatabase, awayLedger, createTestApp } from '../../../test/support/relay-app.js';
import { seal } from '../../registration/seal.js';

/** Nothing is stored: its database would take nothing. */
const check = async (body: string) => {
  const relay = createTestApp({ ledger: awayLedger, database: awayDatabase });
  const response = await relay.app.request('/deliveries/check', { method: 'POST', body });
  const answer: unknown = await response.json();

  return { status: response.status, answer, ...relay };
};

describe('the check of the relay secret', () => {
  it('tells that it is the same, whatever the time', async () => {
    const { sms, ...rest } = claims;
    const sealed = await seal(rest, relaySecret, new Date('2020-01-01'));

    expect(await check(sealed)).toMatchObject({ status: 200, answer: { status: 'ok' } });
  });

  it('tells that it is another, and leaves no trace', async () => {
    const { status, answer, log, metrics } = await check(
      await seal({ ...claims, sms: undefined }, 'another-secret-of-32-characters-or-more')
    );

    expect({ status, answer }).toMatchObject({
      status: 401,
      answer: { error: { code: 'wrong_secret' } },
    });
    expect(log.error).not.toHaveBeenCalled();
    expect(await metrics.text()).not.toMatch(/registration\w*{.*refused.*} [1-9]/);
  });

  it('takes nothing else', async () => {
    expect(await check('planted')).toMatchObject({
      status: 400,
      answer: { error: { code: 'not_a_registration' } },
    });
  });

  it('takes nothing large', async () => {
    const large = {
      ...claims,
      sms: { ...smsClaims, data: { ...smsClaims.data, x: 'x'.repeat(4096) } },
    };

    expect(await check(await seal(large, relaySecret))).toMatchObject({
      status: 413,
      answer: { error: { code: 'too_large' } },
    });
  });
});
