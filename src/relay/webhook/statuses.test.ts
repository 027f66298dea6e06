import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { accountGuard } from '../../sandbox/account.js';
import { statusEnvelope } from '../../sandbox/webhooks/envelope.js';

import { readStatuses } from './statuses.js';

const numberId = '100000000000001';
const ownNumbers = new Set([numberId]);

const none = { foreignNumber: 0, otherField: 0, unknownStatus: 0, malformed: 0, otherObject: 0 };

const statusOf = (id: string, status = 'sent') => ({ id, status });

const changeOf = (statuses: unknown, phoneNumberId: unknown = numberId) => ({
  field: 'messages',
  value: { metadata: { phone_number_id: phoneNumberId }, statuses },
});

const webhookOf = (...changes: unknown[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes }],
});

const read = (json: unknown) => readStatuses(json, ownNumbers);

const idsIn = (json: unknown) => read(json).statuses.map(({ messageId }) => messageId);

describe('a webhook', () => {
  it('of the sandbox, which writes it as Meta does, is read', () => {
    const [phoneNumber] = accountGuard.parse({ phoneNumbers: [{ id: numberId }] }).phoneNumbers;
    const rendered = phoneNumber ? [{ phoneNumber, status: statusOf('wamid.1', 'read') }] : [];

    expect(read(statusEnvelope('1', rendered))).toStrictEqual({
      statuses: [{ messageId: 'wamid.1', status: 'read' }],
      ignored: none,
    });
  });

  it('gives the statuses of all changes of all entries, in their order', () => {
    const first = webhookOf(changeOf([statusOf('a'), statusOf('b')]), changeOf([statusOf('c')]));
    const second = webhookOf(changeOf([statusOf('d')]));

    expect(idsIn({ ...first, entry: [...first.entry, ...second.entry] })).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('keeps repetitions, whose sense is for others to find', () => {
    expect(idsIn(webhookOf(changeOf([statusOf('a'), statusOf('a')])))).toEqual(['a', 'a']);
  });

  it('gives what is sound of what is not, and counts the rest', () => {
    const webhook = webhookOf(
      null,
      'change',
      { field: 'messages' },
      { field: 'messages', value: [] },
      changeOf('statuses'),
      changeOf(null),
      changeOf({ 0: statusOf('x') }),
      changeOf([null, statusOf('a'), {}, statusOf('b', 'deleted'), [statusOf('x')], statusOf('c')])
    );

    expect(read({ ...webhook, entry: [7, {}, { changes: {} }, ...webhook.entry] })).toStrictEqual({
      statuses: [
        { messageId: 'a', status: 'sent' },
        { messageId: 'c', status: 'sent' },
      ],
      ignored: { ...none, malformed: 13, unknownStatus: 1 },
    });
  });

  it.each<[string, unknown]>([
    ['of another field', { field: 'message_template_status_update', value: { statuses: [{}] } }],
    ['without a field', { value: { statuses: [statusOf('a')] } }],
    ['with what people have written', { field: 'messages', value: { messages: [{}] } }],
    ['with an error of the account', { field: 'messages', value: { errors: [{ code: 130_429 }] } }],
  ])('counts a change %s', (_, change) => {
    expect(read(webhookOf(change, changeOf([statusOf('b')])))).toStrictEqual({
      statuses: [{ messageId: 'b', status: 'sent' }],
      ignored: { ...none, otherField: 1 },
    });
  });

  it('has nothing in it when its lists are empty', () => {
    const nothing = { statuses: [], ignored: none };

    expect(read({ ...webhookOf(), entry: [] })).toStrictEqual(nothing);
    expect(read(webhookOf())).toStrictEqual(nothing);
    expect(read(webhookOf(changeOf([])))).toStrictEqual(nothing);
  });

  it.each([{ object: 'page' }, { object: ['whatsapp_business_account'] }, {}])(
    'is about something else when it begins with %j',
    (start) => {
      const { entry } = webhookOf(changeOf([statusOf('a')]));

      expect(read({ ...start, entry })).toStrictEqual({
        statuses: [],
        ignored: { ...none, otherObject: 1 },
      });
    }
  );

  it.each([undefined, null, true, 7, 'text', [], [webhookOf()], { object: webhookOf().object }])(
    'is malformed as a whole when it is %j',
    (json) => {
      expect(read(json)).toStrictEqual({ statuses: [], ignored: { ...none, malformed: 1 } });
    }
  );

  it('takes nothing from a prototype in the JSON', () => {
    const json: unknown = JSON.parse(
      `{"object":"whatsapp_business_account","__proto__":${JSON.stringify(
        webhookOf(changeOf([statusOf('a')]))
      )}}`
    );

    expect(read(json)).toStrictEqual({ statuses: [], ignored: { ...none, malformed: 1 } });
  });
});

describe('the number of a status', () => {
  it.each([numberId, Number(numberId), undefined, null, {}])('is ours when it is %j', (id) => {
    expect(idsIn(webhookOf(changeOf([statusOf('a')], id)))).toEqual(['a']);
  });

  it('is ours when the metadata is missing', () => {
    const value = { statuses: [statusOf('a')] };

    expect(idsIn(webhookOf({ field: 'messages', value }))).toEqual(['a']);
  });

  it.each(['42', 42, ''])('is foreign when it is %j, and counted for each status', (id) => {
    const webhook = webhookOf(
      changeOf([statusOf('a'), statusOf('b'), 'broken'], id),
      changeOf([statusOf('c')])
    );

    expect(read(webhook)).toStrictEqual({
      statuses: [{ messageId: 'c', status: 'sent' }],
      ignored: { ...none, foreignNumber: 3 },
    });
  });

  it('may be any when none is named as ours', () => {
    expect(readStatuses(webhookOf(changeOf([statusOf('a')], '42')))).toStrictEqual({
      statuses: [{ messageId: 'a', status: 'sent' }],
      ignored: none,
    });
  });

  it('is none when there are no numbers of ours', () => {
    expect(
      readStatuses(webhookOf(changeOf([statusOf('a')])), new Set()).ignored.foreignNumber
    ).toBe(1);
  });
});

describe('a webhook of three megabytes', () => {
  it('may hold more than a thousand statuses', () => {
    const statuses = Array.from({ length: 60_000 }, (_, index) => statusOf(`wamid.${index}`));

    expect(read(webhookOf(changeOf(statuses))).statuses).toHaveLength(60_000);
  });

  it('may be broken in more than a million places', () => {
    const broken = Array.from({ length: 1_500_000 }, () => 1);
    const changes = broken.slice(0, 100_000);

    expect(read(webhookOf(changeOf(broken))).ignored.malformed).toBe(1_500_000);
    expect(read({ ...webhookOf(), entry: [{ changes }] }).ignored.malformed).toBe(100_000);
    expect(read({ ...webhookOf(), entry: changes }).ignored.malformed).toBe(100_000);
  });

  it('may be a million lists in each other', () => {
    const deep: unknown = JSON.parse('['.repeat(1_000_000) + ']'.repeat(1_000_000));

    expect(read(deep).ignored.malformed).toBe(1);
    expect(read(webhookOf(changeOf([deep]))).ignored.malformed).toBe(1);
    expect(read(webhookOf(changeOf([{ ...statusOf('a'), timestamp: deep }]))).statuses).toEqual([
      { messageId: 'a', status: 'sent' },
    ]);
  });

  it('may be a single id', () => {
    const id = 'x'.repeat(2_900_000);

    expect(read(webhookOf(changeOf([statusOf(id), statusOf('a')])))).toStrictEqual({
      statuses: [{ messageId: 'a', status: 'sent' }],
      ignored: { ...none, malformed: 1 },
    });
  });
});

const sumOf = ({ statuses, ignored }: ReturnType<typeof readStatuses>) =>
  statuses.length + Object.values(ignored).reduce((sum, count) => sum + count, 0);

describe('of any webhook', () => {
  it('the reading does not fail', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(sumOf(read(json))).toBe(1);
      })
    );
  });

  /** What Meta could write, with anything in the place of some of it. */
  const anyStatus = fc.oneof(
    fc.jsonValue(),
    fc.record({
      id: fc.constantFrom('a', 'b', ''),
      status: fc.constantFrom('sent', 'delivered', 'read', 'failed', 'deleted'),
    })
  );
  const anyNumber = fc.constantFrom(numberId, '42', null);
  const anyChange = fc.record({
    number: anyNumber,
    statuses: fc.array(anyStatus, { maxLength: 8 }),
  });

  it('each status is given or counted, and each broken part is counted', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyChange, fc.constant(null)), { maxLength: 6 }), (changes) => {
        const json = webhookOf(
          ...changes.map((change) => change && changeOf(change.statuses, change.number))
        );
        const expected = changes.reduce((sum, change) => sum + (change?.statuses.length ?? 1), 0);

        expect(sumOf(read(json))).toBe(expected);
      })
    );
  });

  it('none of a foreign number is given', () => {
    fc.assert(
      fc.property(fc.array(anyStatus), (statuses) => {
        expect(read(webhookOf(changeOf(statuses, '42'))).statuses).toEqual([]);
      })
    );
  });

  it('broken neighbours do not matter', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.jsonValue()), (before, after) => {
        expect(idsIn(webhookOf(changeOf([...before, statusOf('whole'), ...after])))).toEqual([
          'whole',
        ]);
      })
    );
  });
});
