import { type Delivery, type DeliveryState, type Time } from './delivery.js';
import { withEntry } from './timeline.js';

/** States in which the code may still be needed. */
const openStates: ReadonlySet<DeliveryState> = new Set(['waiting', 'sms-due', 'sms-started']);

/** Keeps no secret of a delivery with which nothing more will be done. */
export const close = (delivery: Delivery, state: DeliveryState): Delivery => {
  const { token, ...rest } = delivery;

  return { ...rest, state };
};

/** Goes into a state, and writes it down. */
export const enter = (
  delivery: Delivery,
  state: DeliveryState,
  at: Time,
  detail?: string
): Delivery => {
  const entered = openStates.has(state) ? { ...delivery, state } : close(delivery, state);

  return { ...entered, timeline: withEntry(entered.timeline, { at, event: state, detail }) };
};
