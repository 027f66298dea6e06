import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { answerHandshake } from './handshake.js';

const verifyToken = 'a verify token & more';

const queryOf = (parameters: Record<string, string>) =>
  new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': verifyToken,
    ...parameters,
  });

const without = (name: string) => {
  const query = queryOf({});
  query.delete(name);

  return query;
};

const doubled = (name: string, value: string) => {
  const query = queryOf({});
  query.append(name, value);

  return query;
};

const answer = (query: URLSearchParams) => answerHandshake(query, verifyToken);

describe('a handshake', () => {
  it('is answered with its challenge', () => {
    expect(answer(queryOf({}))).toEqual({ status: 200, body: '1158201444' });
  });

  it('is read from the address that Meta calls', () => {
    const { searchParams } = new URL(
      'https://relay.example.com/webhook?hub.mode=subscribe&hub.challenge=42&hub.verify_token=a%20verify+token+%26+more'
    );

    expect(answer(searchParams)).toEqual({ status: 200, body: '42' });
  });

  it('may have parameters that are new', () => {
    expect(answer(queryOf({ 'hub.new': '1' }))).toMatchObject({ status: 200 });
  });

  it.each([
    ['has another token', queryOf({ 'hub.verify_token': 'another' })],
    ['has the token in capitals', queryOf({ 'hub.verify_token': verifyToken.toUpperCase() })],
    ['has an empty token', queryOf({ 'hub.verify_token': '' })],
    ['has no token', without('hub.verify_token')],
    ['has the token twice', doubled('hub.verify_token', verifyToken)],
    ['has the token and another', doubled('hub.verify_token', 'another')],
    ['is empty', new URLSearchParams()],
  ])('is refused when it %s', (_, query) => {
    expect(answer(query)).toEqual({
      status: 403,
      error: {
        code: 'wrong_verify_token',
        message: 'The verify token is missing or wrong.',
        remedy:
          "Enter the value of WHATSAPP_VERIFY_TOKEN as the verify token of the webhook in Meta's App Dashboard.",
      },
    });
  });

  it('is refused when no token is expected', () => {
    expect(answerHandshake(queryOf({ 'hub.verify_token': '' }), '')).toMatchObject({ status: 403 });
  });

  it.each([
    ['has another mode', queryOf({ 'hub.mode': 'unsubscribe' })],
    ['has no mode', without('hub.mode')],
    ['has two modes', doubled('hub.mode', 'subscribe')],
    ['has no challenge', without('hub.challenge')],
    ['has an empty challenge', queryOf({ 'hub.challenge': '' })],
    ['has two challenges', doubled('hub.challenge', '1')],
    ['has markup as its challenge', queryOf({ 'hub.challenge': '<script>alert(1)</script>' })],
    ['has a line break in its challenge', queryOf({ 'hub.challenge': '1\n' })],
    ['has a challenge of 129 digits', queryOf({ 'hub.challenge': '1'.repeat(129) })],
  ])('makes no sense when it %s, although its token is right', (_, query) => {
    expect(answer(query)).toMatchObject({ status: 400, error: { code: 'not_a_handshake' } });
  });

  it('tells whoever has no token nothing of what else is wrong', () => {
    const query = queryOf({ 'hub.verify_token': 'another', 'hub.challenge': '<' });

    expect(answer(query)).toMatchObject({ status: 403 });
  });

  it('has up to 128 letters and digits as its challenge', () => {
    const challenge = 'aZ9'.repeat(42);

    expect(answer(queryOf({ 'hub.challenge': challenge }))).toEqual({
      status: 200,
      body: challenge,
    });
  });

  it('is never answered with what has a meaning in HTML', () => {
    fc.assert(
      fc.property(fc.string(), (challenge) => {
        const { body = '' } = { body: '', ...answer(queryOf({ 'hub.challenge': challenge })) };

        expect(body).toBe(/^[\dA-Za-z]+$/.test(challenge) ? challenge : '');
      })
    );
  });

  it('is repeated in part by no refusal', () => {
    const query = queryOf({ 'hub.challenge': '<marker>', 'hub.mode': 'marker' });

    expect(JSON.stringify([answer(query), answerHandshake(query, 'other')])).not.toContain(
      'marker'
    );
  });
});
