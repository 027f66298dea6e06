/** The nodes of the Graph API: business number, business account, business, app. */
import { type World } from '../world.js';

import { type Node } from './fields.js';
import { healthOf } from './health.js';
import { phoneNumberNode } from './phone-number-node.js';
import { templateNode } from './template-node.js';

/** Source: Meta's business SDKs, `WhatsAppBusinessAccount`. */
const accountNode = (world: World): Node => {
  const { account } = world;

  return {
    type: 'WhatsAppBusinessAccount',
    defaults: ['name', 'timezone_id', 'message_template_namespace'],
    fields: {
      id: account.id,
      name: account.name,
      timezone_id: '1',
      message_template_namespace: 'sandbox_namespace',
      account_review_status: account.reviewStatus,
      auth_international_rate_eligibility: undefined,
      business_verification_status: account.businessVerificationStatus,
      country: 'US',
      currency: 'USD',
      creation_time: 1_767_225_600,
      health_status: healthOf(world),
      is_enabled_for_insights: true,
      owner_business_info: { name: account.name, id: account.businessId },
      on_behalf_of_business_info: undefined,
      ownership_type: 'SELF',
      primary_business_location: 'US',
      primary_funding_id: '500000000000001',
      status: 'ACTIVE',
      template_auto_archival_enabled: true,
      disable_marketing_messages_on_cloud_api: false,
      whatsapp_business_manager_messaging_limit: account.messagingLimit,
    },
  };
};

const businessNode = ({ account }: World): Node => ({
  type: 'Business',
  defaults: ['name'],
  fields: {
    id: account.businessId,
    name: account.name,
    verification_status: account.businessVerificationStatus,
  },
});

const applicationNode = ({ account }: World): Node => ({
  type: 'Application',
  defaults: ['name', 'link'],
  fields: {
    id: account.appId,
    name: account.appName,
    link: `https://www.facebook.com/games/?app_id=${account.appId}`,
  },
});

/** @returns `undefined` when there is nothing with this id. */
export const nodeOf = (world: World, id: string): Node | undefined => {
  const { account, templates } = world;
  const phoneNumber = account.phoneNumbers.find((item) => item.id === id);
  const template = templates.get(id);

  if (phoneNumber) {
    return phoneNumberNode(world, phoneNumber);
  }

  if (template) {
    return templateNode(world, template);
  }

  switch (id) {
    case account.id: {
      return accountNode(world);
    }

    case account.businessId: {
      return businessNode(world);
    }

    case account.appId: {
      return applicationNode(world);
    }

    default: {
      return undefined;
    }
  }
};
