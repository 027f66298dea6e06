import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';

import { type SandboxRules, rulesGuard } from '../rules.js';

import { answerError } from './answer-error.js';
import { graphErrors } from './errors.js';
import { sendErrors } from './send-errors.js';

const answerTo = async (thrown: Error, rules: Partial<SandboxRules> = {}) => {
  const app = new Hono();
  app.onError((error, context) => answerError(context, error, rulesGuard.parse(rules)));
  app.get('/', () => {
    throw thrown;
  });

  return app.request('/');
};

describe('the answer for an error', () => {
  it('has its status, its body and its trace id', async () => {
    const error = sendErrors.serviceUnavailable();

    const answer = await answerTo(error);

    expect(answer.status).toBe(500);
    expect(answer.headers.get('x-fb-trace-id')).toBe(error.traceId);
    expect(await answer.json()).toEqual(error.toBody({ subcodesOnSends: false }));
  });

  it('says nothing of what was not foreseen', async () => {
    const answer = await answerTo(new Error('EAAsecret'));

    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({
      error: { code: 1, message: 'An unknown error occurred', is_transient: true },
    });
  });

  it('tells a client whose token is not good', async () => {
    const answer = await answerTo(graphErrors.tokenRevoked());

    expect(answer.headers.get('www-authenticate')).toBe(
      'OAuth "Facebook Platform" "invalid_token" "190"'
    );
  });

  it.each([
    ['the pair limit', sendErrors.pairLimit(), '6'],
    ['the throughput', sendErrors.throughput(), '1'],
    ['management calls', graphErrors.managementLimit(400), '3600'],
  ])('says when to come back after %s, where the rules say so', async (_, error, seconds) => {
    const silent = await answerTo(error);
    const telling = await answerTo(error, { retryAfter: true });

    expect(silent.headers.has('retry-after')).toBe(false);
    expect(telling.headers.get('retry-after')).toBe(seconds);
  });

  it('never says so after what waiting does not cure', async () => {
    const answer = await answerTo(sendErrors.templatePaused(), { retryAfter: true });

    expect(answer.headers.has('retry-after')).toBe(false);
  });
});
