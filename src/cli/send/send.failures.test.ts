import { describe, expect } from 'vitest';

import { it, sendWith } from '../../../test/support/send-command.js';
import { behaviourNamed, magicNumber } from '../../sandbox/behaviours.js';

describe('a send that fails', () => {
  it.for([
    ['expired-token', 'accessToken', '190/463'],
    ['revoked-token', 'accessToken', '190/467'],
    ['unknown-token', 'accessToken', '(190)'],
    ['no-messaging-permission', 'accessToken', '(10)'],
    ['no-assets', 'phoneNumberId', '(100/33)'],
    ['wrong-number-id', 'phoneNumberId', '(100/33)'],
    ['proof-required', 'appSecret', '(100)'],
    ['wrong-app-secret', 'appSecret', '(100)'],
    ['other-app-token', 'appSecret', '(100)'],
    ['account-rejected', undefined, '(131031)'],
    ['number-not-registered', 'phoneNumberId', '(133010)'],
    ['number-not-verified', 'phoneNumberId', '(133010)'],
    ['number-disconnected', 'phoneNumberId', '(133010)'],
    ['number-restricted', undefined, '(131031)'],
    ['number-banned', undefined, '(131031)'],
    ['templates-pending', 'templates.3.language', '(132001)'],
    ['template-rejected', 'templates.3.language', '(132001)'],
    ['template-paused', 'templates.3.templateName', '(132015)'],
    ['template-disabled', 'templates.3.templateName', '(132016)'],
    ['template-missing', 'templates.3.language', '(132001)'],
    ['other-language', 'templates.3.language', '(132001)'],
  ] as const)('explains the account %s', async ([account, key, identity], { folder }) => {
    const { sandbox, exitCode, printed } = await sendWith(account, { folder });

    expect(exitCode).toBe(2);
    expect(printed).toContain('The code was not sent (');
    expect(printed.replaceAll(/\s+/g, ' ')).toContain(identity);
    expect(printed).toContain("Trace ID for Meta's support: A");
    expect(key === undefined || printed.includes(`\n${key} in connector.json\n`)).toBe(true);
    expect(printed).not.toContain('paste it here');
    expect(sandbox.inbox.messages).toEqual([]);
  });

  it.for([
    ['pair-limit', 'Wait at least a minute'],
    ['throughput-limit', '(130429)'],
    ['service-unavailable', '(131016)'],
    ['html-503', 'HTTP 503'],
    ['reset', 'The connection to'],
    ['cut-off', 'It was not sent again, because the message may still arrive.'],
  ] as const)('explains a number that is %s', async ([behaviour, words], { folder }) => {
    const { exitCode, printed } = await sendWith('ready', {
      folder,
      number: magicNumber(behaviourNamed(behaviour) ?? expect.fail(behaviour)) ?? '',
    });

    expect(exitCode).toBe(2);
    expect(printed.replaceAll(/\s+/g, ' ')).toContain(words);
  });

  it.for(['reset', 'cut-off'])(
    'leaves open whether a code is out: %s',
    async (name, { folder }) => {
      const { exitCode, printed } = await sendWith('ready', {
        folder,
        number: magicNumber(behaviourNamed(name) ?? expect.fail(name)) ?? '',
        flags: { json: true },
      });

      expect(exitCode).toBe(2);
      expect(JSON.parse(printed)).toMatchObject({ outcome: 'unknown', problems: [{}] });
    }
  );

  it('says so to people', async ({ folder }) => {
    const { printed } = await sendWith('ready', {
      folder,
      number: magicNumber(behaviourNamed('reset') ?? expect.fail()) ?? '',
    });

    expect(printed).toMatch(/It is not known whether the code was sent \(\d+ ms\)\./);
    expect(printed).not.toContain('was not sent (');
  });

  it('explains why the number cannot be looked for', async ({ folder }) => {
    const { exitCode, captured } = await sendWith('expired-token', {
      folder,
      config: { phoneNumberId: '', businessAccountId: '' },
    });

    expect(exitCode).toBe(2);
    expect(captured.errors).toContain('Nothing was sent.');
    expect(captured.errors).toContain('(190/463)');
  });

  it('names every field that is wrong', async ({ folder }) => {
    const { exitCode, printed } = await sendWith('ready', {
      folder,
      config: { accessToken: '', phoneNumberId: '+1 555' },
    });

    expect(exitCode).toBe(2);
    expect(printed).toContain('\naccessToken in connector.json\n');
    expect(printed).toContain('\nphoneNumberId in connector.json\n');
  });

  it('lets the connector say what is wrong with a number', async ({ folder }) => {
    const { exitCode, printed } = await sendWith('ready', { folder, number: '+12' });

    expect(exitCode).toBe(2);
    expect(printed).toContain('This is not a phone number. Check the country code');
    expect(printed).not.toContain('Recipient');
  });

  it('is told to scripts with everything that Meta said', async ({ folder }) => {
    const { printed } = await sendWith('template-paused', { folder, flags: { json: true } });

    expect(JSON.parse(printed)).toMatchObject({
      outcome: 'failed',
      problems: [
        {
          path: 'templates.3.templateName',
          code: 132_015,
          status: 400,
          details: 'The template is paused',
        },
      ],
    });
  });
});
