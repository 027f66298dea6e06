import { describe, expect, it, vi } from 'vitest';

import { createSandbox } from '../../test/support/graph-call.js';
import { anyText } from '../../test/support/matchers.js';

import { type TemplateStatus } from './account.js';

/** What is told of a template that has this status, and gets these one after the other. */
const reportsOf = (first: TemplateStatus, ...statuses: TemplateStatus[]) => {
  const { templates, webhooks } = createSandbox({
    account: { templates: [{ language: 'en_US', status: first }] },
  });
  const reportAccount = vi.spyOn(webhooks, 'reportAccount');
  const id = templates.all[0]?.id ?? '';

  for (const status of statuses) {
    templates.setStatus(id, status);
  }

  return reportAccount.mock.calls.map(([update]) => update);
};

describe('what is told of a template', () => {
  it('is what has become of it', () => {
    expect(reportsOf('PENDING', 'APPROVED')).toEqual([
      {
        field: 'message_template_status_update',
        at: new Date('2026-11-21T12:00:00Z'),
        value: {
          event: 'APPROVED',
          message_template_id: 900_000_000_000_001,
          message_template_name: 'verification_code',
          message_template_language: 'en_US',
          message_template_category: 'AUTHENTICATION',
          reason: 'NONE',
        },
      },
    ]);
  });

  it('is why it was rejected', () => {
    expect(reportsOf('PENDING', 'REJECTED')).toMatchObject([
      {
        value: {
          event: 'REJECTED',
          reason: 'INVALID_FORMAT',
          rejection_info: { reason: anyText, recommendation: anyText },
        },
      },
    ]);
  });

  it('is how often it was paused, until it is disabled', () => {
    const titles = reportsOf('APPROVED', 'PAUSED', 'APPROVED', 'PAUSED', 'APPROVED', 'PAUSED').map(
      ({ value }) => [value.event, value.other_info]
    );

    expect(titles).toMatchObject([
      ['PAUSED', { title: 'FIRST_PAUSE', description: anyText }],
      ['APPROVED', { title: 'UNPAUSE' }],
      ['PAUSED', { title: 'SECOND_PAUSE' }],
      ['APPROVED', { title: 'UNPAUSE' }],
      ['DISABLED', { title: 'DISABLED' }],
    ]);
  });

  it('is when it was disabled', () => {
    expect(reportsOf('APPROVED', 'DISABLED')).toMatchObject([
      { value: { event: 'DISABLED', disable_info: { disable_date: anyText } } },
    ]);
  });

  it('is that it was deleted', () => {
    const { templates, webhooks } = createSandbox({ account: { templates: [{ language: 'de' }] } });
    const reportAccount = vi.spyOn(webhooks, 'reportAccount');

    templates.delete(templates.all);

    expect(reportAccount.mock.calls).toMatchObject([[{ value: { event: 'DELETED' } }]]);
  });
});
