/** One request to a Logto tenant. */
import { parseJson } from '../json/parse-json.js';
import { Oversized, limitedText } from '../meta/limited-text.js';
import { isInsecureCode, systemCodeOf } from '../meta/system-code.js';
import { CommandProblem } from '../problem/command-problem.js';

/** For the whole request, in milliseconds; Logto answers within one second. */
const usualTimeout = 10_000;

/** In bytes. The list of connectors holds their guides and logos: some hundred KB. */
const maximumAnswerSize = 16 * 1024 * 1024;

export type TenantRequest = {
  origin: string;
  method: 'GET' | 'POST' | 'PATCH';
  /** With a slash at its beginning. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** In milliseconds. */
  timeout?: number | undefined;
};

export type TenantAnswer = {
  status: number;
  /** `undefined` when the body is no JSON. */
  json: unknown;
};

export const notLogto = (origin: string, status: number) =>
  new CommandProblem(
    `${origin} answered with HTTP ${status}, but not as Logto does.\nGive the tenant's endpoint as --logto: its sign-in page stands there, not Console. If a proxy is in front of it, /api and /oidc have to pass.`
  );

const explainEnd = (error: unknown, origin: string, timeout: number): string => {
  if (error instanceof Oversized) {
    return `${origin} answered with more than ${maximumAnswerSize / 1024 / 1024} MB, which Logto does not.\nCheck --logto.`;
  }

  if (error instanceof Error && error.name === 'TimeoutError') {
    return `${origin} did not answer within ${timeout / 1000} s.\nIs Logto well? Run the command again: twice does no harm.`;
  }

  const code = systemCodeOf(error instanceof Error && error.cause ? error.cause : error);

  return isInsecureCode(code)
    ? `No secure connection to ${origin} could be made (${code}).\nCheck this machine's clock and its certificates. A certificate of your own is trusted with NODE_EXTRA_CA_CERTS.`
    : `${origin} could not be reached, or hung up (${code}).\nCheck --logto, and the DNS and firewall of this machine.`;
};

/**
 * Any answer is returned, whatever its status. No redirect is followed: it would carry the secret to
 * another host.
 *
 * @throws {CommandProblem} Without an answer, and when it is a redirect or larger than 16 MB.
 */
export const tenantRequest = async ({
  origin,
  path,
  method,
  headers,
  body,
  timeout = usualTimeout,
}: TenantRequest): Promise<TenantAnswer> => {
  try {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { accept: 'application/json', 'user-agent': 'connector-whatsapp-otp', ...headers },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    const { status } = response;

    if (status >= 300 && status < 400) {
      await response.body?.cancel();

      throw new CommandProblem(
        `${origin} redirects to another address, which is not followed: the app's secret would go there.\nGive the tenant's endpoint as --logto, with https, as Console shows it.`
      );
    }

    const answer = response.body ? await limitedText(response.body, maximumAnswerSize) : '';

    return { status, json: parseJson(answer) };
  } catch (error: unknown) {
    throw error instanceof CommandProblem
      ? error
      : new CommandProblem(explainEnd(error, origin, timeout));
  }
};
