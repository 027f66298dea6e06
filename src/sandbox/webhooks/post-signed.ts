import { signatureOf } from './envelope.js';
import { problemOf, webhookTimeout } from './handshake.js';
import { type WebhookPost } from './post-log.js';

type Outcome = Pick<WebhookPost, 'answer' | 'tookMs'> & {
  /** What is wrong with the answer; `undefined` when it is 200. */
  problem: string | undefined;
};

/** Posts a webhook once. Source: Meta, "Create a webhook endpoint". */
export const postSigned = async (
  url: string,
  body: string,
  appSecret: string
): Promise<Outcome> => {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);

  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': signatureOf(body, appSecret),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(webhookTimeout),
    });
    // Read to its end, so that the connection can be used again.
    await response.arrayBuffer();
    const { status } = response;

    return {
      answer: { status },
      tookMs: took(),
      problem:
        status === 200 ? undefined : `a webhook was answered with ${status}; it has to be 200`,
    };
  } catch (error: unknown) {
    const problem = problemOf(error);

    return { answer: { problem }, tookMs: took(), problem: `a webhook failed: ${problem}` };
  }
};
