import { describe, expect, it } from 'vitest';

import { CommandProblem } from '../problem/command-problem.js';

import { readTenantAccess } from './tenant-access.js';

const environment = Object.freeze({
  LOGTO_APP_ID: ' m2m0app ',
  LOGTO_APP_SECRET: ' planted0secret\n',
});

describe('where a tenant is', () => {
  it('is not known without --logto, and nothing else is asked for', () => {
    expect(readTenantAccess({}, {})).toBeUndefined();
  });

  it.each([
    ['https://auth.example.com', 'https://auth.example.com', 'https://default.logto.app/api'],
    [
      ' https://auth.example.com:8443/ ',
      'https://auth.example.com:8443',
      'https://default.logto.app/api',
    ],
    ['http://localhost:3001', 'http://localhost:3001', 'https://default.logto.app/api'],
    ['http://[::1]:3001', 'http://[::1]:3001', 'https://default.logto.app/api'],
    ['https://abc123.logto.app/', 'https://abc123.logto.app', 'https://abc123.logto.app/api'],
    ['https://a.b.logto.app', 'https://a.b.logto.app', 'https://default.logto.app/api'],
  ])('can be %s', (logto, origin, resource) => {
    expect(readTenantAccess({ logto }, environment)).toEqual({
      origin,
      resource,
      appId: 'm2m0app',
      appSecret: 'planted0secret',
    });
  });

  it('has the Management API that is named', () => {
    expect(
      readTenantAccess(
        { logto: 'https://auth.example.com', logtoResource: ' https://abc.logto.app/api ' },
        environment
      )
    ).toMatchObject({ resource: 'https://abc.logto.app/api' });
  });

  it.each([
    ['planted', 'Write a whole address'],
    ['ftp://planted.example.com', 'Write a whole address'],
    ['http://planted.example.com', 'travel unencrypted'],
    ['https://me:planted@auth.example.com', 'Leave user name'],
    ['https://auth.example.com/?token=planted', 'everything from ?'],
    ['https://auth.example.com/planted', 'Leave the path out'],
  ])('cannot be %s', (logto, expected) => {
    const read = () => readTenantAccess({ logto }, environment);

    expect(read).toThrow(CommandProblem);
    expect(read).toThrow(expected);
    expect(read).not.toThrow('planted');
  });

  it('does not have an API that is no address', () => {
    expect(() =>
      readTenantAccess({ logto: 'https://auth.example.com', logtoResource: 'planted' }, environment)
    ).toThrow('--logto-resource: Copy the API identifier');
  });

  it.each([
    [{}, 'LOGTO_APP_ID and LOGTO_APP_SECRET'],
    [{ ...environment, LOGTO_APP_ID: ' ' }, 'LOGTO_APP_ID'],
    [{ ...environment, LOGTO_APP_SECRET: undefined }, 'LOGTO_APP_SECRET'],
  ])('is not asked without the app: %j', (variables, names) => {
    const read = () => readTenantAccess({ logto: 'https://auth.example.com' }, variables);

    expect(read).toThrow(`--logto needs ${names} in the environment.`);
    expect(read).toThrow('Machine-to-machine');
    expect(read).not.toThrow('planted');
  });
});
