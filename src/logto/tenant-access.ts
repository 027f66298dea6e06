/** Where a Logto tenant is, and as whom it is called. */
import { bareAddress, isLoopback, readAddress } from '../config/address.js';
import { Problem } from '../config/field.js';
import { CommandProblem } from '../problem/command-problem.js';

/** What the options of a command say about a tenant. */
export type TenantFlags = {
  /** The tenant's endpoint. */
  logto?: string | undefined;
  /** The indicator of its Management API, where it cannot be told from the address. */
  logtoResource?: string | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

export type TenantAccess = {
  /** The tenant's endpoint, without a slash at its end. */
  origin: string;
  /** The indicator of the Management API. */
  resource: string;
  appId: string;
  /** Secret. */
  appSecret: string;
};

/** Source: Logto, "Interact with Management API"; a Logto of one's own has this tenant alone. */
const ownResource = 'https://default.logto.app/api';

/** The endpoint of a tenant of Logto Cloud that has no domain of its own. */
const cloudHost = /^[\da-z-]+\.logto\.app$/;

const resourceOf = ({ hostname }: URL): string =>
  cloudHost.test(hostname) ? `https://${hostname}/api` : ownResource;

const refuseAddress = (message: string) => new CommandProblem(`--logto: ${message}`);

/** Never repeats the address: it may hold a password. */
const readEndpoint = (text: string): URL => {
  const url = readAddress(text.trim(), 'https://auth.example.com');

  if (url instanceof Problem) {
    throw refuseAddress(url.message);
  }

  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw refuseAddress(
      "The app's secret and the connector's config would travel unencrypted. Use https; http is for this machine only (localhost, 127.0.0.1)."
    );
  }

  const address = bareAddress(url);

  if (address instanceof Problem) {
    throw refuseAddress(address.message);
  }

  if (address !== url.origin) {
    throw refuseAddress(
      "Leave the path out of the address: it is the tenant's endpoint, such as https://auth.example.com. Console itself stands elsewhere."
    );
  }

  return url;
};

const readResource = (text: string): string => {
  if (!URL.canParse(text)) {
    throw new CommandProblem(
      '--logto-resource: Copy the API identifier of "Logto Management API" from Console → API resources. It looks like https://default.logto.app/api.'
    );
  }

  return text;
};

const readCredentials = ({ LOGTO_APP_ID, LOGTO_APP_SECRET }: Environment) => {
  const appId = LOGTO_APP_ID?.trim() ?? '';
  const appSecret = LOGTO_APP_SECRET?.trim() ?? '';
  const missing = [...(appId ? [] : ['LOGTO_APP_ID']), ...(appSecret ? [] : ['LOGTO_APP_SECRET'])];

  if (missing.length > 0) {
    throw new CommandProblem(
      [
        `--logto needs ${missing.join(' and ')} in the environment.`,
        'There is no option for them: other users of this machine could read it in the list of processes.',
        'They belong to a machine-to-machine app: Console → Applications → Create application → Machine-to-machine, with the role "Logto Management API access".',
      ].join('\n')
    );
  }

  return { appId, appSecret };
};

/**
 * Reads where the tenant is and who asks.
 *
 * @returns `undefined` without `--logto`.
 * @throws {CommandProblem} When the address cannot be used, or the app's id or secret is missing.
 */
export const readTenantAccess = (
  { logto, logtoResource }: TenantFlags,
  environment: Environment
): TenantAccess | undefined => {
  if (logto === undefined) {
    return;
  }

  const url = readEndpoint(logto);

  return {
    origin: url.origin,
    resource: logtoResource === undefined ? resourceOf(url) : readResource(logtoResource.trim()),
    ...readCredentials(environment),
  };
};
