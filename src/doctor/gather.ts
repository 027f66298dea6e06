/** Looks at everything that the checks need, side by side, and at each thing once. */
import { type Providers } from '../fallback/providers.js';
import { type Tenant } from '../logto/tenant.js';
import { isSameAddress } from '../meta/webhook-address.js';
import { type Relay } from '../registration/post-registration.js';
import { accessOf } from '../setup/graph-access.js';
import { type Setup } from '../setup/setup.js';

import { expectsWebhooks, targetOf } from './checks/webhooks.js';
import { type Facts } from './facts.js';
import { GraphFacts } from './graph-facts.js';
import { lookAtFallback, lookAtGateway, lookAtLanguages } from './look.js';
import { probeRelay, probeRelaySecret } from './probe-relay.js';
import { probeWebhook } from './probe-webhook.js';
import { Absence, type DoctorTimes, Settling } from './settle.js';

const usualTimes: DoctorTimes = { call: 8000, all: 10_000 };

/** Milliseconds for each request to Logto: two in a row have to end before all does. */
export const tenantTime = 4000;

export type Surroundings = {
  setup: Setup;
  tenant?: Pick<Tenant, 'languages' | 'origin'> | undefined;
  /** Seconds for which a code is valid. */
  codeLife: number;
  environment: Readonly<Record<string, string | undefined>>;
  providers: Pick<Providers, 'load'>;
  now?: () => Date;
  times?: DoctorTimes;
};

/** As the relay's public address, with or without the path of the webhook. */
const readPublicUrl = (text = ''): string | undefined => {
  if (!URL.canParse(text.trim())) {
    return;
  }

  const { origin, pathname } = new URL(text.trim());

  return `${origin}${pathname}`.replace(/\/+$/, '').replace(/\/webhook$/, '');
};

const requireRelay = ({ relay }: Setup): Relay => {
  if (!relay) {
    throw new Absence('There is no relay.');
  }

  return relay;
};

/** The address that Meta calls, or else the one that it should. */
const addressOf = async (graph: GraphFacts, publicUrl: string | undefined): Promise<string> => {
  const [number, subscription, appWebhook] = await Promise.all([
    graph.number,
    graph.subscription,
    graph.appWebhook,
  ]);
  const address =
    targetOf({ number, subscription, appWebhook })?.address ??
    (publicUrl === undefined ? undefined : `${publicUrl}/webhook`);

  if (address === undefined) {
    throw new Absence('Where statuses go is not known; set RELAY_PUBLIC_URL.');
  }

  return address;
};

/**
 * @returns When everything is known, or when the time is over: what is missing then has failed.
 */
export const gatherFacts = async (surroundings: Surroundings): Promise<Facts> => {
  const {
    setup,
    tenant,
    codeLife,
    environment,
    providers,
    now = () => new Date(),
    times = usualTimes,
  } = surroundings;
  const settling = new Settling(times.all);
  const publicUrl = readPublicUrl(environment.RELAY_PUBLIC_URL);
  const graph = new GraphFacts({
    setup,
    expectsWebhooks: expectsWebhooks({ setup, publicUrl }),
    access: accessOf(setup),
    settling,
    times,
    now,
  });
  const verifyToken = environment.WHATSAPP_VERIFY_TOKEN?.trim();
  const relayHost = setup.relay ? new URL(setup.relay.url).host : '';
  const relay = settling.settle(relayHost, async () =>
    probeRelay(requireRelay(setup), times.call, now)
  );
  const relaySecret = settling.settle(relayHost, async () =>
    probeRelaySecret(requireRelay(setup), times.call)
  );
  const webhook = settling.settle('the webhook', async () => {
    if (!expectsWebhooks({ setup, publicUrl }) || setup.gateway !== 'meta') {
      throw new Absence('There is no relay.');
    }

    const address = await addressOf(graph, publicUrl);
    // Nobody else is to be told the verify token.
    const isOwn = publicUrl !== undefined && isSameAddress(address, `${publicUrl}/webhook`);

    return probeWebhook({
      address,
      verifyToken: isOwn && verifyToken !== '' ? verifyToken : undefined,
      timeout: times.call,
    });
  });
  const gateway = settling.settle(new URL(setup.baseUrl).host, async () =>
    lookAtGateway(setup, times.call)
  );
  const languages = settling.settle(tenant?.origin ?? '', async () => lookAtLanguages(tenant));
  const provider = settling.settle(setup.fallback?.connector ?? '', async () =>
    lookAtFallback(setup, providers)
  );

  const ids = await graph.ids();
  const facts = {
    token: await graph.token,
    number: await graph.number,
    numbers: await graph.numbers,
    account: await graph.account,
    templates: await graph.templates,
    subscription: await graph.subscription,
    appWebhook: await graph.appWebhook,
    gateway: await gateway,
    languages: await languages,
    relay: await relay,
    relaySecret: await relaySecret,
    webhook: await webhook,
    provider: await provider,
  };

  return {
    setup,
    now: now(),
    codeLife,
    publicUrl,
    answers: graph.answers,
    ...ids,
    ...facts,
  };
};
