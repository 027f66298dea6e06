import { type SandboxPhoneNumber } from '../account.js';
import { type SandboxRules } from '../rules.js';

/**
 * The recipient in E.164; `undefined` when it is no number.
 *
 * Without a `+`, the sender's own calling code is put in front, whatever the digits are. Source: Meta,
 * "Phone numbers".
 */
export const readRecipient = (
  to: unknown,
  {
    phoneNumber,
    rules,
  }: { phoneNumber: Pick<SandboxPhoneNumber, 'callingCode'>; rules: SandboxRules }
): string | undefined => {
  const digits = typeof to === 'string' ? to.replaceAll(/[\s()+.-]/g, '') : '';

  if (typeof to !== 'string' || !/^\d{5,20}$/.test(digits)) {
    return;
  }

  return to.trim().startsWith('+') || rules.bareNumbers === 'international'
    ? `+${digits}`
    : `+${phoneNumber.callingCode}${digits}`;
};
