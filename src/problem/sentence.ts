/** With a full stop, unless it ends with a mark. */
export const withFullStop = (text: string): string => (/[!.?]$/.test(text) ? text : `${text}.`);

/** A clause as a sentence: with a capital, and with a full stop unless it ends with a mark. */
export const sentenceOf = (clause: string): string =>
  withFullStop(`${clause.charAt(0).toUpperCase()}${clause.slice(1)}`);
