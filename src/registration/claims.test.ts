import { describe, expect, it } from 'vitest';

import { claims, smsClaims } from '../../test/support/registration.js';

import { claimsGuard } from './claims.js';

/** As it is after its journey. */
const read = (value: unknown) => claimsGuard.safeParse(JSON.parse(JSON.stringify(value)));

const pathsOf = (value: unknown) => read(value).error?.issues.map(({ path }) => path.join('.'));

describe('the claims of a registration', () => {
  it('are read as they were written', () => {
    expect(read(claims).data).toEqual(claims);
  });

  it('need neither a country nor an SMS', () => {
    const { country, sms, ...rest } = claims;

    expect(read(rest).data).toEqual(rest);
  });

  it('keep what is for the SMS connector, whatever it is', () => {
    const data = {
      ...smsClaims.data,
      payload: { ...smsClaims.data.payload, application: { name: 'Shop' } },
    };

    expect(read({ ...claims, sms: { ...smsClaims, data } }).data?.sms?.data).toEqual(data);
  });

  it('keep the countries of the fallback', () => {
    const fallback = { ...smsClaims.fallback, allowedCountries: ['BR', 'MX'] };

    expect(read({ ...claims, sms: { ...smsClaims, fallback } }).data?.sms?.fallback).toEqual(
      fallback
    );
  });

  it('may have keys that a later version adds', () => {
    expect(read({ ...claims, later: true }).data).toEqual(claims);
  });

  it.each([
    { messageId: '' },
    { messageId: 'x'.repeat(513) },
    { number: '12025550143' },
    { number: '+12025550143x' },
    { recipient: '+12025550143' },
    { country: 'us' },
    { usageType: 'x'.repeat(101) },
    { language: 7 },
    { age: -1 },
    { age: '1' },
    { age: 86_401 },
    { codeLifetime: 0 },
    { deadline: 0 },
    { deadline: 86_401 },
  ])('are refused with %j', (change) => {
    expect(pathsOf({ ...claims, ...change })).toEqual(Object.keys(change));
  });

  it.each<[string, unknown]>([
    ['sms.fallback', { data: smsClaims.data }],
    ['sms.data', { fallback: smsClaims.fallback }],
    ['sms.data.to', { ...smsClaims, data: { ...smsClaims.data, to: '+12025550143' } }],
    ['sms.data.payload.code', { ...smsClaims, data: { ...smsClaims.data, payload: {} } }],
    ['sms.fallback.mode', { ...smsClaims, fallback: { ...smsClaims.fallback, mode: 'dry' } }],
    ['sms.fallback.config', { ...smsClaims, fallback: { ...smsClaims.fallback, config: 'AC' } }],
    [
      'sms.fallback.allowedCountries.1',
      { ...smsClaims, fallback: { ...smsClaims.fallback, allowedCountries: ['BR', 'uk'] } },
    ],
    [
      'sms.fallback.maxPerHour',
      { ...smsClaims, fallback: { ...smsClaims.fallback, maxPerHour: 0 } },
    ],
  ])('are refused with an SMS whose %s is wrong', (path, sms) => {
    expect(pathsOf({ ...claims, sms })).toEqual([path]);
  });

  it.each([null, 7, 'text', [], {}])('are not %j', (value) => {
    expect(read(value).success).toBe(false);
  });
});
