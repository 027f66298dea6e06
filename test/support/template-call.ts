/**
 * Calls to the template routes of the sandbox alone, without a server around them.
 */
import { Hono } from 'hono';

import { type SandboxSeed, accountGuard, managementScope } from '../../src/sandbox/account.js';
import { createClock } from '../../src/sandbox/clock.js';
import { answerError } from '../../src/sandbox/graph/answer-error.js';
import { type Caller } from '../../src/sandbox/graph/call.js';
import { type GraphEnvironment } from '../../src/sandbox/graph/environment.js';
import { addTemplateRoutes } from '../../src/sandbox/graph/templates.js';
import { createUsage } from '../../src/sandbox/graph/usage.js';
import { type SandboxRules, rulesGuard } from '../../src/sandbox/rules.js';
import { TemplateStore } from '../../src/sandbox/template-store.js';

export const accountId = '200000000000001';
export const businessId = '300000000000001';
export const templatesPath = `/${accountId}/message_templates`;

/** How long a review takes. */
export const reviewTime = 5000;

type Call = { method?: string; version?: string; body?: unknown };

type TemplateAnswer = { status: number; body: unknown };

type Setting = {
  seed?: SandboxSeed;
  rules?: Partial<SandboxRules>;
  caller?: Partial<Caller>;
};

/** A create call as Meta's page shows it. */
export const loginCode = {
  name: 'login_code',
  language: 'en_US',
  category: 'AUTHENTICATION',
  components: [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 10 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ],
};

/** The create call with another button. */
export const withButton = (button: Record<string, unknown>) => ({
  ...loginCode,
  components: [
    { type: 'BODY' },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', ...button }] },
  ],
});

export const app = { package_name: 'com.example.app', signature_hash: 'K8a/AINcGX7' };

/** An account without templates, unless the seed has some. */
export const createTemplateCall = ({ seed, rules, caller }: Setting = {}) => {
  const account = accountGuard.parse({ templates: [], ...seed });
  const clock = createClock();
  const world = {
    account,
    rules: rulesGuard.parse(rules ?? {}),
    clock,
    templates: new TemplateStore(clock, reviewTime),
  };
  const graph = new Hono<GraphEnvironment>();

  for (const template of account.templates) {
    world.templates.add(template);
  }

  graph.use(async (context, next) => {
    context.set('version', context.req.header('x-version') ?? 'v25.0');
    context.set('caller', {
      token: 'EAAsandboxValidToken',
      hasScope: (scope) => scope === managementScope,
      canSee: () => true,
      ...caller,
    });
    await next();
  });
  addTemplateRoutes(graph, world, createUsage(world));
  graph.all('*', (context) => context.text('another route', 404));
  graph.onError((error, context) => answerError(context, error, world.rules));

  return {
    ...world,
    call: async (
      path: string,
      { method = 'GET', version = 'v25.0', body }: Call = {}
    ): Promise<TemplateAnswer> => {
      const response = await graph.request(path, {
        method,
        headers: { 'x-version': version },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : text;

      return { status: response.status, body: parsed };
    },
  };
};
