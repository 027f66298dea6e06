import { describe, expect, it } from 'vitest';

import { textLike } from '../../../test/support/matchers.js';
import { Receiver, closedAddress } from '../../../test/support/receiver.js';

import { postSigned } from './post-signed.js';

const body = '{"object":"whatsapp_business_account","entry":[]}';

describe('a webhook that is posted', () => {
  it('is signed with the app secret, over the bytes of its body', async () => {
    const receiver = await Receiver.start();

    const outcome = await postSigned(receiver.url, body, 'test_app_secret');

    expect(outcome).toMatchObject({ answer: { status: 200 } });
    expect(outcome.problem).toBeUndefined();
    expect(outcome.tookMs).toBeGreaterThanOrEqual(0);
    expect(receiver.posts).toMatchObject([
      {
        body,
        headers: {
          'content-type': 'application/json',
          'x-hub-signature-256':
            'sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756',
        },
      },
    ]);
  });

  it.each([201, 204, 404, 500])('has a problem when it is answered with %i', async (status) => {
    const { url } = await Receiver.start({ onPost: () => ({ status }) });

    expect(await postSigned(url, body, 'test_app_secret')).toMatchObject({
      answer: { status },
      problem: `a webhook was answered with ${status}; it has to be 200`,
    });
  });

  it('does not follow a redirect', async () => {
    const other = await Receiver.start();
    const { url } = await Receiver.start({
      onPost: () => ({ status: 308, headers: { location: other.url } }),
    });

    expect(await postSigned(url, body, 'test_app_secret')).toMatchObject({
      answer: { status: 308 },
    });
    expect(other.posts).toEqual([]);
  });

  it('has a problem when nobody listens', async () => {
    const { url } = await closedAddress();

    expect(await postSigned(url, body, 'test_app_secret')).toMatchObject({
      answer: { problem: textLike(/ECONNREFUSED/) },
      problem: textLike(/^a webhook failed: .*ECONNREFUSED/),
    });
  });
});
