import { parseJson } from '../json/parse-json.js';

import { readAnswer } from './answer.js';
import { createAppSecretProof } from './app-secret-proof.js';
import { type Censor } from './censor.js';
import { SendFailure } from './failure.js';
import { type AnswerHeaders, type GraphRequest, graphRequest } from './graph-request.js';

/** Where the Graph API is, and who calls it. */
export type GraphAccess = {
  baseUrl: string;
  apiVersion: string;
  token: string;
  /** Adds `appsecret_proof` to the call. */
  appSecret?: string | undefined;
  /** Knows every secret that Meta could repeat in an error. */
  censor: Censor;
  /** For each whole call, in milliseconds; 30 s unless told. */
  timeout?: number | undefined;
  /** Told the headers of every answer, whatever it says. */
  onAnswer?: ((headers: AnswerHeaders) => void) | undefined;
};

export type GraphCall = Pick<GraphRequest, 'method' | 'form' | 'json'> & {
  /** Below the version, such as `<id>/subscriptions`. */
  path: string;
  query?: Readonly<Record<string, string>>;
};

/**
 * One call to the Graph API, other than a send.
 *
 * The token goes into a header, where no log of addresses keeps it.
 *
 * @returns The JSON of an answer of success.
 * @throws {SendFailure} With the meaning of the error as the table has it when Meta refused the call;
 * `unreadable` when the answer is not JSON.
 */
export const graphCall = async (
  { baseUrl, apiVersion, token, appSecret, censor, timeout, onAnswer }: GraphAccess,
  { path, query, ...rest }: GraphCall
): Promise<unknown> => {
  const url = new URL(`${baseUrl}/${apiVersion}/${path}`);

  for (const [name, value] of Object.entries(query ?? {})) {
    url.searchParams.set(name, value);
  }

  if (appSecret) {
    url.searchParams.set('appsecret_proof', createAppSecretProof(appSecret, token));
  }

  const answer = await graphRequest({
    ...rest,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(timeout !== undefined && { timeout }),
  });
  onAnswer?.(answer.headers);
  const { status, body } = answer;
  const { host } = url;
  const json = parseJson(body);

  if (status >= 200 && status < 300 && json !== undefined) {
    return json;
  }

  const refusal = readAnswer(answer, { host, gateway: 'meta', censor });

  throw new SendFailure('kind' in refusal ? refusal : { kind: 'unreadable', host, status });
};
