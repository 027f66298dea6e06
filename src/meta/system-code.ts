const systemCode = /^[A-Z][\dA-Z_]{2,40}$/;

/** System error codes are constants, such as `ECONNRESET`; anything else is not ours to show. */
export const isSystemCode = (code: unknown): code is string =>
  typeof code === 'string' && systemCode.test(code);

/** Problems of a certificate, or of the handshake. */
export const isInsecureCode = (code: string): boolean =>
  /CERT|ERR_TLS|ERR_SSL|EPROTO|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);

export const systemCodeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;

  return isSystemCode(code) ? code : 'unknown error';
};
