import { type Delivery, type DeliveryState, type Registration, type Time } from './delivery.js';
import { withEntry } from './timeline.js';

/** States in which the code may still be needed. */
const openStates: ReadonlySet<DeliveryState> = new Set(['waiting', 'sms-due', 'sms-started']);

/** Whether an SMS may still bring the code. */
export const needsCode = (
  state: DeliveryState,
  registration: Pick<Registration, 'sms'> | undefined
): boolean => openStates.has(state) && registration?.sms?.mode === 'send';

/** Keeps no secret of a delivery whose code nobody will need any more. */
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
  const entered = needsCode(state, delivery.registration)
    ? { ...delivery, state }
    : close(delivery, state);

  return { ...entered, timeline: withEntry(entered.timeline, { at, event: state, detail }) };
};
