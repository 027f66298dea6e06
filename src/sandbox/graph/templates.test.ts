import { describe, expect, it } from 'vitest';

import { refusalOf } from '../../../test/support/graph-call.js';
import {
  accountId,
  businessId,
  createTemplateCall,
  loginCode,
} from '../../../test/support/template-call.js';

const seed = { templates: [{ name: 'login_code', language: 'en_US' }] };
const templateId = '900000000000001';

const accountRoutes = [
  ['GET', 'message_templates'],
  ['POST', 'message_templates'],
  ['DELETE', 'message_templates'],
  ['POST', 'upsert_message_templates'],
  ['GET', 'message_template_previews'],
] as const;

const templateRoutes = [
  ['GET', ''],
  ['POST', ''],
  ['POST', '/unpause'],
] as const;

const allRoutes = [
  ...accountRoutes.map(([method, edge]) => [method, `/${accountId}/${edge}`] as const),
  ...templateRoutes.map(([method, edge]) => [method, `/${templateId}${edge}`] as const),
];

const bodyOf = (method: string) => (method === 'POST' ? { body: loginCode } : {});

const unknown = (id: string, method: string) => ({
  status: 400,
  type: 'GraphMethodException',
  code: 100,
  error_subcode: 33,
  message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
});

describe('a call that manages templates', () => {
  it.each(allRoutes)('needs the permission to manage: %s %s', async (method, path) => {
    const { call } = createTemplateCall({ seed, caller: { hasScope: () => false } });

    expect(refusalOf(await call(path, { method, ...bodyOf(method) }))).toEqual({
      status: 403,
      type: 'OAuthException',
      code: 10,
      message: '(#10) Application does not have permission for this action',
    });
  });

  it.each(allRoutes)('needs an id that the caller can see: %s %s', async (method, path) => {
    const { call } = createTemplateCall({ seed, caller: { canSee: () => false } });
    const id = path.split('/')[1] ?? '';

    expect(refusalOf(await call(path, { method, ...bodyOf(method) }))).toEqual(unknown(id, method));
  });

  it.each(accountRoutes)('needs the id of the account: %s %s', async (method, edge) => {
    const { call } = createTemplateCall();
    const answer = await call(`/100000000000001/${edge}`, { method, ...bodyOf(method) });

    expect(refusalOf(answer)).toEqual(unknown('100000000000001', method));
  });

  it.each(accountRoutes)(
    'is told when its id is one of a business: %s %s',
    async (method, edge) => {
      const { call } = createTemplateCall();
      const answer = await call(`/${businessId}/${edge}`, { method, ...bodyOf(method) });

      expect(refusalOf(answer)).toEqual({
        status: 400,
        type: 'OAuthException',
        code: 100,
        message: `(#100) Tried accessing nonexisting field (${edge}) on node type (Business)`,
      });
    }
  );

  it.each(templateRoutes)(
    'is left to others when no template has its id: %s /1%s',
    async (...call) => {
      const [method, edge] = call;
      const answer = await createTemplateCall({ seed }).call(`/1${edge}`, {
        method,
        body: undefined,
      });

      expect(answer).toEqual({ status: 404, body: 'another route' });
    }
  );
});

describe('a template', () => {
  it('is read with what Meta tells unasked', async () => {
    const { call } = createTemplateCall({ seed });
    const { status, body } = await call(`/${templateId}`);

    expect(status).toBe(200);
    expect(Object.keys(new Object(body)).toSorted()).toEqual([
      'category',
      'components',
      'id',
      'language',
      'name',
      'parameter_format',
      'status',
    ]);
  });

  it('is read with the fields that were asked for', async () => {
    const { call } = createTemplateCall({ seed });

    expect(await call(`/${templateId}?fields=status,quality_score{score},sub_category`)).toEqual({
      status: 200,
      body: { id: templateId, status: 'APPROVED', quality_score: { score: 'UNKNOWN' } },
    });
  });

  it('fails the call for a field that it does not have', async () => {
    const { call } = createTemplateCall({ seed });

    expect(refusalOf(await call(`/${templateId}?fields=name,colour`))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message:
        '(#100) Tried accessing nonexisting field (colour) on node type (WhatsAppMessageTemplate)',
    });
  });
});
