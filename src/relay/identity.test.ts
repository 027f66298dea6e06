import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { claims, relaySecret } from '../../test/support/registration.js';

import { createIdentities, createIdentity, smsJobId } from './identity.js';

const identity = createIdentity(relaySecret);
const other = createIdentity(`${relaySecret}.`);

/** Version 8 in the 13th digit, the variant in the 17th. Source: RFC 9562. */
const shape = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('a name', () => {
  it('is a UUID of version 8, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, attempt) => {
        const names = [identity.delivery(text), identity.number(text), smsJobId(text, attempt)];

        expect(names).toEqual([
          expect.stringMatching(shape),
          expect.stringMatching(shape),
          expect.stringMatching(shape),
        ]);
        expect(names).toEqual([
          createIdentity(relaySecret).delivery(text),
          createIdentity(relaySecret).number(text),
          smsJobId(text, attempt),
        ]);
        // Each kind for itself.
        expect(new Set(names).size).toBe(3);
      })
    );
  });

  it('is another one for everything else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 }), (texts) => {
        const [one = '', two = ''] = texts;

        expect(identity.delivery(one)).not.toBe(identity.delivery(two));
        expect(identity.number(one)).not.toBe(identity.number(two));
        expect(smsJobId(one, 1)).not.toBe(smsJobId(two, 1));
        expect(smsJobId(one, 1)).not.toBe(smsJobId(one, 2));
      })
    );
  });

  it('cannot be told without the secret', () => {
    expect(other.delivery(claims.messageId)).not.toBe(identity.delivery(claims.messageId));
    expect(other.number(claims.number)).not.toBe(identity.number(claims.number));
  });

  it('is the same to relays that know different secrets, by the one that they share', () => {
    const relays = [
      createIdentities([relaySecret]),
      createIdentities([`${relaySecret}.`, relaySecret]),
    ];
    const { messageId, number } = claims;

    for (const identities of relays) {
      expect(identities.of(relaySecret).delivery(messageId)).toBe(identity.delivery(messageId));
      expect(identities.of(relaySecret).number(number)).toBe(identity.number(number));
    }

    expect(relays.map(({ deliveries }) => deliveries(messageId))).toEqual([
      [identity.delivery(messageId)],
      [other.delivery(messageId), identity.delivery(messageId)],
    ]);
  });

  it('stays what it is: deliveries of an earlier release are found', () => {
    expect(identity.delivery('wamid.1')).toMatchInlineSnapshot(
      `"1913c573-fadb-8042-ac73-01e380d4a929"`
    );
    expect(identity.number('+12025550143')).toMatchInlineSnapshot(
      `"49705d7e-d524-828a-87b1-9f808cb31f01"`
    );
  });
});
