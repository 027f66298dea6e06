/**
 * How a template lives: reviewed after a while, edited, paused, disabled, brought back. Pure; the
 * store keeps the time. Source: Meta, "Template status", "Template pausing", "Template management".
 */
import { type SandboxTemplate, type TemplateStatus } from './account.js';

export type StoredTemplate = SandboxTemplate & {
  id: string;
  rejectedReason: string;
  /** How often it was paused; the third time disables it. */
  pauses: number;
  /** When it was edited while it was approved, ISO 8601. */
  edits: readonly string[];
  /** When it last changed, ISO 8601. */
  updatedAt: string;
  /** When its pause ends, ISO 8601; missing when it has none, or when it lasts until it is ended. */
  pausedUntil?: string | undefined;
};

/** What an edit replaces as a whole. */
export type TemplateContent = Omit<SandboxTemplate, 'name' | 'language' | 'status' | 'ttlSeconds'>;

export type TemplateEdit = { content?: TemplateContent; ttlSeconds?: number };

/** Something that Meta would report by `message_template_status_update`. */
export type TemplateEvent = {
  template: StoredTemplate;
  event: TemplateStatus | 'DELETED' | 'REINSTATED' | 'UNARCHIVED';
  /** `FIRST_PAUSE`, `SECOND_PAUSE`, `DISABLED` or `UNPAUSE`. */
  title?: string;
};

const hour = 60 * 60_000;

/** How long a template is paused the first and the second time; the third time it is disabled. */
const pauses = [
  { title: 'FIRST_PAUSE', time: 3 * hour },
  { title: 'SECOND_PAUSE', time: 6 * hour },
];

/** Names by which a template takes another way through its review. */
const magicReviews: ReadonlyArray<[prefix: string, status: TemplateStatus]> = [
  ['rejected_', 'REJECTED'],
  ['paused_', 'PAUSED'],
  ['disabled_', 'DISABLED'],
  ['archived_', 'ARCHIVED'],
  ['pending_', 'PENDING'],
];

/** @returns What its review makes of a template; `PENDING` for never. */
export const reviewResult = ({ name }: StoredTemplate): TemplateStatus =>
  magicReviews.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'APPROVED';

const reasonFor = (status: TemplateStatus): string =>
  status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE';

export const born = (template: SandboxTemplate, id: string, now: Date): StoredTemplate => ({
  ...template,
  id,
  rejectedReason: reasonFor(template.status),
  pauses: template.status === 'PAUSED' ? 1 : 0,
  edits: [],
  updatedAt: now.toISOString(),
  pausedUntil: undefined,
});

/** What is left of a template when its content is taken away. */
const withoutContent = ({
  codeExpirationMinutes,
  buttonText,
  autofillText,
  ...rest
}: StoredTemplate) => rest;

export const edited = (
  template: StoredTemplate,
  { content, ttlSeconds = template.ttlSeconds }: TemplateEdit,
  status: 'PENDING' | 'APPROVED',
  now: Date
): StoredTemplate => ({
  ...(content ? { ...withoutContent(template), ...content } : template),
  ttlSeconds,
  status,
  // Only these are limited.
  edits: template.status === 'APPROVED' ? [...template.edits, now.toISOString()] : template.edits,
  rejectedReason: 'NONE',
  pausedUntil: undefined,
});

export const unpaused = (template: StoredTemplate): TemplateEvent => ({
  template: { ...template, status: 'APPROVED', pausedUntil: undefined },
  event: 'APPROVED',
  title: 'UNPAUSE',
});

const paused = (template: StoredTemplate, now: Date): TemplateEvent => {
  const pause = pauses[template.pauses];
  const status = pause ? 'PAUSED' : 'DISABLED';

  return {
    template: {
      ...template,
      status,
      pauses: template.pauses + 1,
      pausedUntil: pause ? new Date(now.getTime() + pause.time).toISOString() : undefined,
    },
    event: status,
    title: pause?.title ?? 'DISABLED',
  };
};

/** What is reported of a template that can be sent again, by what it was before. */
const returnEvent = (before: TemplateStatus): TemplateEvent['event'] => {
  switch (before) {
    case 'DISABLED': {
      return 'REINSTATED';
    }

    case 'ARCHIVED': {
      return 'UNARCHIVED';
    }

    default: {
      return 'APPROVED';
    }
  }
};

/** What Meta decides by itself: a pause for bad quality, a rejection, an archive. */
export const decided = (
  template: StoredTemplate,
  status: TemplateStatus,
  now: Date
): TemplateEvent => {
  if (status === 'PAUSED') {
    return paused(template, now);
  }

  if (status === 'APPROVED' && template.status === 'PAUSED') {
    return unpaused(template);
  }

  return {
    template: { ...template, status, rejectedReason: reasonFor(status), pausedUntil: undefined },
    event: status === 'APPROVED' ? returnEvent(template.status) : status,
  };
};
