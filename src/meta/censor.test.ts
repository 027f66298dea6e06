import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createCensor } from './censor.js';

const token = 'EAAGm0PX4ZCpsBAJ7ZCtoken';
const code = '739104';
const recipient = '12025550143';

const censor = createCensor([token, undefined, '', code, recipient]);

describe('a text for people', () => {
  it('keeps what is no secret', () => {
    const text = 'Template name (verification_code) does not exist in de, error 132 of 250';

    expect(censor.text(text)).toBe(text);
  });

  it.each([
    [`token ${token}.`, 'token [redacted].'],
    [`${token}${token}`, '[redacted][redacted]'],
    [`to=${recipient}&code=${code}`, 'to=[redacted]&code=[redacted]'],
  ])('hides the secrets of "%s"', (text, expected) => {
    expect(censor.text(text)).toBe(expected);
  });

  it('hides codes that are no digits', () => {
    expect(createCensor(['kx9-Q']).text('Your code is kx9-Q, really kx9-Q')).toBe(
      'Your code is [redacted], really [redacted]'
    );
  });

  it('hides a secret that is percent-encoded', () => {
    expect(createCensor(['a+b/c=d']).text('?token=a%2Bb%2Fc%3Dd or a+b/c=d')).toBe(
      '?token=[redacted] or [redacted]'
    );
  });

  it.each([[['abc', 'xx-abc-xx']], [['xx-abc-xx', 'abc']]])(
    'leaves no rest of a secret that holds another: %j',
    (secrets) => {
      expect(createCensor(secrets).text('one xx-abc-xx, two abc')).toBe(
        'one [redacted], two [redacted]'
      );
    }
  );

  it('takes a secret literally, whatever signs it has', () => {
    expect(createCensor(['a.c$&', '(x|y)*']).text('abc a.c$& (x|y)* xy')).toBe(
      'abc [redacted] [redacted] xy'
    );
  });

  it.each([
    ['Malformed access token EAAotherToken0123', 'Malformed access token [redacted]'],
    ['EAAotherToken_01 EAAotherToken_02', '[redacted] [redacted]'],
    ['EAA is how tokens begin', 'EAA is how tokens begin'],
  ])('hides what looks like a token in "%s"', (text, expected) => {
    expect(createCensor([]).text(text)).toBe(expected);
  });

  it.each([
    '+5511999998888',
    '5511999998888',
    '+55 11 99999-8888',
    '+1 (202) 555-0143',
    '1.202.555.0143',
    '+49 30 12 34 56',
    '1 2 3 4 5 6',
    '739 104',
    '739-104',
    '1234',
    '106540352242922',
  ])('hides "%s", which could be a number or a code', (digits) => {
    expect(createCensor([]).text(`Recipient ${digits} is unknown`)).toBe(
      'Recipient [redacted] is unknown'
    );
  });

  it.each(['400', 'v25', '24 hours, 3 of 5', '12-34-5', 'HTTP 503'])(
    'keeps "%s", which is too short for a number or a code',
    (text) => {
      expect(createCensor([]).text(text)).toBe(text);
    }
  );

  it('ends after 300 characters', () => {
    expect(createCensor([]).text('x'.repeat(1000))).toBe('x'.repeat(300));
  });

  it('is cut only after it was searched for secrets', () => {
    expect(createCensor(['secret']).text(`${'x'.repeat(297)}secret`)).toBe(`${'x'.repeat(297)}[re`);
  });

  it('never holds a secret, wherever it stands', () => {
    const alphabet = [...'abcdefghijABCDEFGHIJ0123456789+/=_-'];
    const secret = fc
      .array(fc.constantFrom(...alphabet), { minLength: 10, maxLength: 40 })
      .map((signs) => signs.join(''));

    fc.assert(
      fc.property(fc.array(secret, { minLength: 1 }), fc.array(fc.string()), (secrets, texts) => {
        const text = secrets.flatMap((one, index) => [texts[index] ?? '', one]).join('');
        const censored = createCensor(secrets).text(text);

        expect(secrets.filter((one) => censored.includes(one))).toEqual([]);
      })
    );
  });
});

describe('an id', () => {
  it.each([
    'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA',
    'wamid.SIM+a/b==',
    'AbCdEfGhIjKlMnOpQrStUvW',
    'req-7:1.2_3',
    'x'.repeat(1024),
  ])('passes when it has the shape of one: %s', (id) => {
    expect(censor.traceId(id)).toBe(id);
    expect(censor.messageId(id)).toBe(id);
  });

  it.each(['', 'a b', 'a\nb', '<script>', 'wamid.ü', '{"id":1}', 'a?b', 'x'.repeat(1025)])(
    'of a trace does not pass without that shape: %j',
    (id) => {
      expect(censor.traceId(id)).toBeUndefined();
    }
  );

  it.each([token, recipient, code, `wamid.${token}`, `x${code}y`, `code-${code}`])(
    'of a trace does not pass with a secret in it: %s',
    (id) => {
      expect(censor.traceId(id)).toBeUndefined();
    }
  );

  it.each([
    ['a~b', 'a~b'],
    [code, '[redacted]'],
    [`code-${code}`, 'code-[redacted]'],
    [`wamid.${token}`, 'wamid.[redacted]'],
    [`msg-${recipient}-1`, 'msg-[redacted]-1'],
  ])('of a message is redacted when it is odd or names a secret: %s', (id, redacted) => {
    expect(censor.messageId(id)).toBe(redacted);
  });

  it('of a message passes with the digits of a code inside, which occur by chance', () => {
    expect(censor.messageId(`wamid.HBg${code}Lx`)).toBe(`wamid.HBg${code}Lx`);
  });
});
