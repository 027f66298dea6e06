import { describe, expect, it } from 'vitest';

import {
  bodyComponent,
  buttonComponent,
  codeTemplate,
  createSandbox,
  refusalOf,
} from '../../../test/support/graph-call.js';
import { type SandboxSeed, type TemplateStatus } from '../account.js';

const withText = (text: unknown) => [{ type: 'text', text }];

/** An error that says that a parameter is missing. */
const missing = (name: string) => ({
  status: 400,
  type: 'OAuthException',
  code: 100,
  message: `(#100) The parameter ${name} is required.`,
});

const withDetails = (details: string) => ({
  error_data: { messaging_product: 'whatsapp', details },
});

/** What the account answers to a send whose template has these components. */
const sendComponents = async (components: unknown) =>
  createSandbox().send({ template: { ...codeTemplate, components } });

describe('a body that is no message', () => {
  it.each([['null'], ['[]'], ['7'], ['"whatsapp"'], ['{}']])(
    'is JSON without a message in it: %s',
    async (body) => {
      expect(refusalOf(await createSandbox().call({ body }))).toEqual(missing('messaging_product'));
    }
  );

  it.each([undefined, null, '', 'sms', 'WhatsApp', ['whatsapp']])(
    'is for another product: %j',
    async (product) => {
      expect(refusalOf(await createSandbox().send({ messaging_product: product }))).toEqual(
        missing('messaging_product')
      );
    }
  );
});

describe('the recipient', () => {
  it.each([undefined, null, '', 12_025_550_143, ['+12025550143'], {}])(
    'is missed in %j',
    async (to) => {
      expect(refusalOf(await createSandbox().send({ to }))).toEqual(missing('to'));
    }
  );

  it.each(['+1202', 'somebody', '+1 202 CALL NOW', '+123456789012345678901', '+'])(
    'is no phone number: %s',
    async (to) => {
      expect(refusalOf(await createSandbox().send({ to }))).toEqual({
        status: 400,
        type: 'OAuthException',
        code: 131_009,
        message: '(#131009) Parameter value is not valid',
        ...withDetails('Recipient phone number is not valid'),
      });
    }
  );

  it.each(['+12025550143', '+1 202-555-0143', '+1 (202) 555-0143', ' +1 202 555 0143 '])(
    'may be written with signs between its digits: "%s"',
    async (to) => {
      const { send, inbox } = createSandbox();

      await send({ to });

      expect(inbox.messages).toMatchObject([{ to: '+12025550143' }]);
    }
  );

  it.each([
    ['91', '1 (631) 555-1234', '+9116315551234'],
    ['1', '12025550143', '+112025550143'],
    ['1', '2025550143', '+12025550143'],
    ['49', '2025550143', '+492025550143'],
  ])(
    "gets the sender's own calling code %s when it has no plus: %s",
    async (callingCode, to, reached) => {
      const { send, inbox } = createSandbox({ account: { phoneNumbers: [{ callingCode }] } });

      const { body } = await send({ to });

      expect(inbox.messages).toMatchObject([{ to: reached }]);
      expect(body).toMatchObject({ contacts: [{ wa_id: reached.slice(1) }] });
    }
  );
});

describe('the type of a message', () => {
  it.each(['text', 'image', 'Template', '', null, undefined])(
    'is none that codes are sent with: %j',
    async (type) => {
      expect(refusalOf(await createSandbox().send({ type, text: { body: 'Hello' } }))).toEqual({
        status: 400,
        type: 'OAuthException',
        code: 131_051,
        message: '(#131051) Message type unknown',
        ...withDetails('The sandbox takes template messages only'),
      });
    }
  );
});

const ofStatus = (status: TemplateStatus): SandboxSeed => ({
  templates: [{ language: 'en_US', status }],
});

describe('the template', () => {
  const unknown = {
    status: 404,
    type: 'OAuthException',
    code: 132_001,
    message: '(#132001) Template name does not exist in the translation',
  };

  it.each([
    undefined,
    null,
    'verification_code',
    {},
    { ...codeTemplate, name: undefined },
    { ...codeTemplate, language: undefined },
    { ...codeTemplate, language: {} },
    { ...codeTemplate, language: 'en_US' },
  ])('is missed in %j', async (template) => {
    expect(refusalOf(await createSandbox().send({ template }))).toEqual(missing('template'));
  });

  it.each([
    ['login_code', 'en_US', 'template name (login_code) does not exist in en_US'],
    ['verification_code', 'de', 'template name (verification_code) does not exist in de'],
    ['verification_code', 'en', 'template name (verification_code) does not exist in en'],
    ['verification_code', 'en-US', 'template name (verification_code) does not exist in en-US'],
    ['', '', 'template name () does not exist in '],
  ])('is unknown under the name "%s" in "%s"', async (name, code, details) => {
    const answer = await createSandbox().send({
      template: { ...codeTemplate, name, language: { code } },
    });

    expect(refusalOf(answer)).toEqual({ ...unknown, ...withDetails(details) });
  });

  it('may name a policy for its language, which is always the same', async () => {
    const answer = await createSandbox().send({
      template: { ...codeTemplate, language: { code: 'en_US', policy: 'deterministic' } },
    });

    expect(answer).toMatchObject({ status: 200 });
  });

  it.each([
    'PENDING',
    'REJECTED',
    'IN_APPEAL',
    'PENDING_DELETION',
    'LIMIT_EXCEEDED',
    'ARCHIVED',
  ] as const)('is unknown while it is %s', async (status) => {
    const { send } = createSandbox({ account: ofStatus(status) });

    expect(refusalOf(await send())).toEqual({
      ...unknown,
      ...withDetails('template name (verification_code) does not exist in en_US'),
    });
  });

  it.each([
    ['PAUSED', 132_015, '(#132015) Template is paused', 'The template is paused'],
    ['DISABLED', 132_016, '(#132016) Template is disabled', 'The template is disabled'],
  ] as const)('is refused while it is %s', async (status, code, message, details) => {
    const { send } = createSandbox({ account: ofStatus(status) });

    expect(refusalOf(await send())).toEqual({
      status: 400,
      type: 'OAuthException',
      code,
      message,
      ...withDetails(details),
    });
  });
});

describe('the code in the body', () => {
  it.each([
    ['not there', [buttonComponent], 0],
    ['there without a parameter', [{ ...bodyComponent, parameters: [] }, buttonComponent], 0],
    [
      'there with two parameters',
      [
        { ...bodyComponent, parameters: [...bodyComponent.parameters, ...withText('10')] },
        buttonComponent,
      ],
      2,
    ],
    ['not there, nor anything else', [], 0],
    ['not there, nor the list of components', undefined, 0],
    ['there without a list of parameters', [{ type: 'body' }, buttonComponent], 0],
  ])('does not fit when the body is %s', async (_, components, count) => {
    expect(refusalOf(await sendComponents(components))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 132_000,
      message: '(#132000) Number of parameters does not match the expected number of params',
      ...withDetails(
        `body: number of localizable_params (${count}) does not match the expected number of params (1)`
      ),
    });
  });
});

describe('the code in the button', () => {
  it.each([
    ['there is no button', [bodyComponent]],
    ['the button has no parameter', [bodyComponent, { ...buttonComponent, parameters: [] }]],
    ['it is another button', [bodyComponent, { ...buttonComponent, index: '1' }]],
    ['the button has no index', [bodyComponent, { ...buttonComponent, index: undefined }]],
    [
      'the button is of another kind',
      [bodyComponent, { ...buttonComponent, sub_type: 'quick_reply' }],
    ],
  ])('is missed when %s', async (_, components) => {
    expect(refusalOf(await sendComponents(components))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 131_008,
      message: '(#131008) Required parameter is missing',
      ...withDetails('buttons: Button at index 0 of type Url requires a parameter'),
    });
  });

  it.each([
    ['its index is a number', [bodyComponent, { ...buttonComponent, index: 0 }]],
    ['it comes first', [buttonComponent, bodyComponent]],
    [
      'the types are in capitals',
      [
        { ...bodyComponent, type: 'BODY' },
        { ...buttonComponent, type: 'BUTTON', sub_type: 'URL' },
      ],
    ],
  ])('is found also when %s', async (_, components) => {
    expect(await sendComponents(components)).toMatchObject({ status: 200 });
  });
});

describe('the text of a code', () => {
  it.each([
    ['', '482913'],
    ['482913', ''],
  ])('may not be empty: "%s" and "%s"', async (inBody, inButton) => {
    const answer = await sendComponents([
      { ...bodyComponent, parameters: withText(inBody) },
      { ...buttonComponent, parameters: withText(inButton) },
    ]);

    expect(refusalOf(answer)).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 131_008,
      message: '(#131008) Required parameter is missing',
      ...withDetails('Parameter of type text is missing text value'),
    });
  });

  it.each([
    ['1234567890123456', '482913'],
    ['482913', '1234567890123456'],
  ])('may not have 16 characters: "%s" and "%s"', async (inBody, inButton) => {
    const answer = await sendComponents([
      { ...bodyComponent, parameters: withText(inBody) },
      { ...buttonComponent, parameters: withText(inButton) },
    ]);

    expect(refusalOf(answer)).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 132_018,
      message: '(#132018) Template parameter validation failed',
      ...withDetails('The code is longer than 15 characters'),
    });
  });

  it('may have 15 characters, and signs among them', async () => {
    const { send, inbox } = createSandbox();
    const parameters = withText('J$FpnYnP-123456');

    await send({
      template: {
        ...codeTemplate,
        components: [
          { ...bodyComponent, parameters },
          { ...buttonComponent, parameters },
        ],
      },
    });

    expect(inbox.messages).toMatchObject([{ code: 'J$FpnYnP-123456' }]);
  });
});
