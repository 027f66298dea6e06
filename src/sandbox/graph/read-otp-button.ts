/** The one button of an authentication template. Source: Meta, "Authentication templates". */
import { z } from 'zod';

import { type SandboxTemplate } from '../account.js';

import { enumeration, readParameter } from './read-parameters.js';
import { templateErrors } from './template-errors.js';

const longestLabel = 25;

/** Two segments or more, each of which starts with a letter. Source: Meta, "Zero-tap". */
const packageName = /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/;

const packageNameGuard = z
  .string()
  .max(224)
  .regex(packageName, 'has to be the name of an Android package');

const signatureHashGuard = z
  .string()
  .regex(/^[\d+/=A-Za-z]{11}$/, 'has to have 11 characters of A-Z, a-z, 0-9, +, / and =');

const buttonGuard = z.object({
  type: enumeration(['OTP']),
  otp_type: enumeration(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']),
  text: z.string().min(1).optional(),
  autofill_text: z.string().min(1).optional(),
  supported_apps: z
    .array(z.object({ package_name: packageNameGuard, signature_hash: signatureHashGuard }))
    .min(1)
    .max(5)
    .optional(),
  package_name: packageNameGuard.optional(),
  signature_hash: signatureHashGuard.optional(),
  zero_tap_terms_accepted: z.boolean().optional(),
});

type Button = z.infer<typeof buttonGuard>;

type OtpButton = Pick<SandboxTemplate, 'otpType' | 'buttonText' | 'autofillText' | 'supportedApps'>;

export type ButtonRules = {
  /** Number of the Graph version: 25 of `v25.0`. */
  version: number;
  /** Whether the labels may be chosen, which bulk calls do not allow. */
  hasLabels: boolean;
};

const checkLabel = (text: string | undefined, field: string) => {
  if (text === undefined) {
    return;
  }

  if (/\{\{|\}\}|\p{Extended_Pictographic}/u.test(text)) {
    throw templateErrors.buttonTextRefused(field);
  }

  if (text.length > longestLabel) {
    throw templateErrors.tooLong(field, longestLabel);
  }
};

/** The last version that reads the app directly from the button. Source: Meta, "Zero-tap". */
const lastVersionWithOneApp = 20;

const readApps = (button: Button, version: number): OtpButton['supportedApps'] => {
  const { package_name: name, signature_hash: hash } = button;

  if (button.supported_apps) {
    return button.supported_apps.map((app) => ({
      packageName: app.package_name,
      signatureHash: app.signature_hash,
    }));
  }

  if (version <= lastVersionWithOneApp && name !== undefined && hash !== undefined) {
    return [{ packageName: name, signatureHash: hash }];
  }

  throw templateErrors.invalid(
    'supported_apps',
    `${button.otp_type} needs supported_apps: 1 to 5 of {package_name, signature_hash}.`
  );
};

/**
 * @param value As it was sent.
 * @throws {GraphError}
 */
export const readOtpButton = (value: unknown, { version, hasLabels }: ButtonRules): OtpButton => {
  const button = readParameter(buttonGuard, value, 'buttons');
  const { otp_type: otpType, text, autofill_text: autofillText } = button;

  if (!hasLabels && (text !== undefined || autofillText !== undefined)) {
    throw templateErrors.invalid(
      text === undefined ? 'autofill_text' : 'text',
      'Bulk calls take neither text nor autofill_text: Meta chooses the labels.'
    );
  }

  checkLabel(text, 'text');
  checkLabel(autofillText, 'autofill_text');

  if (otpType === 'ZERO_TAP' && button.zero_tap_terms_accepted !== true) {
    throw templateErrors.invalid(
      'zero_tap_terms_accepted',
      'ZERO_TAP needs zero_tap_terms_accepted: true.'
    );
  }

  const isCopied = otpType === 'COPY_CODE';

  return {
    otpType,
    supportedApps: isCopied ? [] : readApps(button, version),
    ...(text !== undefined && { buttonText: text }),
    ...(!isCopied && autofillText !== undefined && { autofillText }),
  };
};
