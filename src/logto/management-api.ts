/** Logto's Management API: the token for it, and its calls. */
import { z } from 'zod';

import { explainNoToken, explainRefusal, isSuccess } from './refusals.js';
import { type TenantAccess } from './tenant-access.js';
import {
  type TenantAnswer,
  type TenantRequest,
  notLogto,
  tenantRequest,
} from './tenant-request.js';

export type ManagementCall = {
  method: TenantRequest['method'];
  /** Below `/api/`. */
  path: string;
  json?: unknown;
};

const tokenGuard = z.object({ access_token: z.string().regex(/^[!-~]+$/) });
/** Source: RFC 6749, section 2.3.1. */
const basicCredentials = ({ appId, appSecret }: TenantAccess): string =>
  Buffer.from(`${encodeURIComponent(appId)}:${encodeURIComponent(appSecret)}`).toString('base64');

/** Source: Logto, "Interact with Management API". */
const fetchToken = async (access: TenantAccess, timeout?: number): Promise<string> => {
  const answer = await tenantRequest({
    origin: access.origin,
    method: 'POST',
    path: '/oidc/token',
    headers: {
      authorization: `Basic ${basicCredentials(access)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: access.resource,
      scope: 'all',
    }).toString(),
    timeout,
  });
  const { data } = tokenGuard.safeParse(answer.json);

  if (isSuccess(answer) && data) {
    return data.access_token;
  }

  throw explainNoToken(answer, access);
};

export class ManagementApi {
  #token: Promise<string> | undefined;
  #lastToken: string | undefined;

  /** @param timeout For each request, in milliseconds. */
  constructor(
    readonly access: TenantAccess,
    private readonly timeout?: number
  ) {}

  /** What it shows to Logto, and nobody else is to see: an answer may repeat it. */
  get secrets(): ReadonlyArray<string | undefined> {
    return [this.access.appSecret, basicCredentials(this.access), this.#lastToken];
  }

  /**
   * One call; any answer is returned, whatever its status.
   *
   * @throws {CommandProblem} Without a token, and without an answer.
   */
  async ask(call: ManagementCall): Promise<TenantAnswer> {
    const token = this.#token ?? fetchToken(this.access, this.timeout);
    const isFresh = this.#token === undefined;
    this.#token = token;
    const answer = await this.#send(call, await token);

    if (answer.status !== 401 || isFresh) {
      return answer;
    }

    // It has expired meanwhile: a review of templates can take hours.
    this.#token = fetchToken(this.access, this.timeout);

    return this.#send(call, await this.#token);
  }

  /**
   * One call that has to be done.
   *
   * @param doing What is asked for, such as `read the connectors`.
   * @returns The JSON of the answer.
   * @throws {CommandProblem} When Logto refuses, or cannot be asked.
   */
  async call(call: ManagementCall, doing: string): Promise<unknown> {
    const answer = await this.ask(call);

    if (isSuccess(answer) && answer.json !== undefined) {
      return answer.json;
    }

    throw isSuccess(answer)
      ? notLogto(this.access.origin, answer.status)
      : explainRefusal(answer, this.access, doing);
  }

  async #send({ method, path, json }: ManagementCall, token: string): Promise<TenantAnswer> {
    this.#lastToken = token;

    return tenantRequest({
      origin: this.access.origin,
      method,
      path: `/api/${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(json !== undefined && { 'content-type': 'application/json' }),
      },
      body: json === undefined ? undefined : JSON.stringify(json),
      timeout: this.timeout,
    });
  }
}
