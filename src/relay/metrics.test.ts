import { describe, expect, it } from 'vitest';

import { acceptedAt, deliveryIn } from '../../test/support/relay-deliveries.js';

import { type Delivery } from './delivery/delivery.js';
import { Metrics } from './metrics.js';

const setUp = () => {
  const metrics = new Metrics(async () => ({ deadline: 12, sms: 3 }));

  return {
    metrics,
    apply: (before: Delivery | undefined, delivery: Delivery) => {
      metrics.applied({ id: 'one', before, delivery, decisions: [] });
    },
    /** The figures that are not 0, without those of the buckets. */
    figures: async () => {
      const text = await metrics.text();

      return text
        .split('\n')
        .filter((line) => !/^#|^$|_bucket|queue_depth| 0$/.test(line))
        .map((line) => line.replace('whatsapp_otp_relay_', ''));
    },
  };
};

describe('figures', () => {
  it('of the jobs are asked for when they are read', async () => {
    const { metrics } = setUp();

    expect(await metrics.text()).toContain('whatsapp_otp_relay_queue_depth{queue="deadline"} 12');
    expect(await metrics.text()).toContain('whatsapp_otp_relay_queue_depth{queue="sms"} 3');
    expect(metrics.contentType).toMatch(/^text\/plain/);
  });

  it('count a code that WhatsApp has delivered, with the time that it took', async () => {
    const { apply, figures } = setUp();
    const delivered = deliveryIn('delivered', { deliveredAt: acceptedAt + 2500 });
    apply(deliveryIn('waiting'), delivered);
    apply(delivered, delivered);

    expect(await figures()).toEqual([
      'deliveries_total{state="delivered",error_code="",country="US"} 1',
      'time_to_delivered_seconds_sum 2.5',
      'time_to_delivered_seconds_count 1',
    ]);
  });

  it('count the time of a code whose registration came last', async () => {
    const { apply, figures } = setUp();
    const deliveredAt = acceptedAt + 2500;
    apply(deliveryIn('unregistered', { deliveredAt }), deliveryIn('delivered', { deliveredAt }));

    expect(await figures()).toContain('time_to_delivered_seconds_sum 2.5');
  });

  it('count nothing of what nobody has registered', async () => {
    const { apply, figures } = setUp();
    apply(undefined, deliveryIn('unregistered', { deliveredAt: acceptedAt }));

    expect(await figures()).toEqual([]);
  });

  it('count an SMS, and WhatsApp that came later', async () => {
    const { apply, figures } = setUp();
    const sent = deliveryIn('sms-sent');
    apply(deliveryIn('sms-started'), sent);
    apply(sent, { ...sent, deliveredAt: acceptedAt - 1 });

    expect(await figures()).toEqual([
      'deliveries_total{state="sms-sent",error_code="",country="US"} 1',
      'time_to_delivered_seconds_count 1',
      'sms_total{trigger="deadline",outcome="sent"} 1',
      'delivered_after_sms_total 1',
    ]);
  });

  it('count an SMS that a limit has stopped', async () => {
    const { apply, figures } = setUp();
    const timeline = [{ at: acceptedAt, event: 'sms-failed', detail: 'limit' }];
    apply(
      deliveryIn('sms-due'),
      deliveryIn('sms-failed', { timeline, trigger: 'failed', failure: { at: 1, code: 131_026 } })
    );
    apply(deliveryIn('sms-due'), deliveryIn('sms-failed'));

    expect(await figures()).toEqual([
      'deliveries_total{state="sms-failed",error_code="131026",country="US"} 1',
      'deliveries_total{state="sms-failed",error_code="",country="US"} 1',
      'sms_total{trigger="failed",outcome="failed"} 1',
      'sms_total{trigger="deadline",outcome="failed"} 1',
      'sms_refused_by_limit_total 1',
    ]);
  });

  it('count steps on the way as nothing', async () => {
    const { apply, figures } = setUp();
    apply(undefined, deliveryIn('waiting'));
    apply(deliveryIn('waiting'), deliveryIn('sms-due'));

    expect(await figures()).toEqual([]);
  });
});
