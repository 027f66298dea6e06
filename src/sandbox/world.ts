import { type SandboxAccount } from './account.js';
import { type Clock } from './clock.js';
import { type Deliveries } from './deliveries.js';
import { type Inbox } from './inbox.js';
import { type Latency } from './latency.js';
import { type Phones } from './phones.js';
import { type Refusals } from './refusals.js';
import { type SandboxRules } from './rules.js';
import { type TemplateStore } from './template-store.js';
import { type Webhooks } from './webhooks/webhooks.js';

/** Everything that a sandbox consists of; what the routes share. */
export type World = Readonly<{
  account: SandboxAccount;
  rules: SandboxRules;
  latency: Latency;
  /** The newest Graph version that this Meta has, such as `v26.0`. */
  graphVersion: string;
  clock: Clock;
  templates: TemplateStore;
  phones: Phones;
  inbox: Inbox;
  refusals: Refusals;
  deliveries: Deliveries;
  webhooks: Webhooks;
}>;
