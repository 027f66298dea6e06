/**
 * Calls to a sandbox without a server around it.
 */
import { vi } from 'vitest';
import { z } from 'zod';

import { parseJson } from '../../src/json/parse-json.js';
import { type SandboxSeed } from '../../src/sandbox/account.js';
import { createApp } from '../../src/sandbox/app.js';
import { createClock } from '../../src/sandbox/clock.js';
import { createWorld } from '../../src/sandbox/create-world.js';
import { type Latency, latencyProfiles } from '../../src/sandbox/latency.js';
import { readOptions } from '../../src/sandbox/options.js';
import { type SandboxRules } from '../../src/sandbox/rules.js';

export const numberId = '100000000000001';
export const accountId = '200000000000001';
export const businessId = '300000000000001';
export const appId = '400000000000001';
export const appToken = `${appId}|sandbox_app_secret`;

export const sendPath = `/v25.0/${numberId}/messages`;

type Call = {
  method?: string;
  path?: string;
  /** Empty sends no header. */
  authorization?: string;
  headers?: Record<string, string>;
  /** Sent as it is when it is a text. */
  body?: unknown;
};

type GraphAnswer = { status: number; headers: Headers; body: unknown };

const parameters = [{ type: 'text', text: '482913' }];

export const bodyComponent = { type: 'body', parameters };
export const buttonComponent = { type: 'button', sub_type: 'url', index: '0', parameters };

export const codeTemplate = {
  name: 'verification_code',
  language: { code: 'en_US' },
  components: [bodyComponent, buttonComponent],
};

/** A send as Meta's page shows it. */
export const message = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '+12025550143',
  type: 'template',
  template: codeTemplate,
};

/** What is JSON is read; a page of HTML stays a text. */
const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text();

  return text === '' ? undefined : (parseJson(text) ?? text);
};

const refusalGuard = z.object({
  error: z.object({ fbtrace_id: z.string().min(1) }).passthrough(),
});

/** What an error says, but for its trace id, which is random. */
export const refusalOf = ({ status, body }: Pick<GraphAnswer, 'status' | 'body'>) => {
  const { fbtrace_id: _, ...error } = refusalGuard.parse(body).error;

  return { status, ...error };
};

type SandboxOptions = {
  account?: SandboxSeed;
  rules?: Partial<SandboxRules>;
  latency?: Partial<Latency>;
  graphVersion?: string;
};

/**
 * A sandbox at noon of 21 November 2026, until its clock is put forward. Its timers are those of the
 * test: use fake ones for what comes later.
 */
export const createSandbox = ({ latency, ...options }: SandboxOptions = {}) => {
  const now = vi.fn(() => new Date('2026-11-21T12:00:00Z'));
  const clock = createClock(now);
  const world = createWorld({
    ...readOptions({ ...options, latency: { ...latencyProfiles.none, ...latency } }),
    clock,
  });

  for (const template of world.account.templates) {
    world.templates.add(template);
  }

  const app = createApp(world);

  const call = async ({
    method = 'POST',
    path = sendPath,
    authorization = 'Bearer EAAsandboxValidToken',
    headers = {},
    body,
  }: Call = {}): Promise<GraphAnswer> => {
    const request = {
      method,
      headers: {
        'content-type': 'application/json',
        ...(authorization !== '' && { authorization }),
        ...headers,
      },
      ...((method === 'POST' || method === 'PUT') && {
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    };
    // Node's own request and answer would be in the last one.
    const response = await app.request(path, request, {});

    return { status: response.status, headers: response.headers, body: await readBody(response) };
  };

  return {
    ...world,
    app,
    now,
    /** Puts the clock forward, not the timers. */
    putForward: (milliseconds: number) => {
      now.mockReturnValue(new Date(now().getTime() + milliseconds));
    },
    call,
    get: async (path: string, authorization?: string) =>
      call({ method: 'GET', path, ...(authorization !== undefined && { authorization }) }),
    /** Sends the message with these of its fields changed. */
    send: async (fields: Record<string, unknown> = {}, path = sendPath) =>
      call({ path, body: { ...message, ...fields } }),
  };
};
