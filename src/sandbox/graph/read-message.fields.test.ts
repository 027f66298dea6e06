/** The fields of a send besides its template, and the rules by which it is read. */
import { describe, expect, it } from 'vitest';

import {
  bodyComponent,
  buttonComponent,
  codeTemplate,
  createSandbox,
  refusalOf,
} from '../../../test/support/graph-call.js';

const withDetails = (details: string) => ({
  error_data: { messaging_product: 'whatsapp', details },
});

const withCode = (text: string) => {
  const parameters = [{ type: 'text', text }];

  return {
    template: {
      ...codeTemplate,
      components: [
        { ...bodyComponent, parameters },
        { ...buttonComponent, parameters },
      ],
    },
  };
};

describe('a field of a send', () => {
  it('is refused when Meta does not know it', async () => {
    expect(refusalOf(await createSandbox().send({ ttl: 600 }))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message: '(#100) Invalid parameter',
      ...withDetails('Unexpected key "ttl" on param "message"'),
    });
  });

  it.each([
    { recipient_type: 'individual' },
    { recipient_identity_key_hash: 'DF2lS5v2W6x=' },
    { context: { message_id: 'wamid.another' } },
    { messaging_account_id: '200000000000001' },
    { biz_opaque_callback_data: 'corr-1' },
  ])('is taken when Meta has a use for it: %j', async (fields) => {
    expect(await createSandbox().send(fields)).toMatchObject({ status: 200 });
  });

  it.each(['authentication', 'marketing', null])(
    'needs Direct Send when it is a category: %j',
    async (category) => {
      expect(refusalOf(await createSandbox().send({ category, ttl_seconds: 600 }))).toMatchObject({
        status: 400,
        code: 100,
        ...withDetails(
          'The parameter category needs Direct Send, which is not enabled for this account'
        ),
      });
    }
  );
});

describe('a business-scoped user id', () => {
  const recipient = 'US.13491208655302741918';

  it.each([undefined, ''])('cannot get a code when "to" is %j', async (to) => {
    expect(refusalOf(await createSandbox().send({ to, recipient }))).toMatchObject({
      status: 400,
      type: 'OAuthException',
      code: 131_062,
    });
  });

  it('does not matter where there is a number as well', async () => {
    const { send, inbox } = createSandbox();

    expect(await send({ recipient })).toMatchObject({ status: 200 });
    expect(inbox.messages).toMatchObject([{ to: '+12025550143' }]);
  });
});

describe('the data for the callback', () => {
  it('may have 512 characters', async () => {
    const answer = await createSandbox().send({ biz_opaque_callback_data: 'x'.repeat(512) });

    expect(answer).toMatchObject({ status: 200 });
  });

  it.each([['x'.repeat(513)], [7], [null], [{ id: 1 }]])(
    'is refused when it is longer, or no text: %j',
    async (data) => {
      expect(refusalOf(await createSandbox().send({ biz_opaque_callback_data: data }))).toEqual({
        status: 400,
        type: 'OAuthException',
        code: 131_009,
        message: '(#131009) Parameter value is not valid',
        ...withDetails('biz_opaque_callback_data has to be a text of at most 512 characters'),
      });
    }
  );
});

describe('the rule about numbers without a plus', () => {
  it('takes the digits as they are when they are read internationally', async () => {
    const { send, inbox } = createSandbox({
      account: { phoneNumbers: [{ callingCode: '91' }] },
      rules: { bareNumbers: 'international' },
    });

    const { body } = await send({ to: '1 (631) 555-1234' });

    expect(inbox.messages).toMatchObject([{ to: '+16315551234' }]);
    expect(body).toMatchObject({
      contacts: [{ input: '1 (631) 555-1234', wa_id: '16315551234' }],
    });
  });
});

describe('the rule about the characters of a code', () => {
  it.each(['48 2913', '48\n2913', '４８２９１３', '482913é', '🔑'])(
    'refuses %j by default',
    async (code) => {
      expect(refusalOf(await createSandbox().send(withCode(code)))).toEqual({
        status: 400,
        type: 'OAuthException',
        code: 132_018,
        message: '(#132018) Template parameter validation failed',
        ...withDetails('The code holds characters that are not supported'),
      });
    }
  );

  it.each(['48 2913', '４８２９１３'])('takes %j when any are allowed', async (code) => {
    const { send, inbox } = createSandbox({ rules: { codeCharacters: 'any' } });

    await send(withCode(code));

    expect(inbox.messages).toMatchObject([{ code }]);
  });
});

const withLanguage = (language: Record<string, unknown>) => ({
  template: { ...codeTemplate, language },
});

describe('the rule about the policy of a language', () => {
  const { send } = createSandbox({ rules: { languagePolicy: 'required' } });

  it.each([undefined, 'fallback', ''])('misses it when it is required: %j', async (policy) => {
    expect(refusalOf(await send(withLanguage({ code: 'en_US', policy })))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message: "(#100) The parameter template['language']['policy'] is required.",
    });
  });

  it('takes the only one that there is', async () => {
    expect(await send(withLanguage({ code: 'en_US', policy: 'deterministic' }))).toMatchObject({
      status: 200,
    });
  });
});

describe('the rule about missing templates', () => {
  it('makes them a bad request instead of something not found', async () => {
    const { send } = createSandbox({ rules: { templateMissingStatus: 400 } });
    const answer = await send({ template: { ...codeTemplate, name: 'login_code' } });

    expect(refusalOf(answer)).toMatchObject({ status: 400, code: 132_001 });
  });
});
