/** What has become of a template that the config needs. */
import { type AccountTemplate } from '../meta/templates/account-template.js';

import { type Standing } from './entries.js';
import { type TemplateUse } from './needs.js';
import { type FailedCall } from './perform.js';
import { type Obstacle, type PlanItem } from './plan.js';

export type TemplateResult = TemplateUse & {
  did:
    | 'created'
    | 'changed'
    | 'unpaused'
    /** It is as it has to be, or is under review. */
    | 'nothing'
    /** Meta has not done what it was asked for. */
    | 'failed'
    /** It was not tried: something before it stops all the rest. */
    | 'left'
    /** It differs, and nobody has agreed to change it. */
    | 'declined'
    | 'impossible';
  /** What Meta says now; absent when there is no such template. */
  status?: string | undefined;
  rejectedReason?: string | undefined;
  /** Why it failed. */
  failed?: FailedCall | undefined;
  /** Why it is impossible. */
  obstacle?: Obstacle | undefined;
  /** What could not be compared. */
  incomparable?: readonly string[] | undefined;
  /** Whether it still differs: what is under review cannot be changed. */
  differs?: boolean | undefined;
};

const reviewed = new Set(['PENDING', 'IN_APPEAL']);

export const isUnderReview = ({ status }: Pick<TemplateResult, 'status'>): boolean =>
  status !== undefined && reviewed.has(status);

const isUsable = (result: Pick<TemplateResult, 'status'>): boolean =>
  result.status === 'APPROVED' || isUnderReview(result);

/** What Meta does not take back; under this name and in this language, no code will go out. */
const lost = new Set(['REJECTED', 'DISABLED', 'PENDING_DELETION', 'DELETED']);

/** Whether it can be sent. */
export const standingOf = ({ status = '' }: Pick<TemplateResult, 'status'>): Standing => {
  if (status === 'APPROVED') {
    return 'now';
  }

  if (isUnderReview({ status })) {
    return 'later';
  }

  return lost.has(status) ? 'never' : 'open';
};

/** Whether the command has failed because of it. */
export const isFailure = (result: TemplateResult): boolean =>
  ['failed', 'left', 'impossible'].includes(result.did) || !isUsable(result);

export const useOf = ({ name, language, usageTypes }: TemplateUse): TemplateUse => ({
  name,
  language,
  usageTypes,
});

const statusOf = (template: AccountTemplate | undefined) => ({
  status: template?.status,
  rejectedReason: template?.rejectedReason,
});

/** The result of what needs no call; `left` for what does. */
export const resultOf = (item: PlanItem): TemplateResult => {
  const use = useOf(item);

  switch (item.action) {
    case 'create': {
      return { ...use, did: 'left' };
    }

    case 'change':
    case 'unpause': {
      return { ...use, did: 'left', ...statusOf(item.template) };
    }

    case 'wait': {
      return {
        ...use,
        did: 'nothing',
        ...statusOf(item.template),
        differs: item.differences.length > 0,
      };
    }

    case 'equal': {
      return {
        ...use,
        did: 'nothing',
        ...statusOf(item.template),
        incomparable: item.incomparable,
      };
    }

    case 'impossible': {
      const { reason, remedy, template } = item;

      return { ...use, did: 'impossible', ...statusOf(template), obstacle: { reason, remedy } };
    }
  }
};

/** Meta takes the call that ends a pause, and does not always end it. */
const didAfter = ({ did }: TemplateResult, { status }: AccountTemplate): TemplateResult['did'] =>
  did === 'unpaused' && status === 'PAUSED' ? 'failed' : did;

/** With what Meta says now. */
export const withStatus = (
  result: TemplateResult,
  templates: readonly AccountTemplate[]
): TemplateResult => {
  const template = templates.find(
    ({ name, language }) => name === result.name && language === result.language
  );

  return template ? { ...result, ...statusOf(template), did: didAfter(result, template) } : result;
};
