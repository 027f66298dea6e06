import { describe, expect, it } from 'vitest';

import { createSandbox } from '../../../test/support/graph-call.js';
import { behaviours } from '../behaviours.js';
import { connectorConfigFor } from '../connector-config.js';

import { describeState } from './state.js';

describe('the state of a sandbox', () => {
  it('is all that a page needs at first', () => {
    const sandbox = createSandbox();
    const url = 'http://localhost:4280';

    const state = describeState(sandbox, url);

    expect(state).toMatchObject({
      url,
      connectorConfig: connectorConfigFor(sandbox.account, sandbox.templates.all, url),
      businessName: 'Sandbox',
      businessNumber: '+1 555-010-0001',
      graphVersion: 'v26.0',
      webhook: { state: 'none' },
    });
    expect(state.behaviours).toHaveLength(behaviours.length);
    expect(state.behaviours[1]).toEqual({
      name: 'not-on-whatsapp',
      title: 'Not on WhatsApp',
      explanation: 'Accepted, then failed with 131026',
      number: '+13055550126',
    });
  });

  it('names the address by which it is asked', async () => {
    const { app } = createSandbox();

    const answer = await app.request('http://localhost:4280/state');

    expect(await answer.json()).toMatchObject({
      url: 'http://localhost:4280',
      connectorConfig: { baseUrl: 'http://localhost:4280' },
    });
  });
});
