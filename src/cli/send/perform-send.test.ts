import { expect, it } from 'vitest';

import { performSend } from './perform-send.js';
import { type SendPlan } from './plan.js';

const plan: SendPlan = {
  choice: {
    templateName: 'verification_code',
    language: 'en_US',
    usageType: 'Generic',
    servedBy: 'Generic',
    path: 'templates.0',
    languages: ['en_US'],
    tags: [],
  },
  endpoint: 'https://graph.facebook.com/v25.0/100/messages',
  config: {},
  data: { to: '5511987654321', type: 'Generic', payload: { code: '482913' } },
};

const sendMessage = async () => 'planted';

/** It ends as no connector does. */
const createOdd = async () => ({ sendMessage });

const loadOdd = async () => createOdd;

const loadNone = async () => {
  throw new Error('Not there.');
};

it.each([true, false])(
  'nobody knows what became of it when it ends oddly: %s',
  async (hasFallback) => {
    const outcome = await performSend(plan, {}, { hasFallback }, loadOdd);

    expect(outcome).toMatchObject({ outcome: 'unknown', problems: [{}] });
    expect(JSON.stringify(outcome)).not.toContain('planted');
  }
);

it('nothing is sent when the connector cannot be loaded', async () => {
  const sending = performSend(plan, {}, { hasFallback: false }, loadNone);

  await expect(sending).rejects.toThrow('Not there.');
});
