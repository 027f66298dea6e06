/** The number stands at the beginning of Meta's ids, in base64; the end is random. */
const randomEnd = 16;

/** Below, the end could reach into the number. */
const shortestToShow = 48;

/**
 * A message id as it may be shown: Meta's ids hold the recipient's number, and whoever reads base64
 * reads it.
 */
export const maskMessageId = (messageId: string): string =>
  `wamid.…${messageId.length < shortestToShow ? '' : messageId.slice(-randomEnd)}`;
