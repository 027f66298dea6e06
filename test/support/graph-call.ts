/**
 * Calls to a sandbox without a server around it.
 */
import { vi } from 'vitest';
import { z } from 'zod';

import { defaultAccount } from '../../src/sandbox/account.js';
import { type SandboxState, createApp } from '../../src/sandbox/app.js';
import { Inbox } from '../../src/sandbox/inbox.js';
import { type SandboxAccount } from '../../src/sandbox/index.js';

const sendPath = '/v25.0/100000000000001/messages';

type Call = {
  method?: string;
  path?: string;
  /** Empty sends no header. */
  authorization?: string;
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

const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);

  return body;
};

const refusalGuard = z.object({
  error: z.object({ fbtrace_id: z.string().min(1) }).passthrough(),
});

/** What an error says, but for its trace id, which is random. */
export const refusalOf = ({ status, body }: GraphAnswer) => {
  const { fbtrace_id: _, ...error } = refusalGuard.parse(body).error;

  return { status, ...error };
};

/** A sandbox at noon of 21 November 2026, until its clock is put forward. */
export const createSandbox = (
  account: Partial<SandboxAccount> = {},
  state: Partial<SandboxState> = {}
) => {
  const now = vi.fn(() => new Date('2026-11-21T12:00:00Z'));
  const inbox = new Inbox();
  const app = createApp({
    account: { ...defaultAccount, ...account },
    inbox,
    behaviours: new Map(),
    now,
    ...state,
  });

  const call = async ({
    method = 'POST',
    path = sendPath,
    authorization = 'Bearer EAAsandboxValidToken',
    body,
  }: Call = {}): Promise<GraphAnswer> => {
    const response = await app.request(path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(authorization !== '' && { authorization }),
      },
      ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

    return { status: response.status, headers: response.headers, body: await readBody(response) };
  };

  return {
    inbox,
    now,
    call,
    /** Sends the message with these of its fields changed. */
    send: async (fields: Record<string, unknown> = {}, path = sendPath) =>
      call({ path, body: { ...message, ...fields } }),
  };
};
