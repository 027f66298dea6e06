/** The pages on which Meta explains what the checks are about. */
/** What most of them begin with; longer than what fits on a line with the rest. */
export const whatsAppPages =
  'https://developers.facebook.com/documentation/business-messaging/whatsapp';
const graph = 'https://developers.facebook.com/docs/graph-api';

export const pages = Object.freeze({
  errors: `${whatsAppPages}/support/error-codes`,
  tokens: `${whatsAppPages}/access-tokens`,
  numbers: `${whatsAppPages}/business-phone-numbers/phone-numbers`,
  registration: `${whatsAppPages}/business-phone-numbers/registration`,
  names: `${whatsAppPages}/display-names`,
  limits: `${whatsAppPages}/messaging-limits`,
  health: `${whatsAppPages}/support/health-status`,
  templates: `${whatsAppPages}/templates/overview`,
  timeToLive: `${whatsAppPages}/templates/time-to-live`,
  webhooks: `${whatsAppPages}/webhooks/overview`,
  endpoint: `${whatsAppPages}/webhooks/create-webhook-endpoint`,
  override: `${whatsAppPages}/webhooks/override`,
  versions: `${graph}/changelog/versions`,
  proof: `${graph}/guides/secure-requests`,
});
