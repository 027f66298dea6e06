import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readStatus } from './status-report.js';

const id = 'wamid.SIM1';
const sent = { id, status: 'sent', timestamp: '1795000000' };
const errorOf = (code: unknown) => ({ code, title: 'Message undeliverable' });

describe('a status', () => {
  it('is read from what Meta writes', () => {
    expect(
      readStatus({
        id,
        status: 'delivered',
        timestamp: '1795000000',
        recipient_id: '12025550143',
        recipient_user_id: 'US.1',
        biz_opaque_callback_data: 'corr-1',
        pricing: { billable: true, pricing_model: 'PMP', type: 'regular' },
        something_new: [{}],
      })
    ).toStrictEqual({
      messageId: id,
      status: 'delivered',
    });
  });

  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', 'failed'],
  ])('%s counts as %s', (status, meaning) => {
    expect(readStatus({ ...sent, status })).toMatchObject({ status: meaning });
  });

  it.each(['deleted', 'warning', 'SENT', '', 'something_new', 'constructor', '__proto__'])(
    '%j is of an unknown kind, whatever its id',
    (status) => {
      expect(readStatus({ ...sent, status })).toBe('unknownStatus');
      expect(readStatus({ status })).toBe('unknownStatus');
    }
  );

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'sent'],
    ['a list', [sent]],
    ['an empty object', {}],
    ['one without a status', { id }],
    ['one with a status that is no text', { id, status: ['sent'] }],
    ['one without an id', { status: 'sent' }],
    ['one with a number as its id', { id: 7, status: 'sent' }],
    ['one with an empty id', { id: '', status: 'sent' }],
    ['one with an id of 513 characters', { id: 'x'.repeat(513), status: 'sent' }],
    ['one with a zero in its id', { id: 'wamid.\u0000', status: 'sent' }],
    ['one with a line break in its id', { id: 'wamid.1\n', status: 'sent' }],
    ['one with an id that is not ASCII', { id: 'wamid.ä', status: 'sent' }],
  ])('is malformed when it is %s', (_, value) => {
    expect(readStatus(value)).toBe('malformed');
  });

  it('may have an id of 512 characters', () => {
    expect(readStatus({ ...sent, id: 'x'.repeat(512) })).toMatchObject({ status: 'sent' });
  });

  it('takes nothing from a prototype in the JSON', () => {
    const status: unknown = JSON.parse(`{"__proto__":${JSON.stringify(sent)}}`);

    expect(readStatus(status)).toBe('malformed');
    expect(Object.hasOwn(Object.prototype, 'status')).toBe(false);
  });
});

describe('the error of a failed status', () => {
  it.each<[unknown, number]>([
    [131_026, 131_026],
    ['131026', 131_026],
    [0, 0],
  ])('has the code %j', (code, errorCode) => {
    expect(readStatus({ id, status: 'failed', errors: [errorOf(code)] })).toStrictEqual({
      messageId: id,
      status: 'failed',
      errorCode,
    });
  });

  it('is the first when there are several', () => {
    expect(
      readStatus({ id, status: 'failed', errors: [errorOf(131_026), errorOf(131_049)] })
    ).toMatchObject({ errorCode: 131_026 });
  });

  it.each<[string, unknown]>([
    ['there are no errors', undefined],
    ['they are null', null],
    ['they are empty', []],
    ['they are no list', errorOf(131_026)],
    ['they hold no object', [131_026]],
    ['they hold an error without a code', [{ title: 'Message undeliverable' }]],
    ['the code is no number', [errorOf('unknown')]],
    ['the code is negative', [errorOf(-1)]],
    ['the code is a fraction', [errorOf(131_026.5)]],
    ['the code does not fit into 32 bits', [errorOf(9_999_999_999)]],
    ['the code is a list', [errorOf([131_026])]],
  ])('has no code when %s', (_, errors) => {
    expect(readStatus({ id, status: 'failed', errors })).toStrictEqual({
      messageId: id,
      status: 'failed',
    });
  });

  it('is left out of a status that has not failed', () => {
    expect(readStatus({ id, status: 'sent', errors: [errorOf(131_026)] })).toStrictEqual({
      messageId: id,
      status: 'sent',
    });
  });
});

it('a status of any form has what may be stored, or is none', () => {
  const anyPart = fc.oneof(fc.jsonValue(), fc.constantFrom(id, 'failed', 'read', '1795000000'));

  fc.assert(
    fc.property(
      fc.record(
        { id: anyPart, status: anyPart, timestamp: anyPart, errors: fc.array(anyPart) },
        { requiredKeys: [] }
      ),
      (value) => {
        const report = readStatus(value);

        if (typeof report === 'object') {
          expect(report.messageId).toMatch(/^[!-~]{1,512}$/);
          expect(['sent', 'delivered', 'read', 'failed']).toContain(report.status);
        }
      }
    ),
    { numRuns: 500 }
  );
});
