import { describe, expect, it } from 'vitest';

import { graphErrors } from './errors.js';
import { createTraceId, methodError, oauthError, sendError } from './graph-error.js';
import { sendErrors } from './send-errors.js';

const rules = { subcodesOnSends: false };

describe('the body of an error', () => {
  it('of a send has its code in the message, and its reason in the details', () => {
    const error = sendErrors.templateMissing('x', 'de', 404);

    expect(error.fields.status).toBe(404);
    expect(error.toBody(rules)).toEqual({
      error: {
        message: '(#132001) Template name does not exist in the translation',
        type: 'OAuthException',
        code: 132_001,
        error_data: {
          messaging_product: 'whatsapp',
          details: 'template name (x) does not exist in de',
        },
        fbtrace_id: error.traceId,
      },
    });
  });

  it('of a management call names the fields that are wrong, and speaks to people', () => {
    const error = oauthError(400, 100, 'Invalid parameter', {
      subcode: 2_388_046,
      blamedFields: ['name'],
      isTransient: false,
      userTitle: 'Name Format is Incorrect',
      userMessage: 'Names have lower-case letters.',
    });

    expect(error.toBody(rules)).toEqual({
      error: {
        message: 'Invalid parameter',
        type: 'OAuthException',
        code: 100,
        error_subcode: 2_388_046,
        error_data: { blame_field_specs: [['name']] },
        is_transient: false,
        error_user_title: 'Name Format is Incorrect',
        error_user_msg: 'Names have lower-case letters.',
        fbtrace_id: error.traceId,
      },
    });
  });

  it('has a subcode on sends only where the rules say so', () => {
    const error = sendErrors.throughput();

    expect(error.toBody(rules).error).not.toHaveProperty('error_subcode');
    expect(error.toBody({ subcodesOnSends: true }).error).toMatchObject({
      error_subcode: 2_494_055,
    });
  });

  it('has its subcode always when it is about a token or an object', () => {
    expect(graphErrors.tokenExpired().toBody(rules).error).toMatchObject({ error_subcode: 463 });
    expect(graphErrors.objectUnknown('1', 'GET').toBody(rules).error).toMatchObject({
      error_subcode: 33,
    });
  });

  it('has 2655007 for a recipient that is not on the list', () => {
    expect(sendErrors.recipientNotAllowed().toBody({ subcodesOnSends: true }).error).toMatchObject({
      code: 131_030,
      error_subcode: 2_655_007,
    });
  });
});

describe('the words of Meta', () => {
  it.each([
    [
      sendErrors.pairLimit(),
      400,
      '(#131056) (Business Account, Consumer Account) pair rate limit hit',
    ],
    [sendErrors.throughput(), 400, '(#130429) Rate limit hit'],
    [sendErrors.recipientNotAllowed(), 400, '(#131030) Recipient phone number not in allowed list'],
    [graphErrors.scopeMissing(), 403, '(#10) Application does not have permission for this action'],
    [
      graphErrors.objectUnknown('1', 'POST'),
      400,
      "Unsupported post request. Object with ID '1' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
    ],
    [
      graphErrors.objectUnknown('1', 'GET'),
      400,
      "Unsupported get request. Object with ID '1' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
    ],
    [
      graphErrors.fieldUnknown('message_templates', 'Business'),
      400,
      '(#100) Tried accessing nonexisting field (message_templates) on node type (Business)',
    ],
    [graphErrors.tokenMissing(), 401, 'An access token is required to request this resource.'],
    [
      graphErrors.proofMissing(),
      400,
      'API calls from the server require an appsecret_proof argument',
    ],
    [graphErrors.proofWrong(), 400, 'Invalid appsecret_proof provided in the API argument'],
  ])('are verbatim: $message', ({ message, fields: { status } }, expectedStatus, words) => {
    expect([status, message]).toEqual([expectedStatus, words]);
  });

  it('are those of an exception of its kind', () => {
    expect(methodError('x').fields).toEqual({
      status: 400,
      type: 'GraphMethodException',
      code: 100,
      message: 'x',
    });
    expect(sendError(131_000, 'x', 'y', { status: 500 }).fields).toEqual({
      status: 500,
      type: 'OAuthException',
      code: 131_000,
      message: '(#131000) x',
      details: 'y',
    });
  });
});

describe('a trace id', () => {
  it('looks as those of Meta, and is another one each time', () => {
    expect(createTraceId()).toMatch(/^A[\w-]{20,}$/);
    expect(createTraceId()).not.toBe(createTraceId());
  });
});
