/** Below, the last characters would be too much of it. */
const shortestToShow = 16;

/** A token as it may be shown: enough to tell it from others, too little to use it. */
export const maskToken = (token: string): string => {
  if (token.length < shortestToShow) {
    return '…';
  }

  // All tokens of Meta begin so.
  return `${token.startsWith('EAA') ? 'EAA' : ''}…${token.slice(-4)}`;
};
