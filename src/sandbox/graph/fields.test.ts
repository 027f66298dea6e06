import { describe, expect, it } from 'vitest';

import { selectFields } from './fields.js';

const node = {
  type: 'WhatsAppBusinessAccount',
  defaults: ['name', 'country'],
  fields: { id: '7', name: 'Sandbox', country: undefined, health_status: { entities: [] } },
};

describe('the fields of a node', () => {
  it.each([undefined, ''])('are those by default when none are asked for: %j', (asked) => {
    expect(selectFields(node, asked)).toEqual({ name: 'Sandbox', id: '7' });
  });

  it.each([
    ['name', { name: 'Sandbox', id: '7' }],
    ['id', { id: '7' }],
    ['health_status', { health_status: { entities: [] }, id: '7' }],
    [' name , id ,', { name: 'Sandbox', id: '7' }],
    ['name,name', { name: 'Sandbox', id: '7' }],
    ['country', { id: '7' }],
    [
      'health_status{entities,can_send_message},name',
      { health_status: { entities: [] }, name: 'Sandbox', id: '7' },
    ],
    ['health_status.limit(5){entities}', { health_status: { entities: [] }, id: '7' }],
    [
      'health_status{entities{errors}},name',
      { health_status: { entities: [] }, name: 'Sandbox', id: '7' },
    ],
  ])('are those that are asked for, and the id: %s', (asked, fields) => {
    expect(selectFields(node, asked)).toEqual(fields);
  });

  it.each(['username', 'name,username', 'constructor', '__proto__', 'Name'])(
    'fail the whole call when one does not exist: %s',
    (asked) => {
      const name = asked.split(',').at(-1);

      expect(() => selectFields(node, asked)).toThrow(
        `(#100) Tried accessing nonexisting field (${name}) on node type (WhatsAppBusinessAccount)`
      );
    }
  );
});
