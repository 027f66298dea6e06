import { describe, expect, it as baseIt, vi } from 'vitest';

import { type Sandbox, startSandbox } from '../sandbox/index.js';
import { type Config } from '../types.js';

import { sendCode } from './send-code.js';

const it = baseIt.extend<{ sandbox: Sandbox; config: Config }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox();
    await use(sandbox);
    await sandbox.close();
  },
  config: async ({ sandbox: { url, account } }, use) => {
    await use({
      gateway: 'meta',
      accessToken: 'EAAsandboxValidToken',
      phoneNumberId: account.phoneNumbers[0]?.id,
      apiVersion: 'v25.0',
      baseUrl: url,
      templates: [{ usageType: 'Generic', templateName: 'verification_code', language: ['en_US'] }],
    });
  },
});

const request = { to: '12025550143', type: 'SignIn', payload: { code: '482913' } };

/** A send that starts with this much of its budget of 7.5 s. */
const withLeft = (milliseconds: number) => ({
  now: vi.fn(() => 7500 - milliseconds).mockReturnValueOnce(0),
  random: () => 1,
});

describe('when Meta takes a message and says nothing', () => {
  it('the send ends with its budget, and the message is not sent again', async ({
    sandbox,
    config,
  }) => {
    const requests = vi.fn();
    sandbox.server.on('request', requests);
    sandbox.fail('+12025550143', 'hang');

    await expect(sendCode(config, request, withLeft(600))).rejects.toMatchObject({
      failure: { kind: 'silent', host: new URL(sandbox.url).host, seconds: 1 },
      template: { templateName: 'verification_code', language: 'en_US', index: 0 },
    });
    expect(requests).toHaveBeenCalledTimes(1);
  });

  it('other numbers are served', async ({ sandbox, config }) => {
    sandbox.fail('+12025550199', 'hang');

    expect(await sendCode(config, request, withLeft(5000))).toMatchObject({ status: 'accepted' });
    expect(sandbox.inbox.messages).toMatchObject([{ to: '+12025550143', code: '482913' }]);
  });
});
