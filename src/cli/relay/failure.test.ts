import nock from 'nock';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { type CallFailure } from '../../meta/failure.js';
import { SubscriptionFailure } from '../../meta/subscriptions.js';

import { readSubscription } from './account.js';
import { explainRelayFailure } from './failure.js';
import { subscribe } from './subscribe.js';

const account = readSubscription({
  WHATSAPP_APP_ID: '42',
  WHATSAPP_APP_SECRET: 'planted0secret,planted0old0secret',
  WHATSAPP_VERIFY_TOKEN: 'planted0verify0token',
  WHATSAPP_BUSINESS_ACCOUNT_ID: '7',
  WHATSAPP_ACCESS_TOKEN: 'EAAplantedToken',
  WHATSAPP_PHONE_NUMBER_ID: '100',
  RELAY_PUBLIC_URL: 'https://relay.example.com',
});

afterEach(() => {
  nock.cleanAll();
});

const host = 'https://graph.facebook.com';
const appPath = '/v25.0/42/subscriptions';
const accountPath = '/v25.0/7/subscribed_apps';
const numberPath = '/v25.0/100';

type MetaError = Record<string, unknown>;

/** Repeats every secret, as a careless server could. */
const repeating = `42|planted0secret planted0old0secret EAAplantedToken planted0verify0token ${encodeURIComponent('42|planted0secret')}`;

const refusal = (error: MetaError) => ({
  error: {
    message: `(#${String(error.code)}) It failed. ${repeating}`,
    fbtrace_id: 'At1',
    ...error,
  },
});

/** What is printed when Meta refuses the call of one kind, and takes the others before it. */
const explained = async (): Promise<string> => {
  try {
    await subscribe(account, {}, vi.fn());
  } catch (error: unknown) {
    return explainRelayFailure(error);
  }

  return 'no failure';
};

const answerNone = (path: string) => {
  nock(host).get(path).query(true).reply(200, { data: [] });
};

const atApp = async (status: number, error: MetaError) => {
  nock(host).get(appPath).query(true).reply(status, refusal(error));

  return explained();
};

const atAccount = async (status: number, error: MetaError) => {
  answerNone(appPath);
  nock(host).get(accountPath).query(true).reply(status, refusal(error));

  return explained();
};

const atNumber = async (status: number, error: MetaError) => {
  answerNone(appPath);
  answerNone(accountPath);
  nock(host).get(numberPath).query(true).reply(status, refusal(error));

  return explained();
};

const atHandshake = async (status: number, error: MetaError) => {
  answerNone(appPath);
  answerNone(accountPath);
  nock(host).get(numberPath).query(true).reply(200, { id: '100' });
  nock(host).post(appPath).query(true).reply(status, refusal(error));

  return explained();
};

const notThisSecret = /^Meta does not take WHATSAPP_APP_SECRET for the app 42 \(/;

describe('a refused call', () => {
  it.each<[string, (status: number, error: MetaError) => Promise<string>, MetaError, RegExp]>([
    ['an app secret of another app', atApp, { code: 190 }, notThisSecret],
    ['no app token', atApp, { code: 15 }, notThisSecret],
    ['a deleted app', atApp, { code: 101 }, notThisSecret],
    ['an unknown app', atApp, { code: 100, error_subcode: 33 }, notThisSecret],
    ['an unknown app, in other words', atApp, { code: 803 }, notThisSecret],
    ['a wrong proof', atApp, { code: 100, message: 'Invalid appsecret_proof' }, notThisSecret],
    ['an address that the app does not allow', atApp, { code: 5 }, /address of this machine, or/],
    ['too many calls of the app', atApp, { code: 4 }, /^The app has made too many calls \(4\)/],
    ['a code that nobody knows', atApp, { code: 99_999 }, /\nIf WHATSAPP_BASE_URL is set, check/],
    ['an error without a code', atApp, {}, /^The request was refused .* \(HTTP 400\)\./],
    [
      'an expired token',
      atAccount,
      { code: 190, error_subcode: 463 },
      /^Meta refused the token: it expired \(190\/463\)\.\nMeta says: .*\n.*, and set it as WHATSAPP_ACCESS_TOKEN\./,
    ],
    ['no permission', atAccount, { code: 10 }, /may not manage the webhooks of the account 7 \(10/],
    ['no asset', atAccount, { code: 200 }, /may not manage the webhooks of the account 7 \(200/],
    ['no capability', atAccount, { code: 3 }, /may not manage the webhooks of the account 7 \(3\)/],
    [
      'an unknown account',
      atAccount,
      { code: 100, error_subcode: 33 },
      /^Meta knows no WhatsApp Business account 7, .* \(100\/33\)\.\nMeta says: .*\nCopy WHATSAPP_BUSINESS_ACCOUNT_ID/,
    ],
    [
      'a token of another app',
      atAccount,
      { code: 100, message: 'Invalid appsecret_proof provided' },
      /the token belongs to another app \(100\)\.\nMeta says: .*\nGenerate WHATSAPP_ACCESS_TOKEN for the app/,
    ],
    ['a bad moment', atAccount, { code: 2 }, /^The WhatsApp service is down or overloaded \(2\)/],
    ['no permission for a number', atNumber, { code: 10 }, /webhooks of the phone number 100 \(10/],
    [
      'an unknown number',
      atNumber,
      { code: 100, error_subcode: 33 },
      /^Meta knows no such phone number ID, .* \(100\/33\)\.\nMeta says: .*\nCopy the phone number ID/,
    ],
    [
      'an address that cannot be reached',
      atHandshake,
      { code: 2200 },
      /^Meta called https:\/\/relay\.example\.com\/webhook, and the handshake failed \(2200\)\.\nMeta says: .*\nIs the relay running/,
    ],
    [
      'something else than the challenge',
      atHandshake,
      { code: 2201 },
      /the handshake failed \(2201\)\.\nMeta says: .*\nIs the relay running/,
    ],
    [
      'another verify token',
      atHandshake,
      { code: 2200, message: '(#2200) Callback verification failed: HTTP Status Code = 403' },
      /the handshake failed \(2200\)\.\nMeta says: .*\nHas WHATSAPP_VERIFY_TOKEN the same value/,
    ],
    [
      'an address that Meta does not like',
      atHandshake,
      { code: 100 },
      /^Meta did not accept a par/,
    ],
  ])('is explained without secrets: %s', async (_, refuse, error, expected) => {
    const text = await refuse(400, error);

    expect(text).toMatch(expected);
    expect(text).toContain("\nTrace ID for Meta's support: At1");
    expect(text).not.toContain('planted');
    expect(text).not.toContain('paste it here');
  });

  it('is told in full', async () => {
    const message =
      '(#2200) Callback verification failed with the following errors: HTTP Status Code = 404;\u001B[31m\nHTTP Message = Not Found';

    expect(await atHandshake(400, { code: 2200, message })).toMatchInlineSnapshot(`
      "Meta called https://relay.example.com/webhook, and the handshake failed (2200).
      Meta says: Callback verification failed with the following errors: HTTP Status Code = 404; [31m HTTP Message = Not Found
      Is the relay running, and reachable from the internet at RELAY_PUBLIC_URL, by https with a public certificate?
      Has WHATSAPP_VERIFY_TOKEN the same value here and where the relay runs? To another one the relay answers 403.
      At Meta, nothing was changed. Run the command again when both are so.
      Trace ID for Meta's support: At1"
    `);
  });
});

describe('a call without an answer', () => {
  const name = 'graph.facebook.com';

  it.each<[CallFailure, RegExp]>([
    [
      { kind: 'unreachable', host: name, systemCode: 'ENOTFOUND', lasting: false },
      /^graph\.facebook\.com could not be reached \(ENOTFOUND\)\.\nCheck the DNS and firewall/,
    ],
    [
      { kind: 'unreachable', host: name, systemCode: 'CERT_HAS_EXPIRED', lasting: true },
      /^No secure connection to graph\.facebook\.com could be made .*\nCheck this machine's clock/,
    ],
    [
      { kind: 'silent', host: name, seconds: 30 },
      /did not answer within 30 s, .*\nRun the command again: twice does no harm\.$/,
    ],
    [
      { kind: 'lost', host: name, systemCode: 'ECONNRESET' },
      /broke during the call \(ECONNRESET\), .*\nRun the command again: twice does no harm\.$/,
    ],
    [
      { kind: 'unreadable', host: name, status: 502 },
      /^graph\.facebook\.com answered with HTTP 502, but not as Meta does\.\nIf WHATSAPP_BASE_URL/,
    ],
  ])('is explained: %j', (failure, expected) => {
    expect(explainRelayFailure(new SubscriptionFailure(failure, 'app', '42'))).toMatch(expected);
  });

  it('comes out of a call as it is', async () => {
    nock(host).get(appPath).query(true).reply(502, '<html>');

    expect(await explained()).toContain('answered with HTTP 502');
  });
});

describe('an error that nobody foresaw', () => {
  it('is not repeated', () => {
    expect(explainRelayFailure(new TypeError('planted'))).toMatch(
      /^The command failed .* report it/
    );
  });
});
