import { describe, expect } from 'vitest';

import { answerOf } from './host/answer.js';
import { type LogtoRelease, logtoReleases } from './host/layout.js';
import { type Logto } from './host/logto.js';
import { configFor } from './support/config.js';
import { errorOf } from './support/error-of.js';
import { logtoWith } from './support/logto-fixture.js';
import { withSandbox } from './support/with-sandbox.js';

const code = '739104';
const request = { to: '12025550143', type: 'SignIn', payload: { code, locale: 'es-MX' } };

/** A Logto of this release, into which its own CLI has installed our tarball. */
const inLogto = (release: LogtoRelease) =>
  withSandbox.extend<{ logto: Logto }>({
    logto: [logtoWith([], release), { scope: 'file' }],
  });

const releases = Object.entries(logtoReleases).map(
  ([kit, release]) => [kit, inLogto(release)] as const
);

describe.each(releases)('the packed connector in a Logto with connector kit %s', (_, it) => {
  it('has nothing to lean on but what every Logto has', async ({ logto }) => {
    expect(
      await logto.resolves([
        '@logto/connector-kit',
        'zod',
        '@silverhand/essentials',
        'got',
        'libphonenumber-js',
        '@formatjs/intl-localematcher',
        'hono',
      ])
    ).toEqual({
      '@logto/connector-kit': true,
      zod: true,
      '@silverhand/essentials': true,
      got: true,
      'libphonenumber-js': false,
      '@formatjs/intl-localematcher': false,
      hono: false,
    });
  });

  it('is loaded, and its metadata passes the guard of the kit', async ({ logto }) => {
    const metadata = await logto.metadata();

    expect(metadata).toMatchObject({
      packages: ['connector-whatsapp-otp'],
      type: 'Sms',
      metadata: {
        id: 'whatsapp-otp',
        target: 'whatsapp-otp',
        platform: null,
      },
    });
    expect(metadata).toHaveProperty(
      'metadata.logo',
      expect.stringMatching(/^data:image\/svg\+xml;base64,/)
    );
    expect(metadata).toHaveProperty('metadata.readme', expect.stringMatching(/^# .+/));
  });

  it('sends what Logto has stored', async ({ logto, sandbox }) => {
    sandbox.inbox.clear();

    const result = await logto.send({ data: request, stored: configFor(sandbox) });

    const [message] = sandbox.inbox.messages;
    expect(sandbox.inbox.messages).toHaveLength(1);
    expect(message).toMatchObject({ to: '+12025550143', code, language: 'es_MX' });
    expect(result).toEqual({
      channel: 'whatsapp',
      messageId: message?.id,
      recipient: '+1********43',
      status: 'accepted',
    });
  });

  it("sends Console's test from the form, not from storage", async ({ logto, sandbox }) => {
    sandbox.inbox.clear();

    await logto.send({
      data: { to: '12025550143', type: 'Generic', payload: { code: '000000' } },
      config: configFor(sandbox),
      stored: { accessToken: 'another' },
    });

    expect(sandbox.inbox.messages).toMatchObject([{ code: '000000', language: 'en_US' }]);
  });

  it("throws errors of the host's own classes", async ({ logto, sandbox }) => {
    const error = await errorOf(
      logto.send({
        data: request,
        stored: { ...configFor(sandbox), accessToken: 'EAAsandboxExpiredToken' },
      })
    );

    expect(error).toMatchObject({
      isConnectorError: true,
      hasZodError: true,
      code: 'invalid_config',
      data: {
        issues: [{ code: 'custom', path: ['accessToken'], params: { code: 190, subcode: 463 } }],
      },
    });
    expect(answerOf(error)).toMatchObject({
      status: 400,
      person: "The connector's config is invalid.",
      administrator: [
        "The connector's config is invalid.",
        expect.stringContaining(
          'Error in key path "accessToken": (custom) Meta refused the token: it expired (190/463). Generate'
        ),
      ],
    });
  });

  it('shows every problem of a config at once, also with the zod of the host', async ({
    logto,
  }) => {
    const error = await errorOf(
      logto.send({
        data: request,
        config: {
          phoneNumberId: '+1 202 555 0143',
          baseUrl: 'http://example.com',
          apiVersion: 'v19.0',
          templates: [{ usageType: 'SignIn', templateName: 'Sign In', language: 'en-US' }],
        },
      })
    );

    expect(answerOf(error).administrator.map((line) => line.split(': (custom)')[0])).toEqual([
      "The connector's config is invalid.",
      'Error in key path "accessToken"',
      'Error in key path "phoneNumberId"',
      'Error in key path "apiVersion"',
      'Error in key path "baseUrl"',
      'Error in key path "templates"',
      'Error in key path "templates.0.templateName"',
      'Error in key path "templates.0.language"',
    ]);
  });

  it('leaves nothing secret in an error or in the log when nobody answers', async ({
    logto,
    sandbox,
  }) => {
    const token = 'EAAplantedToken0123456789';
    const stored = {
      ...configFor(sandbox),
      baseUrl: 'http://127.0.0.1:1',
      accessToken: token,
    };

    const error = await errorOf(logto.send({ data: request, stored }));

    expect(error).toMatchObject({ isConnectorError: true, code: 'general' });
    expect(answerOf(error).person).toBe(
      'Error occurred in connector: WhatsApp is not available at the moment. Please try again in a minute.'
    );

    for (const secret of [token, code, '12025550143']) {
      expect(error.inspected).not.toContain(secret);
    }
  });
});
