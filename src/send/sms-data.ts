import { type Recipient } from './recipient.js';

/**
 * What an SMS connector is given: what Logto gave, with the number that was checked and counted,
 * however it was typed.
 */
export const smsDataFor = <Data extends Readonly<Record<string, unknown>>>(
  data: Data,
  { e164 }: Recipient
) => ({ ...data, to: e164.replace('+', '') });
