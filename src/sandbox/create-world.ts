import { majorOf } from '../meta/graph-versions.js';

import { type SandboxAccount } from './account.js';
import { type Clock } from './clock.js';
import { Deliveries } from './deliveries.js';
import { Inbox } from './inbox.js';
import { type Latency } from './latency.js';
import { Phones } from './phones.js';
import { Refusals } from './refusals.js';
import { type SandboxRules } from './rules.js';
import { TemplateStore } from './template-store.js';
import { reportTemplates } from './template-webhooks.js';
import { Webhooks } from './webhooks/webhooks.js';
import { type World } from './world.js';

/** What a world is made of. */
type WorldOptions = {
  account: SandboxAccount;
  rules: SandboxRules;
  latency: Latency;
  graphVersion: string;
  /** Milliseconds until a template is approved. */
  reviewTime: number;
  clock: Clock;
};

/** A sandbox without its faces; the templates of the account are not in it yet. */
export const createWorld = ({ reviewTime, ...options }: WorldOptions): World => {
  const { account, rules, latency, clock, graphVersion } = options;
  const inbox = new Inbox();
  const phones = new Phones();
  const templates = new TemplateStore(clock, reviewTime);
  const webhooks = new Webhooks({ account, rules, clock, version: majorOf(graphVersion) });
  const deliveries = new Deliveries({ clock, latency, inbox, phones, webhooks });

  reportTemplates({ templates, webhooks, clock });

  return { ...options, inbox, phones, templates, webhooks, deliveries, refusals: new Refusals() };
};
