/** What the account's templates lack, and what can be done about it. Pure. */
import { type AccountTemplate } from '../meta/templates/account-template.js';
import { type TemplateContent } from '../meta/templates/write-templates.js';

import { type Difference, differencesOf, incomparable } from './differences.js';
import { type TemplateUse } from './needs.js';

/** Why nothing can be done, and what a person can do. */
export type Obstacle = { reason: string; remedy: string };

export type PlanItem = TemplateUse &
  (
    | { action: 'create' }
    | { action: 'change'; template: AccountTemplate; differences: readonly Difference[] }
    | {
        action: 'wait';
        template: AccountTemplate;
        /** What is under review cannot be changed. */
        differences: readonly Difference[];
      }
    | { action: 'unpause'; template: AccountTemplate }
    | {
        action: 'equal';
        template: AccountTemplate;
        /** Properties that Meta does not tell, or that cannot be compared; left as they are. */
        incomparable: readonly string[];
      }
    | ({ action: 'impossible'; template?: AccountTemplate | undefined } & Obstacle)
  );

export type PlanAction = PlanItem['action'];

/** Templates for codes that the config does not use. They are never touched. */
export type LeftAlone = { name: string; languages: readonly string[] };

export type Plan = { items: readonly PlanItem[]; leftAlone: readonly LeftAlone[] };

const anotherName = 'Take another name with --name';

/** By status, what keeps a template from being used. */
const obstacles: Readonly<Record<string, (template: AccountTemplate) => Obstacle>> = Object.freeze({
  REJECTED: ({ rejectedReason }) => ({
    reason: `Meta has rejected it${rejectedReason ? `: ${rejectedReason}` : ''}`,
    remedy: `Appeal in WhatsApp Manager → Message templates. Or: ${anotherName.toLowerCase()}`,
  }),
  DISABLED: () => ({
    reason: 'Meta has disabled it for good, because of its quality',
    remedy: anotherName,
  }),
  PENDING_DELETION: () => ({
    reason: 'it is being deleted, and its name is blocked for 30 days',
    remedy: anotherName,
  }),
  DELETED: () => ({
    reason: 'it was deleted, and its name is blocked for 30 days',
    remedy: anotherName,
  }),
  ARCHIVED: () => ({
    reason: 'Meta has archived it, because it was not used for a year',
    remedy: `Unarchive it in WhatsApp Manager → Message templates. Or: ${anotherName.toLowerCase()}`,
  }),
  LIMIT_EXCEEDED: () => ({
    reason: 'the account has more templates than it may have',
    remedy: 'Delete templates that nobody uses, in WhatsApp Manager → Message templates',
  }),
});

const underReview = new Set(['PENDING', 'IN_APPEAL']);

const explainStatus = (template: AccountTemplate): Obstacle =>
  obstacles[template.status]?.(template) ?? {
    reason: `its status is ${template.status}, which this command does not know`,
    remedy: 'Look at it in WhatsApp Manager → Message templates',
  };

const isCopyCode = ({ otp }: AccountTemplate): boolean =>
  otp === undefined || otp.type === 'COPY_CODE';

/** Its apps cannot be read back with certainty, and to change the text would replace them. */
const oneTapObstacle: Obstacle = {
  reason: 'its button fills the code into apps, which would be lost with the change',
  remedy: `Change it in WhatsApp Manager → Message templates. Or: ${anotherName.toLowerCase()}`,
};

const planSendable = (
  use: TemplateUse,
  template: AccountTemplate,
  wish: TemplateContent
): PlanItem => {
  const differences = differencesOf(template, wish);

  if (!isCopyCode(template) && differences.some(({ property }) => property !== 'TTL')) {
    return { ...use, action: 'impossible', template, ...oneTapObstacle };
  }

  if (differences.length > 0) {
    return { ...use, action: 'change', template, differences };
  }

  return template.status === 'PAUSED'
    ? { ...use, action: 'unpause', template }
    : { ...use, action: 'equal', template, incomparable: incomparable(template, wish) };
};

/** @param template The one of this name and language, if there is one. */
export const planItem = (
  use: TemplateUse,
  template: AccountTemplate | undefined,
  wish: TemplateContent
): PlanItem => {
  if (!template) {
    return { ...use, action: 'create' };
  }

  if (template.category !== 'AUTHENTICATION') {
    return {
      ...use,
      action: 'impossible',
      template,
      reason: `its category is ${template.category}, which Meta does not change`,
      remedy: anotherName,
    };
  }

  const { status } = template;

  if (underReview.has(status)) {
    return { ...use, action: 'wait', template, differences: differencesOf(template, wish) };
  }

  // What was rejected can be edited as often as one likes, but the same would be rejected again.
  const isEditable =
    status === 'APPROVED' ||
    status === 'PAUSED' ||
    (status === 'REJECTED' && differencesOf(template, wish).length > 0);

  return isEditable
    ? planSendable(use, template, wish)
    : { ...use, action: 'impossible', template, ...explainStatus(template) };
};

const leftAloneOf = (
  uses: readonly TemplateUse[],
  templates: readonly AccountTemplate[]
): LeftAlone[] => {
  const unused = templates.filter(
    ({ name, language, category }) =>
      category === 'AUTHENTICATION' &&
      !uses.some((use) => use.name === name && use.language === language)
  );

  return [...new Set(unused.map(({ name }) => name))].map((name) => ({
    name,
    languages: unused.filter((template) => template.name === name).map(({ language }) => language),
  }));
};

/** @param templates All of the account. */
export const createPlan = (
  uses: readonly TemplateUse[],
  templates: readonly AccountTemplate[],
  wish: TemplateContent
): Plan => ({
  items: uses.map((use) =>
    planItem(
      use,
      templates.find(({ name, language }) => name === use.name && language === use.language),
      wish
    )
  ),
  leftAlone: leftAloneOf(uses, templates),
});

/** The plan where some templates cannot be created, and why. */
export const withObstacle = (
  { items, leftAlone }: Plan,
  obstacle: Obstacle,
  isConcerned: (item: PlanItem) => boolean
): Plan => ({
  items: items.map((item) =>
    isConcerned(item)
      ? {
          name: item.name,
          language: item.language,
          usageTypes: item.usageTypes,
          action: 'impossible',
          ...obstacle,
        }
      : item
  ),
  leftAlone,
});
