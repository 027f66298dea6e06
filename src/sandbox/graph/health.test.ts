import { describe, expect, it } from 'vitest';

import { createSandbox } from '../../../test/support/graph-call.js';
import { anyNumber, anyText, textWith } from '../../../test/support/matchers.js';
import { type SandboxSeed } from '../account.js';

import { healthOf } from './health.js';

const healthWith = (account: SandboxSeed = {}, withNumber = true) => {
  const world = createSandbox({ account });
  const [phoneNumber] = world.account.phoneNumbers;

  return healthOf(world, withNumber && phoneNumber ? { phoneNumber } : {});
};

const waba = { entity_type: 'WABA', id: '200000000000001', can_send_message: 'AVAILABLE' };
const business = { entity_type: 'BUSINESS', id: '300000000000001', can_send_message: 'AVAILABLE' };
const app = { entity_type: 'APP', id: '400000000000001', can_send_message: 'AVAILABLE' };
const number = {
  entity_type: 'PHONE_NUMBER',
  id: '100000000000001',
  can_send_message: 'AVAILABLE',
};

describe('the health of a number', () => {
  it('is that of all that it belongs to', () => {
    expect(healthWith()).toEqual({
      can_send_message: 'AVAILABLE',
      entities: [number, waba, business, app],
    });
  });

  it.each(['PENDING', 'BANNED', 'DISCONNECTED'])('is blocked while it is %s', (status) => {
    expect(healthWith({ phoneNumbers: [{ status }] })).toMatchObject({
      can_send_message: 'BLOCKED',
      entities: [
        {
          entity_type: 'PHONE_NUMBER',
          can_send_message: 'BLOCKED',
          errors: [
            {
              error_code: anyNumber,
              error_description: `The phone number is ${status}`,
              possible_solution: anyText,
            },
          ],
        },
        waba,
        business,
        app,
      ],
    });
  });

  it('is limited while its name is not approved', () => {
    const { can_send_message: verdict, entities } = healthWith({
      phoneNumbers: [{ nameStatus: 'PENDING_REVIEW' }],
    });

    expect(verdict).toBe('LIMITED');
    expect(entities[0]).toEqual({
      ...number,
      can_send_message: 'LIMITED',
      additional_info: [textWith('display name')],
    });
  });

  it('is good with a name that needs no review', () => {
    expect(
      healthWith({ phoneNumbers: [{ nameStatus: 'AVAILABLE_WITHOUT_REVIEW' }] })
    ).toMatchObject({ can_send_message: 'AVAILABLE' });
  });
});

describe('the health of an account', () => {
  it('has no number in it', () => {
    expect(healthWith({}, false).entities).toEqual([waba, business, app]);
  });

  it('is blocked while it is not approved', () => {
    expect(healthWith({ reviewStatus: 'REJECTED' }, false)).toMatchObject({
      can_send_message: 'BLOCKED',
      entities: [{ entity_type: 'WABA', can_send_message: 'BLOCKED' }, business, app],
    });
  });

  it('is blocked while there is nothing to pay with', () => {
    expect(healthWith({ lacksPayment: true }, false)).toMatchObject({
      can_send_message: 'BLOCKED',
      entities: [
        { entity_type: 'WABA', can_send_message: 'BLOCKED', errors: [{ error_code: 141_006 }] },
        business,
        app,
      ],
    });
  });

  it('is limited while its business is not verified', () => {
    expect(healthWith({ businessVerificationStatus: 'not_verified' }, false)).toMatchObject({
      can_send_message: 'LIMITED',
      entities: [waba, { entity_type: 'BUSINESS', can_send_message: 'LIMITED' }, app],
    });
  });

  it('is as bad as the worst in it', () => {
    expect(
      healthWith({ reviewStatus: 'PENDING', businessVerificationStatus: 'pending' }, false)
    ).toMatchObject({ can_send_message: 'BLOCKED' });
  });
});

describe('the health of a template', () => {
  it.each([
    ['APPROVED', 'AVAILABLE'],
    ['PAUSED', 'BLOCKED'],
    ['PENDING', 'BLOCKED'],
  ] as const)('%s is %s', (status, verdict) => {
    const world = createSandbox({ account: { templates: [{ language: 'en_US', status }] } });
    const template = world.templates.lookUp('verification_code', 'en_US');

    const health = healthOf(world, template ? { template } : {});

    expect(health.can_send_message).toBe(verdict);
    expect(health.entities[0]).toMatchObject({
      entity_type: 'MESSAGE_TEMPLATE',
      id: template?.id,
      ...(verdict === 'BLOCKED' && { errors: [{ error_code: 141_002 }] }),
    });
  });
});
