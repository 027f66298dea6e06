/**
 * A Logto's token endpoint and Management API, as far as the commands call them. What it answers is
 * checked with Logto's own guards, so that it cannot drift from the published shapes.
 */
import { once } from 'node:events';

import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { onTestFinished } from 'vitest';

import { portOf } from '../../bench/port.js';
import { defaultMetadata } from '../../src/constant.js';
import { configGuard } from '../../src/types.js';

import {
  Refusal,
  forbidden,
  headerMissing,
  invalidConfig,
  notFound,
  notInstalled,
  unauthorized,
} from './logto-refusals.js';
import {
  type Config,
  type LanguageInfo,
  type StoredConnector,
  cleanDeep,
  connectorAnswer,
  factoryAnswer,
  phrasesAnswer,
  readNewConnector,
  readPatch,
  signInExperienceAnswer,
} from './logto-shapes.js';

/** What a command has in its environment. */
export const logtoCredentials = Object.freeze({
  LOGTO_APP_ID: 'm2m0app0of0the0test',
  LOGTO_APP_SECRET: 'planted0m2m0secret0of0the0test',
});

export type StandInOptions = {
  /** The indicator of its Management API. */
  resource?: string;
  /** Whether the app has the role "Logto Management API access". */
  hasRole?: boolean;
  /** Whether the package of our connector is installed. */
  isInstalled?: boolean;
  connectors?: ReadonlyArray<{ connectorId?: string; type?: string; config: Config }>;
  languageInfo?: LanguageInfo;
  /** `forbidden` when the app may not read them. */
  customLanguages?: readonly string[] | 'forbidden';
  /** What is stored of a config that is written, such as when somebody else saves at the same time. */
  stores?: (config: Config) => Config;
};

type Arrived = Readonly<{ method: string; path: string; body: unknown }>;

const defaultResource = 'https://default.logto.app/api';

class StandIn {
  readonly requests = new Set<Arrived>();
  readonly #connectors = new Map<string, StoredConnector>();
  readonly #tokens = new Set<string>();
  #identity = 0;
  #isRemovedSoon = false;

  constructor(private readonly options: StandInOptions) {
    for (const { connectorId = defaultMetadata.id, type = 'Sms', config } of options.connectors ??
      []) {
      this.#store({ id: this.#nextId(), connectorId, type, config });
    }
  }

  get connectors(): StoredConnector[] {
    return [...this.#connectors.values()];
  }

  /** As if somebody changed it in Console. */
  edit(change: Config) {
    for (const connector of this.connectors) {
      this.#store({ ...connector, config: { ...connector.config, ...change } });
    }
  }

  /** As if somebody removed the connectors between a reading and a writing. */
  removeBeforeNextWrite() {
    this.#isRemovedSoon = true;
  }

  /** As after an hour. */
  expireTokens() {
    this.#tokens.clear();
  }

  app(): Hono {
    const app = new Hono();
    app.use(async (context, next) => {
      const text = await context.req.text();
      const { method, path } = context.req;
      const isJson = context.req.header('content-type') === 'application/json';
      this.requests.add({ method, path, body: isJson ? JSON.parse(text) : text });
      await next();
    });
    app.post('/oidc/token', async (context) => this.#token(context));
    app.use('/api/*', async (context, next) => {
      this.#authorize(context.req.header('authorization'));
      await next();
    });
    app.get('/api/connectors', (context) =>
      context.json(this.connectors.map((connector) => connectorAnswer(connector)))
    );
    app.post('/api/connectors', async (context) => context.json(await this.#create(context)));
    app.get('/api/connectors/:id', (context) =>
      context.json(connectorAnswer(this.#find(context.req.param('id'))))
    );
    app.patch('/api/connectors/:id', async (context) =>
      context.json(await this.#update(context, context.req.param('id')))
    );
    app.get('/api/connector-factories/:id', (context) =>
      context.json(this.#factory(context.req.param('id')))
    );
    app.get('/api/sign-in-exp', (context) =>
      context.json(signInExperienceAnswer(this.options.languageInfo))
    );
    app.get('/api/custom-phrases', (context) => context.json(this.#customPhrases()));
    // The sign-in page stands everywhere else.
    app.notFound((context) => context.html('<!DOCTYPE html><title>Logto</title>'));
    app.onError((error, context) => {
      if (!(error instanceof Refusal)) {
        throw error;
      }

      const { status, code, message, data } = error;

      return context.json({ code, message, ...(data !== undefined && { data }) }, status);
    });

    return app;
  }

  #nextId() {
    this.#identity += 1;

    return `connector${this.#identity}`;
  }

  #store(connector: StoredConnector) {
    this.#connectors.set(connector.id, connector);
  }

  #find(id: string): StoredConnector {
    const connector = this.#connectors.get(id);

    if (!connector) {
      throw notFound();
    }

    return connector;
  }

  async #token(context: Context): Promise<Response> {
    const { LOGTO_APP_ID, LOGTO_APP_SECRET } = logtoCredentials;
    const expected = `Basic ${Buffer.from(`${LOGTO_APP_ID}:${LOGTO_APP_SECRET}`).toString('base64')}`;
    const form = new URLSearchParams(await context.req.text());
    const refuse = (status: 400 | 401, error: string, error_description: string) =>
      context.json(
        { code: `oidc.${error}`, message: `OIDC error: ${error}.`, error, error_description },
        status
      );

    if (context.req.header('authorization') !== expected) {
      return refuse(401, 'invalid_client', 'client authentication failed');
    }

    if (form.get('grant_type') !== 'client_credentials') {
      return refuse(400, 'unsupported_grant_type', 'unsupported grant_type requested');
    }

    if (form.get('resource') !== (this.options.resource ?? defaultResource)) {
      return refuse(400, 'invalid_target', 'resource indicator is missing, or unknown');
    }

    this.#identity += 1;
    const token = `planted-management-token-${this.#identity}`;
    this.#tokens.add(token);

    return context.json({
      access_token: token,
      expires_in: 3600,
      token_type: 'Bearer',
      // Without the role, the token has no scope.
      ...(this.#isPermitted(form.get('scope') ?? '') && { scope: 'all' }),
    });
  }

  #isPermitted(scope: string) {
    return (this.options.hasRole ?? true) && scope.split(' ').includes('all');
  }

  #authorize(authorization: string | undefined) {
    const [kind, token = ''] = authorization?.split(' ') ?? [];

    if (kind === undefined) {
      throw headerMissing();
    }

    if (kind !== 'Bearer' || !this.#tokens.has(token)) {
      throw unauthorized();
    }

    if (!(this.options.hasRole ?? true)) {
      throw forbidden();
    }
  }

  #check(config: unknown): Config {
    const { error } = configGuard.safeParse(config);

    if (error) {
      throw invalidConfig(error);
    }

    const stored = cleanDeep(config);

    return this.options.stores?.(stored) ?? stored;
  }

  #isInstalled(id: string) {
    return id === defaultMetadata.id && this.options.isInstalled !== false;
  }

  #factory(id: string) {
    if (!this.#isInstalled(id)) {
      throw notFound();
    }

    return factoryAnswer();
  }

  async #create(context: Context) {
    const { connectorId, config } = readNewConnector(await context.req.json());

    if (!this.#isInstalled(connectorId)) {
      throw notInstalled();
    }

    const connector = { id: this.#nextId(), connectorId, type: 'Sms', config: this.#check(config) };

    // A tenant has one SMS connector.
    for (const { id, type } of this.connectors) {
      if (type === connector.type) {
        this.#connectors.delete(id);
      }
    }

    this.#store(connector);

    return connectorAnswer(connector);
  }

  async #update(context: Context, id: string) {
    if (this.#isRemovedSoon) {
      this.#connectors.clear();
    }

    const connector = this.#find(id);
    const { config } = readPatch(await context.req.json());
    const updated = { ...connector, ...(config && { config: this.#check(config) }) };
    this.#store(updated);

    return connectorAnswer(updated);
  }

  #customPhrases() {
    const { customLanguages = [] } = this.options;

    if (typeof customLanguages === 'string') {
      throw forbidden();
    }

    return phrasesAnswer(customLanguages);
  }
}

/** On a free port, closed after the test. */
export const startLogtoStandIn = async (options: StandInOptions = {}) => {
  const standIn = new StandIn(options);
  const server = serve({ fetch: standIn.app().fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();

    if ('closeAllConnections' in server) {
      server.closeAllConnections();
    }

    await once(server, 'close');
  });

  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    standIn,
  };
};
