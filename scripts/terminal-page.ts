/** A terminal's output as a page, for a picture of it. */

/** The colours that `Terminal` uses, by their SGR code. Source: ECMA-48, "Select graphic rendition". */
const styles: Readonly<Record<string, string>> = Object.freeze({
  '1': 'font-weight: 700',
  '2': 'color: #8b949e',
  '31': 'color: #ff7b72',
  '32': 'color: #7ee787',
  '33': 'color: #e3b341',
  '36': 'color: #79c0ff',
});

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Every style opens an element, and every end of one closes it. */
const toHtml = (text: string): string => {
  const [start = '', ...rest] = text.split('\u001B[');

  return [
    escapeHtml(start),
    ...rest.map((part) => {
      const end = part.indexOf('m');
      const style = styles[part.slice(0, end)];

      return `${style === undefined ? '</span>' : `<span style="${style}">`}${escapeHtml(part.slice(end + 1))}`;
    }),
  ].join('');
};

export const terminalPage = (command: string, output: string): string => `<!doctype html>
<meta charset="utf-8">
<style>
  body { margin: 0; background: #0d1117; }
  pre {
    display: inline-block; margin: 0; padding: 20px 24px; min-width: 80ch;
    font: 15px/1.45 'DejaVu Sans Mono', 'Liberation Mono', monospace;
    color: #e6edf3;
  }
</style>
<pre><span style="${styles['2']}">$</span> ${toHtml(command)}
${toHtml(output.trimEnd())}</pre>`;
