/** How the demo writes: a heading, and under it a label and a text. */

export const heading = (text: string) => {
  console.log(`\n${text}`);
};

export const line = (label: string, text: string) => {
  console.log(`  ${label.padEnd(14)}${text}`);
};
