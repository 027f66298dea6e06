import { describe, expect, it } from 'vitest';

import { accessOf } from './graph-access.js';
import { parseSetup } from './parse-setup.js';

const setupOf = (raw: Record<string, unknown>) => parseSetup({ origin: 'a test', raw });

describe('how the Graph API is called', () => {
  it('is told by the config', () => {
    const setup = setupOf({
      accessToken: 'EAAplantedToken',
      appSecret: 'planted0app0secret',
      baseUrl: 'http://127.0.0.1:4500/',
      apiVersion: 'v24.0',
    });

    expect(accessOf(setup)).toEqual({
      baseUrl: 'http://127.0.0.1:4500',
      apiVersion: 'v24.0',
      token: 'EAAplantedToken',
      appSecret: 'planted0app0secret',
      censor: setup.censor,
    });
  });

  it.each([{}, { accessToken: 'EAA planted' }, { accessToken: 'key', gateway: '360dialog' }])(
    'is not known with %j',
    (raw) => {
      expect(accessOf(setupOf(raw))).toBeUndefined();
    }
  );
});
