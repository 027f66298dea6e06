import { type SandboxPhoneNumber } from '../account.js';
import { type World } from '../world.js';

import { type Node } from './fields.js';
import { healthOf } from './health.js';

const webhookConfigurationOf = ({ webhooks }: World, { id }: SandboxPhoneNumber) => {
  const number = webhooks.overrideOf(`number ${id}`)?.url;
  const account = webhooks.overrideOf('account')?.url;
  const application = webhooks.appTarget?.url;

  return {
    ...(number && { phone_number: number }),
    ...(account && { whatsapp_business_account: account }),
    ...(application && { application }),
  };
};

/** Source: Meta, "Business phone numbers". */
export const phoneNumberNode = (world: World, phoneNumber: SandboxPhoneNumber): Node => ({
  type: 'WhatsAppBusinessPhoneNumber',
  defaults: [
    'verified_name',
    'code_verification_status',
    'display_phone_number',
    'quality_rating',
    'platform_type',
    'throughput',
    'webhook_configuration',
  ],
  fields: {
    id: phoneNumber.id,
    verified_name: phoneNumber.verifiedName,
    code_verification_status: phoneNumber.codeVerificationStatus,
    display_phone_number: phoneNumber.displayPhoneNumber,
    quality_rating: phoneNumber.qualityRating,
    quality_score: { score: phoneNumber.qualityRating },
    platform_type: phoneNumber.platformType,
    throughput: { level: phoneNumber.throughputLevel },
    webhook_configuration: webhookConfigurationOf(world, phoneNumber),
    status: phoneNumber.status,
    name_status: phoneNumber.nameStatus,
    new_name_status: 'NONE',
    account_mode: phoneNumber.accountMode,
    is_official_business_account: false,
    is_pin_enabled: phoneNumber.isPinEnabled,
    is_on_biz_app: false,
    is_preverified_number: false,
    host_platform: 'CLOUD_API',
    last_onboarded_time: '2026-01-01T00:00:00+0000',
    certificate: undefined,
    messaging_limit_tier: world.account.messagingLimit,
    whatsapp_business_manager_messaging_limit: world.account.messagingLimit,
    search_visibility: 'NON_VISIBLE',
    username: undefined,
    health_status: healthOf(world, { phoneNumber }),
  },
});
