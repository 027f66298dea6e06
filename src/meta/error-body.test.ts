import { describe, expect, it } from 'vitest';

import { readErrorBody } from './error-body.js';

describe("an error of 360dialog's own", () => {
  const body = { meta: { http_code: 401, developer_message: 'Invalid api_key' } };

  it('is looked for in an answer of 360dialog, and not in one of Meta', () => {
    expect(readErrorBody(body, '360dialog')).toMatchObject({ source: '360dialog', code: 401 });
    expect(readErrorBody(body, 'meta')).toBeUndefined();
  });

  it('takes no time to read, however many braces it has', () => {
    const message = '{'.repeat(60_000);

    expect(
      readErrorBody({ meta: { http_code: 400, developer_message: message } }, '360dialog')
    ).toMatchObject({ source: '360dialog', code: 400 });
  });
});
