import { describe, expect, it } from 'vitest';

import { explainError } from './explain.js';

const missingProof = 'API calls from the server require an appsecret_proof argument';
const wrongProof = 'Invalid appsecret_proof provided in the API argument';

describe('the entry that fits an error', () => {
  it.each([199, 300])('is none of the range of permissions for %d', (code) => {
    expect(explainError({ code, status: 403 }).section).toBe('Unknown');
  });

  it.each([200, 210, 230, 294, 299])('is the range of permissions for %d', (code) => {
    expect(explainError({ code, status: 403 })).toMatchObject({ code: 200, through: 299 });
  });

  it.each([134_100, 134_101, 134_103])('is the range of the marketing API for %d', (code) => {
    expect(explainError({ code, status: 400 })).toMatchObject({
      code: 134_100,
      through: 134_103,
    });
  });

  it('is that of the subcode where the subcode has one', () => {
    expect(explainError({ code: 190, subcode: 463, status: 401 })).toMatchObject({ subcode: 463 });
  });

  it('is that of the code where the subcode has none', () => {
    const general = explainError({ code: 190, status: 401 });

    expect(general).toMatchObject({ code: 190 });
    expect(general).not.toHaveProperty('subcode');
    expect(explainError({ code: 190, subcode: 999, status: 401 })).toBe(general);
  });

  it('is not that of a subcode under another code', () => {
    expect(explainError({ code: 100, subcode: 463, status: 400 })).toBe(
      explainError({ code: 100, status: 400 })
    );
  });

  it.each([missingProof, wrongProof])('is found by the words of the message "%s"', (message) => {
    expect(explainError({ code: 100, message, status: 400 })).toMatchObject({
      mentions: 'appsecret_proof',
      becomes: { error: 'InvalidConfig', concerns: 'appSecret' },
    });
  });

  it('is not found by the words alone', () => {
    expect(explainError({ code: 10, message: missingProof, status: 403 })).toBe(
      explainError({ code: 10, status: 403 })
    );
  });

  it.each([undefined, '', '(#100) Invalid parameter'])(
    'is the general one for code 100 when the message is "%s"',
    (message) => {
      const entry = explainError({ code: 100, message, status: 400 });

      expect(entry).toMatchObject({ code: 100, becomes: { error: 'General', person: 'failed' } });
      expect(entry).not.toHaveProperty('mentions');
      expect(entry).not.toHaveProperty('subcode');
    }
  );

  it('tells the number that is not found from the parameter that is wrong', () => {
    expect(explainError({ code: 100, subcode: 33, status: 400 })).toMatchObject({
      subcode: 33,
      becomes: { error: 'InvalidConfig', concerns: 'phoneNumberId' },
    });
  });

  it('keeps the codes of 360dialog apart from those of Meta', () => {
    expect(explainError({ source: '360dialog', code: 401, status: 401 })).toMatchObject({
      source: '360dialog',
      code: 401,
      becomes: { error: 'InvalidConfig', concerns: 'accessToken' },
    });
    expect(explainError({ code: 401, status: 401 }).section).toBe('Unknown');
    expect(explainError({ source: '360dialog', code: 190, status: 401 }).section).toBe('Unknown');
  });

  it('does not depend on the HTTP status', () => {
    expect(explainError({ code: 132_001, status: 404 })).toEqual(
      explainError({ code: 132_001, status: 400 })
    );
    expect(explainError({ code: 131_026, status: 503 }).action).toBe('sms');
  });
});

describe('an unknown error', () => {
  it.each([500, 503, 599])('of the service (%d) is worth another try', (status) => {
    expect(explainError({ code: 999_999, status })).toMatchObject({
      section: 'Unknown',
      code: 999_999,
      http: status,
      action: 'retry',
      becomes: { error: 'General', person: 'unavailable' },
    });
  });

  it.each([400, 401, 403, 404, 409, 499])(
    'of the request (%d) is not, and leaves the SMS',
    (status) => {
      expect(explainError({ code: 999_999, status })).toMatchObject({
        section: 'Unknown',
        code: 999_999,
        http: status,
        action: 'sms',
        becomes: { error: 'General', person: 'failed' },
      });
    }
  );

  it('may have no code at all', () => {
    expect(explainError({ status: 400 })).toMatchObject({ section: 'Unknown', action: 'sms' });
    expect(explainError({ status: 503 })).toMatchObject({ section: 'Unknown', action: 'retry' });
  });

  it.each([
    { code: 999_999, status: 502 },
    { code: 999_999, status: 504 },
    { status: 500 },
    { source: '360dialog', code: 504, status: 504 } as const,
    { source: '360dialog', code: 500_000, status: 500 } as const,
  ])('is not tried again when it may have been accepted behind a gateway: %j', (identity) => {
    expect(explainError(identity)).toMatchObject({
      action: 'sms',
      becomes: { error: 'General', person: 'unavailable' },
    });
  });

  it('with 429 is a limit', () => {
    expect(explainError({ source: '360dialog', code: 429, status: 429 })).toMatchObject({
      action: 'retry',
      becomes: { error: 'RateLimitExceeded' },
    });
  });
});

describe("Meta's word that an error is transient", () => {
  it('turns an SMS into another try, and changes nothing else', () => {
    const permanent = explainError({ code: 131_009, status: 400 });

    expect(permanent.action).toBe('sms');
    expect(explainError({ code: 131_009, isTransient: true, status: 400 })).toEqual({
      ...permanent,
      action: 'retry',
    });
    // The table itself stays as it was.
    expect(explainError({ code: 131_009, status: 400 }).action).toBe('sms');
  });

  it('counts for an unknown code, too', () => {
    expect(explainError({ code: 999_999, isTransient: true, status: 400 }).action).toBe('retry');
  });

  it('does not turn a stop into another try', () => {
    expect(explainError({ code: 137_000, isTransient: true, status: 400 }).action).toBe('stop');
  });

  it('does not take another try back when it is denied', () => {
    expect(explainError({ code: 131_000, isTransient: false, status: 500 }).action).toBe('retry');
  });
});

describe('an error of Meta that 360dialog passes on', () => {
  it.each([
    { code: 190, subcode: 463, status: 401 },
    { code: 100, subcode: 33, status: 400 },
    { code: 133_010, status: 400 },
  ])('concerns the one field that there is: %j', (identity) => {
    expect(explainError(identity, '360dialog').becomes).toEqual({
      error: 'InvalidConfig',
      concerns: 'accessToken',
    });
  });

  it('about the token speaks of the API key, which is what the administrator has', () => {
    const { remedy } = explainError({ code: 190, subcode: 463, status: 401 }, '360dialog');

    expect(remedy).toContain('360dialog Hub');
    expect(remedy).not.toContain('system user');
  });

  it('is what it is when it concerns the template', () => {
    const identity = { code: 132_001, status: 404 };

    expect(explainError(identity, '360dialog')).toEqual(explainError(identity, 'meta'));
  });
});
