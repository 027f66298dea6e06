/** Carries a plan out. Everything that is there already stays, and may be met again. */
import { type GraphAccess } from '../meta/graph-call.js';
import { readTemplates } from '../meta/templates/read-templates.js';
import {
  type TemplateContent,
  createTemplate,
  editTemplate,
  unpauseTemplate,
  upsertTemplates,
} from '../meta/templates/write-templates.js';

import { type TemplateUse } from './needs.js';
import { type FailedCall, type Outcome, patiently, perform, readTimeout } from './perform.js';
import { type Plan, type PlanItem, planItem } from './plan.js';
import { type TemplateResult, resultOf, useOf } from './result.js';
import { isTemplateLimit } from './verdict.js';

export type ApplyOptions = {
  access: GraphAccess;
  /** WABA id. */
  businessAccountId: string;
  wish: TemplateContent;
  /** Told after each call how many of those that need one are done. */
  onProgress: (done: number, total: number) => void;
};

export type Applied = {
  /** In the order of the plan. */
  results: readonly TemplateResult[];
  /** What kept the rest from being tried. */
  stopped?: FailedCall | undefined;
};

/** So few that little is done twice when a call is cut off, and that progress is seen. */
const bulkSize = 20;

/** How often one template is tried whose outcome stays unknown. */
const tries = 3;

const keyOf = ({ name, language }: Pick<TemplateUse, 'name' | 'language'>): string =>
  `${name} ${language}`;

/** Ends the whole: carries why. */
class Stop extends Error {
  constructor(readonly failed: FailedCall) {
    super('stopped');
  }
}

type Actionable = Extract<PlanItem, { action: 'create' | 'change' | 'unpause' }>;

const isActionable = (item: PlanItem): item is Actionable =>
  item.action === 'create' || item.action === 'change' || item.action === 'unpause';

const doneBy = { create: 'created', change: 'changed', unpause: 'unpaused' } as const;

/** The result of what nothing is left to do for. */
const foundResult = (
  item: Exclude<PlanItem, Actionable>,
  did: TemplateResult['did']
): TemplateResult => ({ ...resultOf(item), ...(item.action !== 'impossible' && { did }) });

class Run {
  readonly #results = new Map<string, TemplateResult>();
  #done = 0;

  constructor(
    private readonly items: readonly PlanItem[],
    private readonly options: ApplyOptions
  ) {
    for (const item of items) {
      this.#results.set(keyOf(item), resultOf(item));
    }
  }

  get results(): TemplateResult[] {
    return [...this.#results.values()];
  }

  /** @throws {Stop} */
  async changeExisting() {
    for (const item of this.#actionable) {
      if (item.action !== 'create') {
        // eslint-disable-next-line no-await-in-loop -- one after the other: a limit stops the rest
        await this.#settle(item);
      }
    }
  }

  /** @throws {Stop} */
  async createMissing() {
    const missing = this.#actionable.filter(({ action }) => action === 'create');

    for (const name of new Set(missing.map((item) => item.name))) {
      const items = missing.filter((item) => item.name === name);

      for (const start of items.keys()) {
        if (start % bulkSize === 0) {
          // eslint-disable-next-line no-await-in-loop -- one after the other: a limit stops the rest
          await this.#createTogether(name, items.slice(start, start + bulkSize));
        }
      }
    }
  }

  get #actionable(): Actionable[] {
    return this.items.filter((item): item is Actionable => isActionable(item));
  }

  /** Several languages in one call, or one by one where that is not possible. */
  async #createTogether(name: string, items: readonly Actionable[]) {
    const { access, businessAccountId, wish } = this.options;

    // Bulk calls take no label.
    if (wish.label !== undefined || items.length === 1) {
      await this.#settleEach(items);

      return;
    }

    const languages = items.map(({ language }) => language);
    const outcome = await perform(async () =>
      upsertTemplates(access, businessAccountId, { name, languages }, wish)
    );

    if (outcome.kind === 'done') {
      const taken = items.filter(({ language }) => outcome.value.has(language));

      for (const item of taken) {
        this.#note({ ...useOf(item), did: 'created', status: 'PENDING' });
      }

      await this.#settleEach(items.filter((item) => !taken.includes(item)));

      return;
    }

    // One by one, as many as there may be can still be created.
    if (
      outcome.kind === 'limit' ||
      (outcome.kind === 'stop' && !isTemplateLimit(outcome.failure))
    ) {
      throw new Stop(outcome);
    }

    await this.#settleEach(await this.#stillToDo(items, outcome.kind === 'unknown'));
  }

  /** @param isOurs Whether what is there now was probably created by us. */
  async #stillToDo(items: readonly Actionable[], isOurs: boolean): Promise<Actionable[]> {
    const replanned = await this.#planAnew(items);

    for (const item of replanned) {
      if (!isActionable(item)) {
        this.#note(foundResult(item, isOurs ? 'created' : 'nothing'));
      }
    }

    return replanned.filter((item): item is Actionable => isActionable(item));
  }

  async #planAnew(items: readonly TemplateUse[]): Promise<PlanItem[]> {
    const { access, businessAccountId, wish } = this.options;
    const names = items.map(({ name }) => name);
    const outcome = await perform(
      async () =>
        patiently(
          async () => readTemplates({ ...access, timeout: readTimeout }, businessAccountId, names),
          { wasReached: true }
        ),
      // It has been tried again already.
      []
    );

    if (outcome.kind !== 'done') {
      throw new Stop(outcome);
    }

    return items.map((item) =>
      planItem(
        useOf(item),
        outcome.value.find((template) => keyOf(template) === keyOf(item)),
        wish
      )
    );
  }

  async #settleEach(items: readonly Actionable[]) {
    for (const item of items) {
      // eslint-disable-next-line no-await-in-loop -- one after the other: a limit stops the rest
      await this.#settle(item);
    }
  }

  /** @param left How often it may still be tried. */
  async #settle(item: Actionable, left: number = tries): Promise<void> {
    const outcome = await this.#attempt(item);

    switch (outcome.kind) {
      case 'done': {
        this.#note({ ...resultOf(item), did: doneBy[item.action], status: 'PENDING' });

        return;
      }

      case 'stop':
      case 'limit': {
        throw new Stop(outcome);
      }

      case 'item': {
        // Somebody else may have made the same change, and Meta allows few.
        await (item.action === 'create'
          ? this.#noteFailure(item, outcome)
          : this.#lookAgain(item, outcome, 0));

        return;
      }

      case 'overtaken':
      case 'unknown': {
        await this.#lookAgain(item, outcome, left - 1);
      }
    }
  }

  async #noteFailure(item: PlanItem, { failure, subject }: FailedCall) {
    this.#note({ ...resultOf(item), did: 'failed', failed: { failure, subject } });
  }

  async #lookAgain(
    item: Actionable,
    outcome: FailedCall & { kind: string },
    left: number
  ): Promise<void> {
    const [now = item] = await this.#planAnew([item]);

    if (!isActionable(now)) {
      this.#note(foundResult(now, outcome.kind === 'unknown' ? doneBy[item.action] : 'nothing'));
    } else if (left > 0) {
      await this.#settle(now, left);
    } else {
      await this.#noteFailure(now, outcome);
    }
  }

  async #attempt(item: Actionable): Promise<Outcome<void>> {
    const { access, businessAccountId, wish } = this.options;

    return perform(async () => {
      switch (item.action) {
        case 'create': {
          return createTemplate(access, businessAccountId, item, wish);
        }

        case 'change': {
          const isTtlOnly = item.differences.every(({ property }) => property === 'TTL');

          return editTemplate(access, item.template, wish, { isTtlOnly });
        }

        case 'unpause': {
          return unpauseTemplate(access, item.template);
        }
      }
    });
  }

  #note(result: TemplateResult) {
    this.#results.set(keyOf(result), result);
    this.#done += 1;
    this.options.onProgress(this.#done, this.#actionable.length);
  }
}

/**
 * Changes what differs, and creates what is missing: many languages in one call where Meta takes them,
 * else each by itself. What nobody asked for is left alone, and nothing is deleted.
 *
 * @returns What was done; a call that stands for all others, such as a limit, stops it.
 */
export const applyPlan = async (
  { items }: Pick<Plan, 'items'>,
  options: ApplyOptions
): Promise<Applied> => {
  const run = new Run(items, options);

  try {
    // First, because they cannot meet the limit of new templates.
    await run.changeExisting();
    await run.createMissing();

    return { results: run.results };
  } catch (error: unknown) {
    if (error instanceof Stop) {
      const { failure, subject } = error.failed;

      return { results: run.results, stopped: { failure, subject } };
    }

    throw error;
  }
};
