/** What a command writes to a terminal, as an SVG: small, sharp, and read by people and diffs. */

/** The styles of `Terminal`, by their SGR code. Source: ECMA-48, "Select graphic rendition". */
const styles: Readonly<Record<string, string>> = Object.freeze({
  '1': 'font-weight="700"',
  '2': 'fill="#8b949e"',
  '31': 'fill="#ff7b72"',
  '32': 'fill="#7ee787"',
  '33': 'fill="#e3b341"',
  '36': 'fill="#79c0ff"',
});

const fontSize = 14;
const lineHeight = 20;
const margin = 20;
/** Of the fonts below, a little more than most have. */
const characterWidth = 0.602 * fontSize;
const columns = 80;

/** Browsers make one space of several, unless they must not break. */
const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(' ', '\u00A0');

/** Every style opens an element, and every end of one closes it. */
const toSpans = (line: string): string => {
  const [start = '', ...rest] = line.split('\u001B[');

  return [
    escapeXml(start),
    ...rest.map((part) => {
      const end = part.indexOf('m');
      const style = styles[part.slice(0, end)];

      return `${style === undefined ? '</tspan>' : `<tspan ${style}>`}${escapeXml(part.slice(end + 1))}`;
    }),
  ].join('');
};

/** @param output With SGR codes. */
export const drawTerminal = (command: string, output: string): string => {
  const lines = `\u001B[2m$\u001B[22m ${command}\n${output.trimEnd()}`.split('\n');
  const width = Math.ceil(columns * characterWidth) + 2 * margin;
  const height = lines.length * lineHeight + 2 * margin;

  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g fill="#e6edf3" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${fontSize}">
${lines
  .map(
    (line, index) =>
      `<text x="${margin}" y="${margin + (index + 0.75) * lineHeight}">${toSpans(line)}</text>`
  )
  .join('\n')}
</g>
</svg>
`;
};
