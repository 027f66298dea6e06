import { type SmsFailure } from '../fallback/sms-failure.js';
import { type SendFailure } from '../meta/failure.js';

/** Neither WhatsApp nor SMS has taken the code, as far as is known. */
export class BothFailed extends Error {
  constructor(
    readonly whatsApp: SendFailure,
    readonly sms: SmsFailure
  ) {
    super('both');
  }
}
