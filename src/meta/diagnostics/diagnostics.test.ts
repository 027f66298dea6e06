/** The calls, against a sandbox; what it never says is answered by a nock. */
import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';

import { runSandbox } from '../../../test/support/running-sandbox.js';
import { type SandboxSeed } from '../../sandbox/account.js';
import { createCensor } from '../censor.js';
import { SendFailure } from '../failure.js';
import { type GraphAccess } from '../graph-call.js';

import { readAccount } from './account.js';
import { discover } from './discover.js';
import { accountIn, readGatewayHealth } from './health.js';
import { readNumber, readNumbers } from './number.js';
import { actualType } from './read-node.js';
import { readToken } from './token.js';

const token = 'EAAsandboxValidToken';
const accountId = '200000000000001';
const numberId = '100000000000001';

const accessTo = (baseUrl: string, text = token): GraphAccess => ({
  baseUrl,
  apiVersion: 'v25.0',
  token: text,
  censor: createCensor([text]),
  timeout: 5000,
});

const open = async (account: SandboxSeed = {}, text = token) => {
  const { url } = await runSandbox({ account });

  return accessTo(url, text);
};

const meta = accessTo('https://graph.facebook.com');

const answer = (path: string, body: unknown, status = 200) =>
  nock(meta.baseUrl).get(`/v25.0/${path}`).query(true).reply(status, JSON.stringify(body));

/** A thing that does not have some fields, of which Meta names the first. */
const refusing = (path: string, missing: readonly string[], body: unknown) => {
  const calls = new Set<string>();
  nock(meta.baseUrl)
    .persist()
    .get(`/v25.0/${path}`)
    .query(true)
    .reply((uri) => {
      const fields = new URL(uri, meta.baseUrl).searchParams.get('fields')?.split(',') ?? [];
      const field = fields.find((name) => missing.includes(name));
      calls.add(uri);
      const message = `(#100) Tried accessing nonexisting field (${field}) on node type (WhatsAppBusinessPhoneNumber)`;

      return field === undefined ? [200, body] : [400, { error: { code: 100, message } }];
    });

  return calls;
};

afterEach(() => {
  nock.cleanAll();
});

const failureOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error: unknown) {
    return error instanceof SendFailure ? error.failure : error;
  }
};

describe('a token', () => {
  it('is read', async () => {
    expect(
      await readToken(await open({ tokens: { [token]: { expiresAt: 1_800_000_000 } } }))
    ).toEqual({
      appId: '400000000000001',
      appName: 'Sandbox app',
      kind: 'SYSTEM_USER',
      expiresAt: new Date('2027-01-15T08:00:00Z'),
      dataAccessUntil: undefined,
      scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
      accounts: undefined,
    });
  });

  it('is for some accounts', async () => {
    const access = await open({ tokens: { [token]: { assets: [accountId] } } });

    expect(await readToken(access)).toMatchObject({ accounts: [accountId] });
  });

  it('tells its scopes in one way at least', async () => {
    answer('debug_token', {
      data: {
        is_valid: true,
        app_id: 42,
        granular_scopes: [{ scope: 'whatsapp_business_messaging', target_ids: [7] }],
      },
    });

    expect(await readToken(meta)).toMatchObject({
      appId: '42',
      scopes: ['whatsapp_business_messaging'],
      accounts: ['7'],
    });
  });

  it.each([
    [{ code: 190, subcode: 463, message: `Expired: ${token}` }, 463, 'Expired: [redacted]'],
    [undefined, undefined, undefined],
  ])('that is no good is refused, also when Meta answers: %j', async (error, subcode, details) => {
    answer('debug_token', { data: { is_valid: false, error } });

    expect(await failureOf(readToken(meta))).toMatchObject({
      kind: 'answered',
      report: { code: 190, subcode, details },
    });
  });

  it('is not read from another answer', async () => {
    answer('debug_token', { hello: 'world' });

    expect(await failureOf(readToken(meta))).toEqual({
      kind: 'unreadable',
      host: 'graph.facebook.com',
      status: 200,
    });
  });
});

describe('a number', () => {
  it('is read with its health', async () => {
    const number = await readNumber(await open(), numberId);

    expect(number).toMatchObject({
      id: numberId,
      status: 'CONNECTED',
      nameStatus: 'APPROVED',
      quality: 'GREEN',
      platform: 'CLOUD_API',
      mode: 'LIVE',
      throughput: 'STANDARD',
      messagingLimit: 'TIER_UNLIMITED',
    });
    expect(accountIn(number.health)).toBe(accountId);
  });

  const node = { id: numberId, status: 'CONNECTED', name_status: 'APPROVED', account_mode: 'LIVE' };

  it('is read without the fields that a version does not have', async () => {
    const calls = refusing(numberId, ['health_status', 'account_mode'], node);

    expect(await readNumber(meta, numberId)).toMatchObject({
      status: 'CONNECTED',
      nameStatus: 'APPROVED',
      health: undefined,
      withheld: { reason: 'unknown', fields: ['account_mode', 'health_status'] },
    });
    expect(calls.size).toBe(3);
  });

  it('is asked for the usual fields when Meta names one that was not asked for', async () => {
    answer(
      numberId,
      { error: { code: 100, message: '(#100) Tried accessing nonexisting field (x) on node' } },
      400
    );
    answer(numberId, node);

    expect(await readNumber(meta, numberId)).toMatchObject({
      status: 'CONNECTED',
      withheld: { reason: 'unknown' },
    });
  });

  it('is asked for the usual fields when it has too few of the others', async () => {
    const missing = ['status', 'name_status', 'account_mode', 'throughput', 'health_status'];
    const calls = refusing(numberId, missing, { id: numberId });

    expect(await readNumber(meta, numberId)).toMatchObject({ id: numberId, status: undefined });
    expect(calls.size).toBeLessThanOrEqual(5);
  });

  it('that is something else says so', async () => {
    const access = await open();

    try {
      await readNumber(access, accountId);
      expect.unreachable();
    } catch (error: unknown) {
      expect(error instanceof SendFailure && actualType(error.failure)).toBe(
        'WhatsAppBusinessAccount'
      );
    }
  });

  it('is one of a list, of any length', async () => {
    answer(`${accountId}/phone_numbers`, {
      data: [{ id: '1' }],
      paging: { cursors: { after: 'x' }, next: 'https://graph.facebook.com/…' },
    });
    answer(`${accountId}/phone_numbers`, { data: [{ id: '2' }] });

    expect(await readNumbers(meta, accountId)).toMatchObject([{ id: '1' }, { id: '2' }]);
  });
});

describe('an account', () => {
  it('is read', async () => {
    expect(await readAccount(await open({ reviewStatus: 'PENDING' }), accountId)).toMatchObject({
      id: accountId,
      name: 'Sandbox',
      reviewStatus: 'PENDING',
      verification: 'verified',
      status: 'ACTIVE',
      messagingLimit: 'TIER_UNLIMITED',
    });
  });
});

describe('a field that the token may not see', () => {
  const permission = { error: { code: 200, message: '(#200) Requires business_management' } };

  it('does not hide the usual ones', async () => {
    answer(accountId, permission, 403);
    answer(accountId, { id: accountId, name: 'Example' });

    expect(await readAccount(meta, accountId)).toMatchObject({
      name: 'Example',
      verification: undefined,
      withheld: { reason: 'permission', code: 200 },
    });
  });

  it('is no excuse for a token that may see nothing', async () => {
    answer(accountId, permission, 403);
    answer(accountId, permission, 403);

    expect(await failureOf(readAccount(meta, accountId))).toMatchObject({ report: { code: 200 } });
  });
});

describe('the health behind 360dialog', () => {
  it('is read with the key', async () => {
    const { url } = await runSandbox();
    const health = await readGatewayHealth(accessTo(url, 'D360sandboxApiKey'));

    expect(health.map(({ type, verdict }) => [type, verdict])).toContainEqual([
      'WABA',
      'AVAILABLE',
    ]);
  });

  it('is not read with another key', async () => {
    const { url } = await runSandbox();

    expect(await failureOf(readGatewayHealth(accessTo(url, 'another')))).toMatchObject({
      kind: 'answered',
      report: { code: 401 },
    });
  });

  it('is not read from another answer', async () => {
    nock('https://gateway.example').get('/health_status').reply(200, '<html>');

    expect(
      await failureOf(
        readGatewayHealth({ ...accessTo('https://gateway.example', 'key'), timeout: undefined })
      )
    ).toEqual({ kind: 'unreadable', host: 'gateway.example', status: 200 });
  });
});

describe('account and number', () => {
  const assigned = { tokens: { [token]: { assets: [accountId] } } };

  it('are found with nothing but a token', async () => {
    expect(await discover(await open(assigned), {})).toMatchObject({
      businessAccountId: accountId,
      phoneNumberId: numberId,
      accounts: [accountId],
      numbers: [{ id: numberId }],
    });
  });

  it('are found through the number', async () => {
    expect(await discover(await open(), { phoneNumberId: numberId })).toEqual({
      businessAccountId: accountId,
      phoneNumberId: numberId,
      accounts: undefined,
    });
  });

  it('are not asked for when they are known', async () => {
    const known = { businessAccountId: '7', phoneNumberId: '8' };

    expect(await discover(meta, known)).toEqual(known);
  });

  it('are open when the token says nothing of accounts', async () => {
    expect(await discover(await open(), {})).toEqual({
      businessAccountId: undefined,
      phoneNumberId: undefined,
      accounts: undefined,
    });
  });

  it.each([
    ['the connected one', [{ id: '1', status: 'PENDING' }, { id: '2' }], '2'],
    ['the only one', [{ id: '1', status: 'PENDING' }], '1'],
    ['none of several', [{ id: '1' }, { id: '2' }], undefined],
  ])('is taken: %s', async (_, phoneNumbers, expected) => {
    const access = await open({ ...assigned, phoneNumbers });

    const { phoneNumberId } = await discover(access, {});

    expect(phoneNumberId).toBe(expected);
  });

  it('is told why it is not found', async () => {
    const access = await open({ tokens: { [token]: { state: 'expired' } } });

    expect(await failureOf(discover(access, {}))).toMatchObject({
      kind: 'answered',
      report: { code: 190, subcode: 463 },
    });
  });
});
