/** The templates of the account. Source: Meta, "Template management". */
import { type SandboxTemplate, type TemplateStatus } from './account.js';
import { BlockedNames } from './blocked-names.js';
import { type Clock } from './clock.js';
import { createEvents } from './events.js';
import {
  type StoredTemplate,
  type TemplateEdit,
  type TemplateEvent,
  born,
  decided,
  edited,
  reviewResult,
  unpaused,
} from './template-life.js';

export type { StoredTemplate, TemplateEvent } from './template-life.js';

/** All that a state file has to keep. */
type TemplateState = {
  templates: StoredTemplate[];
  /** Names of deleted templates, and until when (ISO 8601) they are blocked. */
  blockedNames: Record<string, string>;
  nextId: number;
};

const firstId = 900_000_000_000_001;

export class TemplateStore {
  readonly events = createEvents<{ change: [TemplateEvent] }>();
  readonly #templates = new Map<string, StoredTemplate>();
  readonly #blockedNames: BlockedNames;
  #nextId = firstId;

  /** @param reviewTime Milliseconds until a new or edited template is approved. */
  constructor(
    private readonly clock: Clock,
    private readonly reviewTime: number
  ) {
    this.#blockedNames = new BlockedNames(clock);
  }

  get all(): StoredTemplate[] {
    return [...this.#templates.values()];
  }

  get state(): TemplateState {
    return {
      templates: this.all,
      blockedNames: this.#blockedNames.state,
      nextId: this.#nextId,
    };
  }

  /** Goes on from where a sandbox stopped; only reviews start anew. */
  restore({ templates, blockedNames, nextId }: TemplateState) {
    this.#nextId = nextId;
    this.#blockedNames.restore(blockedNames);

    for (const template of templates) {
      this.#templates.set(template.id, template);
      this.#endPauseInTime(template);

      if (template.status === 'PENDING') {
        this.#review(template);
      }
    }
  }

  get(id: string): StoredTemplate | undefined {
    return this.#templates.get(id);
  }

  lookUp(name: string, language: string): StoredTemplate | undefined {
    return this.all.find((template) => template.name === name && template.language === language);
  }

  isNameBlocked(name: string): boolean {
    return this.#blockedNames.has(name);
  }

  /** Adds a template as it is: from a seed, without a review. */
  add(template: SandboxTemplate): StoredTemplate {
    const stored = born(template, String(this.#nextId), this.clock.now());
    this.#nextId += 1;
    this.#templates.set(stored.id, stored);

    return stored;
  }

  /** Adds a template that has to be reviewed first. */
  create(template: Omit<SandboxTemplate, 'status'>): StoredTemplate {
    const stored = this.add({ ...template, status: 'PENDING' });
    this.#review(stored);

    return stored;
  }

  /**
   * Changes what an edit may change.
   *
   * @param isReviewed Whether it is under review again for a while.
   */
  edit(template: StoredTemplate, changes: TemplateEdit, isReviewed: boolean): StoredTemplate {
    const status = isReviewed ? 'PENDING' : 'APPROVED';
    const changed = edited(template, changes, status, this.clock.now());

    if (status === template.status) {
      return this.#put(changed);
    }

    const reported = this.#report({ template: changed, event: status });

    if (isReviewed) {
      this.#review(reported);
    }

    return reported;
  }

  /** What Meta decides by itself, by hand. */
  setStatus(id: string, status: TemplateStatus): StoredTemplate | undefined {
    const template = this.#templates.get(id);

    return template && this.#report(decided(template, status, this.clock.now()));
  }

  unpause(template: StoredTemplate): StoredTemplate {
    return this.#report(unpaused(template));
  }

  /** Deletes templates; an approved one blocks its name for 30 days, in every language. */
  delete(templates: readonly StoredTemplate[]) {
    for (const template of templates) {
      this.#templates.delete(template.id);

      if (template.status === 'APPROVED') {
        this.#blockedNames.block(template.name);
      }

      this.events.emit('change', { template, event: 'DELETED' });
    }
  }

  #put(template: StoredTemplate): StoredTemplate {
    const stored = { ...template, updatedAt: this.clock.now().toISOString() };
    this.#templates.set(stored.id, stored);

    return stored;
  }

  #report(event: TemplateEvent): StoredTemplate {
    const template = this.#put(event.template);
    this.events.emit('change', { ...event, template });
    this.#endPauseInTime(template);

    return template;
  }

  #review(template: StoredTemplate) {
    const result = reviewResult(template);

    if (result !== 'PENDING') {
      this.#later(template, this.reviewTime, () => {
        this.setStatus(template.id, result);
      });
    }
  }

  #endPauseInTime(template: StoredTemplate) {
    if (template.pausedUntil !== undefined) {
      const left = new Date(template.pausedUntil).getTime() - this.clock.now().getTime();

      this.#later(template, Math.max(0, left), () => {
        this.unpause(template);
      });
    }
  }

  /** Does something with a template, unless something else has happened to it by then. */
  #later(template: StoredTemplate, milliseconds: number, task: () => void) {
    this.clock.after(milliseconds, () => {
      if (this.#templates.get(template.id) === template) {
        task();
      }
    });
  }
}
