/**
 * One line for whoever operates Logto: a connector has no log of its own. Never give it a secret.
 *
 * @param line Breaks and control characters in it are taken out: a remote server may have written it.
 */
export const logLine = (line: string) => {
  console.warn(`[whatsapp-otp] ${line.replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()}`);
};
