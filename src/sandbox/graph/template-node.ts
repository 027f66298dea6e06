/** A stored template as Meta returns it, which is not as it was sent. Source: Meta, "Zero-tap". */
import { type StoredTemplate } from '../template-life.js';
import { autofillLabel, codePlaceholder, renderTemplate } from '../texts.js';
import { type World } from '../world.js';

import { type Node } from './fields.js';
import { healthOf } from './health.js';

const otpAddress = 'https://www.whatsapp.com/otp/code/';

const exampleCode = '123456';

type Parameter = readonly [name: string, value: string];

/** What makes an app fill the code in; several apps are parameters that repeat. */
const appParameters = (template: StoredTemplate): readonly Parameter[] =>
  template.otpType === 'COPY_CODE'
    ? []
    : [
        ['cta_display_name', autofillLabel(template)],
        ...template.supportedApps.flatMap(({ packageName, signatureHash }): Parameter[] => [
          ['package_name', packageName],
          ['signature_hash', signatureHash],
        ]),
      ];

const expiryParameters = ({ codeExpirationMinutes: minutes }: StoredTemplate): Parameter[] =>
  minutes === undefined ? [] : [['code_expiration_minutes', String(minutes)]];

/** The address that the button of a message opens, which is how its code is handed over. */
const otpUrl = (template: StoredTemplate, code: string): string => {
  const parameters: Parameter[] = [
    ['otp_type', template.otpType],
    ...appParameters(template),
    ...expiryParameters(template),
  ];
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);

  // The placeholder is not escaped.
  return `${otpAddress}?${[...query, `code=otp${code}`].join('&')}`;
};

const componentsOf = (template: StoredTemplate) => {
  const { securityRecommendation, codeExpirationMinutes } = template;
  const { body, footer, button } = renderTemplate(template, codePlaceholder);

  return [
    {
      type: 'BODY',
      text: body,
      add_security_recommendation: securityRecommendation,
      example: { body_text: [[exampleCode]] },
    },
    ...(footer === undefined
      ? []
      : [{ type: 'FOOTER', text: footer, code_expiration_minutes: codeExpirationMinutes }]),
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: button,
          url: otpUrl(template, codePlaceholder),
          example: [otpUrl(template, exampleCode)],
        },
      ],
    },
  ];
};

/** The Graph API writes times with an offset that has no colon. */
const graphTime = (time: string): string => time.replace(/\.\d+Z$/, '+0000');

export const templateNode = (world: Pick<World, 'account'>, template: StoredTemplate): Node => ({
  type: 'WhatsAppMessageTemplate',
  defaults: [
    'name',
    'parameter_format',
    'components',
    'language',
    'status',
    'category',
    'sub_category',
    'previous_category',
    'id',
  ],
  fields: {
    id: template.id,
    name: template.name,
    parameter_format: 'POSITIONAL',
    components: componentsOf(template),
    language: template.language,
    status: template.status,
    category: 'AUTHENTICATION',
    sub_category: undefined,
    previous_category: undefined,
    correct_category: undefined,
    rejected_reason: template.rejectedReason,
    quality_score: { score: 'UNKNOWN' },
    last_updated_time: graphTime(template.updatedAt),
    message_send_ttl_seconds: template.ttlSeconds,
    library_template_name: undefined,
    is_primary_device_delivery_only: false,
    is_sms_fallback_enabled: undefined,
    cta_url_link_tracking_opted_out: false,
    source: undefined,
    display_format: undefined,
    degrees_of_freedom_spec: undefined,
    bid_spec: undefined,
    health_status: healthOf(world, { template }),
  },
});
