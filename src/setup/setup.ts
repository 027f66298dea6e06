/** What the commands know of a connector, wherever they have it from. */
import { type FallbackConfig } from '../fallback/config.js';
import { type Censor } from '../meta/censor.js';
import { type Gateway } from '../meta/gateways.js';
import { type Relay } from '../registration/post-registration.js';
import { type TemplateEntry } from '../types.js';

/** Something in the config that is missing or cannot be used. Never holds the value. */
export type SetupIssue = {
  /** The key of the config that it is about, wherever the config comes from; empty for all of it. */
  key: string;
  /**
   * Key path as in Console, such as `templates.0.language`. Of a config from the environment, it
   * begins with the variable: `WHATSAPP_TEMPLATES.0.language`.
   */
  path: string;
  /** What is wrong and how to mend it. */
  message: string;
};

/**
 * A connector's config, read field by field: what is missing or wrong is absent, and stands among the
 * issues, so that a command can go as far as the rest allows.
 */
export type Setup = {
  /** Where it comes from, for people: a file's name, `the environment`, or the address of a Logto. */
  origin: string;
  /** As Console stores it. Secret. */
  raw: Readonly<Record<string, unknown>>;
  issues: readonly SetupIssue[];
  /** Keys of the config that are set, and are no JSON; absent in `raw`. */
  unreadable?: ReadonlySet<string>;
  /** Warnings about where the config comes from, for people. */
  notes?: readonly string[];
  gateway: Gateway;
  /** Of the Graph API, without a slash at its end. */
  baseUrl: string;
  apiVersion: string;
  accessToken?: string | undefined;
  appSecret?: string | undefined;
  phoneNumberId?: string | undefined;
  /** WABA id. */
  businessAccountId?: string | undefined;
  /** Empty when there are none, or when one of them cannot be read. */
  templates: readonly TemplateEntry[];
  fallback?: FallbackConfig | undefined;
  relay?: Relay | undefined;
  /** Knows every secret of the config. */
  censor: Censor;
};
