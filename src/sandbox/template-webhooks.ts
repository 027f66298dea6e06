import { type TemplateEvent } from './template-store.js';
import { type World } from './world.js';

/** Source: Meta, "message_template_status_update". */
const valueOf = ({ template, event, title }: TemplateEvent) => ({
  event,
  // A number here, and a text everywhere else.
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language,
  message_template_category: 'AUTHENTICATION',
  reason: template.rejectedReason,
  ...(event === 'DISABLED' && { disable_info: { disable_date: 'now' } }),
  ...(title !== undefined && {
    other_info: { title, description: 'The quality of the template has changed.' },
  }),
  ...(event === 'REJECTED' && {
    rejection_info: {
      reason: 'The format of the template is not valid.',
      recommendation: 'Use the fixed texts of authentication templates.',
    },
  }),
});

/** Tells the app of what becomes of its templates. */
export const reportTemplates = ({
  templates,
  webhooks,
  clock,
}: Pick<World, 'templates' | 'webhooks' | 'clock'>) => {
  templates.events.on('change', (event) => {
    webhooks.reportAccount({
      field: 'message_template_status_update',
      value: valueOf(event),
      at: clock.now(),
    });
  });
};
