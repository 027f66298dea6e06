/** `health_status` of any node. Source: Meta, "Messaging health status". */
import { type SandboxPhoneNumber } from '../account.js';
import { type StoredTemplate } from '../template-store.js';
import { type World } from '../world.js';

type Verdict = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

type Entity = {
  entity_type: 'PHONE_NUMBER' | 'MESSAGE_TEMPLATE' | 'WABA' | 'BUSINESS' | 'APP';
  id: string;
  can_send_message: Verdict;
  errors?: Array<{ error_code: number; error_description: string; possible_solution: string }>;
  additional_info?: string[];
};

const order: readonly Verdict[] = ['AVAILABLE', 'LIMITED', 'BLOCKED'];

const blocked = (code: number, description: string, solution: string) => ({
  can_send_message: 'BLOCKED' as const,
  errors: [{ error_code: code, error_description: description, possible_solution: solution }],
});

const limited = (info: string) => ({
  can_send_message: 'LIMITED' as const,
  additional_info: [info],
});

const available = { can_send_message: 'AVAILABLE' as const };

const numberVerdict = ({ status, nameStatus }: SandboxPhoneNumber) => {
  // Its quality is low, but it still sends.
  if (status === 'FLAGGED') {
    return limited('The quality of the phone number is low.');
  }

  if (status !== 'CONNECTED') {
    return blocked(
      141_000,
      `The phone number is ${status}`,
      'Register the phone number, or appeal its restriction'
    );
  }

  return ['APPROVED', 'AVAILABLE_WITHOUT_REVIEW'].includes(nameStatus)
    ? available
    : limited('Your display name has not been approved yet. Your message limit will increase.');
};

const templateVerdict = ({ status }: StoredTemplate) =>
  status === 'APPROVED'
    ? available
    : blocked(
        141_002,
        'The template is not approved',
        'Wait for the approval of the template, or edit it'
      );

const accountVerdict = ({ reviewStatus, lacksPayment }: World['account']) => {
  if (reviewStatus !== 'APPROVED') {
    return blocked(141_010, `The account review is ${reviewStatus}`, 'Appeal the decision');
  }

  return lacksPayment
    ? blocked(
        141_006,
        'There is an error with the payment method',
        'Add a new payment method to the account'
      )
    : available;
};

/**
 * The health of the account, and of the number or template that was asked for: as bad as the worst
 * of them.
 */
export const healthOf = (
  { account }: Pick<World, 'account'>,
  { phoneNumber, template }: { phoneNumber?: SandboxPhoneNumber; template?: StoredTemplate } = {}
) => {
  const { id, businessId, appId, businessVerificationStatus } = account;
  const entities: Entity[] = [
    ...(phoneNumber
      ? [
          {
            entity_type: 'PHONE_NUMBER' as const,
            id: phoneNumber.id,
            ...numberVerdict(phoneNumber),
          },
        ]
      : []),
    ...(template
      ? [
          {
            entity_type: 'MESSAGE_TEMPLATE' as const,
            id: template.id,
            ...templateVerdict(template),
          },
        ]
      : []),
    { entity_type: 'WABA', id, ...accountVerdict(account) },
    {
      entity_type: 'BUSINESS',
      id: businessId,
      ...(businessVerificationStatus === 'verified'
        ? available
        : limited('Your business is not verified yet.')),
    },
    { entity_type: 'APP', id: appId, ...available },
  ];
  const worst = Math.max(
    ...entities.map(({ can_send_message: verdict }) => order.indexOf(verdict))
  );

  return { can_send_message: order[worst] ?? 'AVAILABLE', entities };
};
