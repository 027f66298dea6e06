import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type RawAnswer, readAnswer } from './answer.js';
import { createCensor } from './censor.js';
import { type Gateway } from './gateways.js';

const host = 'graph.facebook.com';
const token = 'EAAGm0PX4ZCpsBAJ7ZCtoken';
const code = '739104';
const recipient = '12025550143';
const censor = createCensor([token, code, recipient]);

/** All shapes of errors are read with 360dialog; it passes Meta's on. */
const read = (answer: RawAnswer, gateway: Gateway = '360dialog') =>
  readAnswer(answer, { host, gateway, censor });

const readJson = (status: number, json: unknown, retryAfter?: string) =>
  read({ status, body: JSON.stringify(json), retryAfter });

/** What is left of an answered failure for an administrator. */
const reportOf = (status: number, json: unknown, retryAfter?: string) => {
  const result = readJson(status, json, retryAfter);

  return 'report' in result ? result.report : result;
};

const entryOf = (status: number, json: unknown) => {
  const result = readJson(status, json);

  return 'entry' in result ? result.entry : result;
};

const unreadable = (status: number) => ({ kind: 'unreadable', host, status });

describe('an accepted message', () => {
  const contacts = [{ input: `+${recipient}`, wa_id: recipient }];

  it.each(['accepted', 'held_for_quality_assessment', 'paused'])(
    'has the status that Meta names: %s',
    (status) => {
      expect(
        readJson(200, {
          messaging_product: 'whatsapp',
          contacts,
          messages: [{ id: 'wamid.SIMa+b/c==', message_status: status }],
        })
      ).toEqual({ messageId: 'wamid.SIMa+b/c==', status });
    }
  );

  it('counts as accepted when Meta names no status', () => {
    expect(readJson(200, { messages: [{ id: 'wamid.a' }] })).toEqual({
      messageId: 'wamid.a',
      status: 'accepted',
    });
  });

  it.each(['queued_for_review', '', 7, null, {}])(
    'counts as accepted when its status is unknown: %j',
    (status) => {
      expect(readJson(200, { messages: [{ id: 'wamid.a', message_status: status }] })).toEqual({
        messageId: 'wamid.a',
        status: 'accepted',
      });
    }
  );

  it('is not spoilt by what comes after it', () => {
    expect(readJson(200, { messages: [{ id: 'wamid.a' }, {}, 'x'] })).toEqual({
      messageId: 'wamid.a',
      status: 'accepted',
    });
  });

  it('may have an id of any reasonable length', () => {
    const id = `wamid.${'A'.repeat(600)}`;

    expect(readJson(200, { messages: [{ id }] })).toEqual({ messageId: id, status: 'accepted' });
  });

  it.each([
    ['has signs of its own', 'a~b', 'a~b'],
    ['holds the token', `x-${token}`, 'x-[redacted]'],
    ['holds the number', `msg-${recipient}-1`, 'msg-[redacted]-1'],
  ])('is accepted all the same when its id %s', (_, id, messageId) => {
    expect(readJson(200, { messages: [{ id }] })).toEqual({ messageId, status: 'accepted' });
  });

  it('may come with fields that nobody knows yet, and with another 2xx', () => {
    expect(
      readJson(202, {
        contacts: 'soon an object',
        messages: [{ id: 'wamid.a', group_id: 'g', message_status: 'accepted' }],
        meta: { api_status: 'stable' },
      })
    ).toEqual({ messageId: 'wamid.a', status: 'accepted' });
  });
});

describe('an answer that is not readable', () => {
  it.each([
    ['without messages', '{}'],
    ['with no message', '{"messages":[]}'],
    ['without an id', '{"messages":[{}]}'],
    ['with an empty id', '{"messages":[{"id":""}]}'],
    ['with an id of another kind', '{"messages":[{"id":7}]}'],
    ['of HTML', '<html><body>Welcome to the proxy</body></html>'],
    ['that was cut off', '{"messages":[{"id":"wam'],
    ['that is empty', ''],
    ['that is an array', '[]'],
    ['that is null', 'null'],
    ['that is a text', '"ok"'],
    ['that is an error after all', '{"error":{"code":131000}}'],
  ])('is a 200 %s', (_, body) => {
    expect(read({ status: 200, body })).toEqual(unreadable(200));
  });

  it.each([
    [503, '<html><head><title>503</title></head></html>'],
    [502, ''],
    [500, 'null'],
    [500, '[]'],
    [400, '[{"error":{"code":131000}}]'],
    [400, '{"error":"no object"}'],
    [400, '{"error":null}'],
    [400, '{"error":[{"code":131000}]}'],
    [400, '{"errors":[]}'],
    [400, '{"errors":"none"}'],
    [400, '{"errors":[7]}'],
    [400, '{"meta":{"success":false}}'],
    [400, '{"meta":{"http_code":"four hundred"}}'],
    [404, '{"message":"Not Found"}'],
    [302, ''],
    [400, `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ])('is a %d with what is no error of any known shape', (status, body) => {
    expect(read({ status, body })).toEqual(unreadable(status));
  });
});

describe('an error of Meta', () => {
  it('is explained by its code, with what Meta says about it', () => {
    expect(
      readJson(404, {
        error: {
          message: '(#132001) Template name does not exist in the translation',
          type: 'OAuthException',
          code: 132_001,
          error_data: {
            messaging_product: 'whatsapp',
            details: 'template name (x) does not exist in de',
          },
          fbtrace_id: 'AbCdEfGhIjKlMnOpQrStUvW',
        },
      })
    ).toMatchObject({
      kind: 'answered',
      entry: { code: 132_001, action: 'sms', becomes: { concerns: 'language' } },
      report: {
        status: 404,
        code: 132_001,
        details: 'template name (x) does not exist in de',
        traceId: 'AbCdEfGhIjKlMnOpQrStUvW',
      },
    });
  });

  it('is explained by its subcode, too', () => {
    const error = { code: 190, error_subcode: 463, message: 'Session has expired' };

    expect(entryOf(401, { error })).toMatchObject({ code: 190, subcode: 463 });
    expect(reportOf(401, { error })).toEqual({
      status: 401,
      code: 190,
      subcode: 463,
      details: 'Session has expired',
    });
  });

  it('is explained by the words of its message where the code has two meanings', () => {
    const message = 'API calls from the server require an appsecret_proof argument';

    expect(entryOf(400, { error: { code: 100, message } })).toMatchObject({
      mentions: 'appsecret_proof',
    });
    expect(entryOf(400, { error: { code: 100, message: 'Invalid parameter' } })).not.toHaveProperty(
      'mentions'
    );
  });

  it.each([
    ['an object', { details: 'from the data' }, 'from the data'],
    ['a text', 'from the text', 'from the text'],
    ['missing', undefined, 'from the message'],
    ['null', null, 'from the message'],
    ['without details', { blame_field_specs: [['name']] }, 'from the message'],
    ['with details of another kind', { details: 7 }, 'from the message'],
    ['an array', [['name']], 'from the message'],
  ])('has its details from the best place when `error_data` is %s', (_, data, details) => {
    expect(
      reportOf(400, { error: { code: 100, message: 'from the message', error_data: data } })
    ).toMatchObject({ details });
  });

  it('has its details from what Meta writes for people, if it does', () => {
    expect(
      reportOf(400, {
        error: {
          code: 100,
          message: 'from the message',
          error_data: { details: 'from the data' },
          error_user_title: 'Name Format is Incorrect',
          error_user_msg: 'for people',
        },
      })
    ).toMatchObject({ details: 'for people' });
  });

  it.each([
    ['131026', 131_026],
    ['0', 0],
    [null, undefined],
    [undefined, undefined],
    ['', undefined],
    ['(#131026)', undefined],
    [1.5, undefined],
    [{}, undefined],
    [true, undefined],
  ])('with the code %j has the code %j', (written, expected) => {
    const report = reportOf(400, { error: { code: written, message: 'why' } });

    expect(report).toEqual({ status: 400, code: expected, details: 'why' });
  });

  it('without a code is unknown, and transient only with a 503', () => {
    expect(readJson(400, { error: {} })).toMatchObject({
      kind: 'answered',
      entry: { section: 'Unknown', action: 'sms' },
      report: { status: 400 },
    });
    expect(readJson(503, { error: { code: null } })).toMatchObject({
      entry: { section: 'Unknown', action: 'retry' },
    });
  });

  it.each([
    [true, 'retry'],
    [false, 'sms'],
    ['true', 'sms'],
    [undefined, 'sms'],
  ])('is tried again on the word of Meta: is_transient %j leads to %s', (isTransient, action) => {
    expect(readJson(400, { error: { code: 131_009, is_transient: isTransient } })).toMatchObject({
      entry: { action },
    });
  });

  it('loses its odd fields, and nothing else', () => {
    expect(
      reportOf(400, {
        error: {
          code: 131_026,
          message: ['x'],
          error_subcode: {},
          error_user_msg: 7,
          fbtrace_id: null,
          error_data: { details: 'Message undeliverable' },
        },
      })
    ).toEqual({ status: 400, code: 131_026, details: 'Message undeliverable' });
  });

  it('carries no secret in its details', () => {
    expect(
      reportOf(400, {
        error: {
          code: 100,
          error_data: {
            details: `Bearer ${token} to +1 (202) 555-0143 or ${recipient}: ${code}, EAAotherToken0123`,
          },
        },
      })
    ).toMatchObject({
      details: 'Bearer [redacted] to [redacted] or [redacted]: [redacted], [redacted]',
    });
  });

  it('carries a trace id only if it is an identifier without secrets', () => {
    expect(reportOf(400, { error: { code: 1, fbtrace_id: 'A-1' } })).toMatchObject({
      traceId: 'A-1',
    });
    expect(reportOf(400, { error: { code: 1, fbtrace_id: token } })).toEqual({
      status: 400,
      code: 1,
    });
    expect(reportOf(400, { error: { code: 1, fbtrace_id: '<a b>' } })).toEqual({
      status: 400,
      code: 1,
    });
  });

  it.each([
    ['0', 0],
    ['2', 2000],
    ['120', 120_000],
    ['1.5', undefined],
    ['0x10', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['Infinity', undefined],
    ['Sat, 21 Nov 2026 12:00:00 GMT', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('with the header Retry-After "%s" asks to wait %s ms', (header, retryAfter) => {
    expect(reportOf(400, { error: { code: 4 } }, header)).toEqual({
      status: 400,
      code: 4,
      retryAfter,
    });
  });
});

describe('an error of 360dialog', () => {
  it('is its own when the gateway refuses the call', () => {
    expect(
      readJson(401, {
        meta: {
          success: false,
          http_code: 401,
          developer_message: 'Invalid api_key',
          '360dialog_trace_id': 'd3-1f',
        },
      })
    ).toMatchObject({
      kind: 'answered',
      entry: { source: '360dialog', code: 401 },
      report: { status: 401, code: 401, details: 'Invalid api_key', traceId: 'd3-1f' },
    });
  });

  it("is Meta's when the gateway passes it on in its message", () => {
    const developerMessage =
      'Invalid payload ({"error":{"message":"(#131009) Parameter value is not valid","code":131009,' +
      `"error_data":{"details":"to +${recipient} is wrong"},"fbtrace_id":"Atrace"}})`;

    expect(
      readJson(400, {
        meta: {
          success: false,
          http_code: 400,
          developer_message: developerMessage,
          '360dialog_trace_id': 'd3-1f',
        },
      })
    ).toMatchObject({
      entry: { code: 131_009 },
      report: { code: 131_009, details: 'to +[redacted] is wrong', traceId: 'Atrace' },
    });
  });

  it.each(['Invalid payload ({"error":', 'Invalid payload ({})', 'Invalid payload {"a":1} {', ''])(
    'is its own when what it passes on cannot be read: "%s"',
    (message) => {
      expect(
        readJson(400, { meta: { http_code: '400', developer_message: message } })
      ).toMatchObject({
        entry: { source: '360dialog', code: 400 },
        report: { code: 400, details: message },
      });
    }
  );

  it("is Meta's when it is passed through as it is", () => {
    expect(entryOf(400, { error: { code: 131_026 } })).toMatchObject({ code: 131_026 });
  });

  it.each([
    [{ code: 131_026, title: 'Title', details: 'Details' }, 'Details'],
    [{ code: 131_026, title: 'Title' }, 'Title'],
    [{ code: '131026', title: 'Title', details: null }, 'Title'],
  ])('may have the shape of the older API: %j', (error, details) => {
    const body = { errors: [error], meta: { api_status: 'stable', version: '2.0' } };

    expect(entryOf(400, body)).toMatchObject({ code: 131_026 });
    expect(reportOf(400, body)).toEqual({ status: 400, code: 131_026, details });
  });

  it('of the older API is the first of several', () => {
    expect(entryOf(400, { errors: [{ code: 131_026 }, { code: 131_000 }] })).toMatchObject({
      code: 131_026,
    });
  });
});

it('Any answer is read as something, and never throws', () => {
  const status = fc.integer({ min: 200, max: 599 });
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ error: fc.anything(), errors: fc.anything(), meta: fc.anything() })
      .map((json) =>
        JSON.stringify(json, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value))
      )
  );

  fc.assert(
    fc.property(status, body, fc.string(), (code, text, retryAfter) => {
      const result = read({ status: code, body: text, retryAfter });

      expect(['accepted', 'answered', 'unreadable']).toContain(
        'kind' in result ? result.kind : 'accepted'
      );
    })
  );
});

describe('an explanation', () => {
  it.each([
    [{ error_user_msg: '', error_data: { details: 'the details' }, message: 'the title' }],
    [{ error_data: { details: 'the details' }, message: 'the title' }],
    [{ error_user_msg: 'the details', error_data: { details: 'other' }, message: 'the title' }],
    [{ error_data: { details: '' }, message: 'the details' }],
  ])('is the first that says something: %j', (error) => {
    expect(reportOf(400, { error: { code: 100, ...error } })).toMatchObject({
      details: 'the details',
    });
  });

  it('of an older kind is not spoilt by what comes after it', () => {
    expect(
      reportOf(400, { errors: [{ code: 131_026, title: 'Undeliverable' }, 'x'] })
    ).toMatchObject({ code: 131_026, details: 'Undeliverable' });
  });

  it("keeps 360dialog's trace id when Meta's error inside has none", () => {
    expect(
      reportOf(400, {
        meta: {
          http_code: 400,
          developer_message: 'Invalid payload ({"error":{"code":131030}})',
          '360dialog_trace_id': 'T1',
        },
      })
    ).toMatchObject({ code: 131_030, traceId: 'T1' });
  });
});
