import { type z } from 'zod';

import { isGraphVersion } from '../meta/graph-versions.js';

import { type SandboxSeed, accountGuard } from './account.js';
import { type Activity } from './activity.js';
import {
  type Latency,
  type LatencyProfile,
  latencyGuard,
  latencyProfiles,
  milliseconds,
} from './latency.js';
import { type SandboxRules, rulesGuard } from './rules.js';
import { type WebhookTarget, isWebhookAddress } from './webhooks/handshake.js';

/** The newest version of the Graph API that this package knows. */
export const newestGraphVersion = 'v26.0';

/** Milliseconds: long enough to be seen as PENDING, short enough to wait for. */
const defaultReviewTime = 3000;

export type SandboxOptions = {
  /** 0, the default, takes a free one. */
  port?: number;
  /**
   * The address to listen on. Anything but the loopback lets others on the network read the codes, so
   * it has to be asked for.
   */
  host?: string;
  /** Names, besides those of the loopback, by which the sandbox may be addressed. */
  allowedHosts?: readonly string[];
  /** The account; what is left out is preset. */
  account?: SandboxSeed;
  /** Where contradictions of Meta's pages are read otherwise than by default. */
  rules?: Partial<SandboxRules>;
  /** How long things take; `fast` unless told. */
  latency?: LatencyProfile | Partial<Latency>;
  /** Where webhooks go, with the token for the handshake. */
  webhook?: WebhookTarget;
  /** The newest Graph version that this Meta has, such as `v26.0`. */
  graphVersion?: string;
  /** Milliseconds until a template is approved; 3 s unless told. */
  reviewTime?: number;
  /** A folder in which the sandbox keeps what it holds; in memory unless told. */
  stateFolder?: string;
  /** Told of everything that happens, without codes and whole numbers. */
  onActivity?: (activity: Activity) => void;
  /**
   * Whether nothing else runs in this process. Then the server puts quicker kinds of the global
   * `Request` and `Response` in the place of Node's, which is a third of the time of a send; beside
   * other code, what its own `fetch` gives it would be no `Response` any more.
   */
  isAlone?: boolean;
  now?: () => Date;
};

const describeIssues = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; ');

const read = <Output>(
  guard: z.ZodType<Output, z.ZodTypeDef, unknown>,
  value: unknown,
  name: string
): Output => {
  const { data, error } = guard.safeParse(value);

  if (data === undefined) {
    throw new TypeError(
      `The sandbox cannot use its ${name}. ${error ? describeIssues(error) : ''}`
    );
  }

  return data;
};

/** A profile that is left out in part is `fast` in the rest; one that is not known is no object. */
const latencyOf = (latency: LatencyProfile | Partial<Latency>): unknown =>
  typeof latency === 'string'
    ? new Map<string, Latency>(Object.entries(latencyProfiles)).get(latency)
    : { ...latencyProfiles.fast, ...latency };

/**
 * Fills in what is left out.
 *
 * @throws {TypeError} When something cannot be used; it names what.
 */
export const readOptions = ({
  account = {},
  rules = {},
  latency = 'fast',
  graphVersion = newestGraphVersion,
  reviewTime = defaultReviewTime,
  webhook,
}: SandboxOptions) => {
  if (!isGraphVersion(graphVersion)) {
    throw new TypeError(`"${graphVersion}" is no Graph version. Write it like v26.0.`);
  }

  // It may hold a password, and is not repeated.
  if (webhook && !isWebhookAddress(webhook.url)) {
    throw new TypeError(
      'The address of the webhook cannot be called. Write it like http://localhost:3000/webhook.'
    );
  }

  return {
    account: read(accountGuard, account, 'account'),
    rules: read(rulesGuard, rules, 'rules'),
    latency: read(latencyGuard, latencyOf(latency), 'latency'),
    graphVersion,
    reviewTime: read(milliseconds, reviewTime, 'reviewTime'),
  };
};
