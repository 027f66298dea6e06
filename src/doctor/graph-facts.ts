/** What Meta knows of token, number and account. */
import { type AccountFacts, readAccount } from '../meta/diagnostics/account.js';
import { onlyAccount, onlyNumber } from '../meta/diagnostics/discover.js';
import { accountIn } from '../meta/diagnostics/health.js';
import { type NumberFacts, readNumber, readNumbers } from '../meta/diagnostics/number.js';
import { type TokenFacts, readToken } from '../meta/diagnostics/token.js';
import { type GraphAccess } from '../meta/graph-call.js';
import {
  type AppWebhook,
  type SubscribedApp,
  type Subscriptions,
  readAccountSubscription,
  readWebhook,
} from '../meta/subscriptions.js';
import { type AccountTemplate } from '../meta/templates/account-template.js';
import { readTemplates } from '../meta/templates/read-templates.js';
import { hasNoTemplates } from '../setup/has-no-templates.js';
import { type Setup } from '../setup/setup.js';

import { type AnswerFacts, type Fact, type Facts, valueOf } from './facts.js';
import { Absence, type DoctorTimes, type Settling, requireValue } from './settle.js';
import { readSkew } from './skew.js';

type GraphSurroundings = {
  setup: Setup;
  /** Whether delivery statuses are of use to anybody. */
  expectsWebhooks: boolean;
  access: GraphAccess | undefined;
  settling: Settling;
  times: DoctorTimes;
  now: () => Date;
};

/** Each is asked for at once; what needs another waits for that one alone. */
export class GraphFacts {
  readonly token: Promise<Fact<TokenFacts>>;
  readonly number: Promise<Fact<NumberFacts>>;
  readonly numbers: Promise<Fact<readonly NumberFacts[]>>;
  readonly account: Promise<Fact<AccountFacts>>;
  readonly templates: Promise<Fact<readonly AccountTemplate[]>>;
  readonly subscription: Promise<Fact<Subscriptions['account']>>;
  readonly appWebhook: Promise<Fact<AppWebhook | undefined>>;

  readonly #versions = new Set<string>();
  #skew: number | undefined;

  constructor(private readonly surroundings: GraphSurroundings) {
    this.token = this.#settle(async (access) => readToken(access));
    this.numbers = this.#settle(async (access) => readNumbers(access, await this.#accountId()));
    this.number = this.#settle(async (access) => readNumber(access, await this.#numberId()));
    this.account = this.#settle(async (access) => readAccount(access, await this.#accountId()));
    this.templates = this.#settle(async (access) => this.#readTemplates(access));
    this.subscription = this.#settle(async (access) =>
      readAccountSubscription(await this.#app(access))
    );
    this.appWebhook = this.#settle(async (access) => this.#readAppWebhook(access));
  }

  get answers(): AnswerFacts {
    return { versions: [...this.#versions], skew: this.#skew };
  }

  async ids(): Promise<Pick<Facts, 'businessAccountId' | 'phoneNumberId'>> {
    const { setup } = this.surroundings;
    const [token, number, numbers] = await Promise.all([this.token, this.number, this.numbers]);

    return {
      businessAccountId: setup.businessAccountId ?? this.#foundAccount(token, number),
      phoneNumberId: setup.phoneNumberId ?? onlyNumber(valueOf(numbers) ?? [])?.id,
    };
  }

  async #settle<Value>(look: (access: GraphAccess) => Promise<Value>): Promise<Fact<Value>> {
    const { setup, settling } = this.surroundings;
    const { host } = new URL(setup.baseUrl);

    return settling.settle(host, async () => look(this.#access()));
  }

  #access(): GraphAccess {
    const { access, times, setup } = this.surroundings;

    if (!access) {
      throw new Absence(
        setup.gateway === 'meta'
          ? 'The config has no access token that can be used.'
          : '360dialog keeps this to itself.'
      );
    }

    return {
      ...access,
      timeout: times.call,
      onAnswer: (headers) => {
        const version = headers['facebook-api-version'];
        this.#skew ??= readSkew(headers.date, this.surroundings.now().getTime());

        if (typeof version === 'string') {
          this.#versions.add(version);
        }
      },
    };
  }

  #foundAccount(token: Fact<TokenFacts>, number?: Fact<NumberFacts>): string | undefined {
    return (
      onlyAccount(valueOf(token) ?? {}) ??
      accountIn(number === undefined ? undefined : valueOf(number)?.health)
    );
  }

  async #accountId(): Promise<string> {
    const { setup } = this.surroundings;

    if (setup.businessAccountId !== undefined) {
      return setup.businessAccountId;
    }

    const token = await this.token;
    const known = this.#foundAccount(token);

    if (known !== undefined) {
      return known;
    }

    // Without its id, the number itself waits for the account.
    const number = setup.phoneNumberId === undefined ? undefined : await this.number;
    const found = this.#foundAccount(token, number);

    if (found !== undefined) {
      return found;
    }

    requireValue(token);

    if (number) {
      requireValue(number);
    }

    throw new Absence('Which account the token is for is not known.');
  }

  async #numberId(): Promise<string> {
    const { setup } = this.surroundings;

    if (setup.phoneNumberId !== undefined) {
      return setup.phoneNumberId;
    }

    const numbers = requireValue(await this.numbers);
    const found = onlyNumber(numbers)?.id;

    if (found === undefined) {
      throw new Absence(
        numbers.length === 0
          ? 'The account has no phone number yet: add one in WhatsApp Manager.'
          : `The account has several numbers; set phoneNumberId to one of ${numbers.map(({ id }) => id).join(', ')}.`
      );
    }

    return found;
  }

  async #readTemplates(access: GraphAccess): Promise<readonly AccountTemplate[]> {
    const { setup } = this.surroundings;
    const { templates } = setup;

    if (templates.length === 0) {
      throw new Absence(
        hasNoTemplates(setup) ? 'The config has no templates.' : 'They cannot be read; see Config.'
      );
    }

    return readTemplates(
      access,
      await this.#accountId(),
      templates.map(({ templateName }) => templateName)
    );
  }

  async #app(access: GraphAccess): Promise<SubscribedApp> {
    const { setup, expectsWebhooks } = this.surroundings;

    if (!expectsWebhooks) {
      throw new Absence('There is no relay.');
    }

    const { appId } = requireValue(await this.token);

    if (appId === undefined) {
      throw new Absence('Meta does not tell of which app the token is.');
    }

    return {
      ...access,
      appId,
      appSecret: setup.appSecret ?? '',
      accessToken: access.token,
      businessAccountId: await this.#accountId(),
      phoneNumberIds: [],
    };
  }

  async #readAppWebhook(access: GraphAccess): Promise<AppWebhook | undefined> {
    if (this.surroundings.setup.appSecret === undefined) {
      throw new Absence('Only the app secret opens them: set appSecret (WHATSAPP_APP_SECRET).');
    }

    return readWebhook(await this.#app(access));
  }
}
