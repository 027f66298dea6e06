/** What the sign-in page looks like. `html` escapes what it is given. */
import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

const layout = async (title: string, content: Html) => html`
  <!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      <style>
        :root {
          color-scheme: light dark;
          --accent: light-dark(#0a6e44, #5ed39c);
          --danger: light-dark(#b3261e, #ff9d95);
          --line: light-dark(#868f8a, #74817b);
          font:
            1rem/1.5 system-ui,
            sans-serif;
        }
        body {
          margin: 15vh auto 0;
          max-width: 20rem;
          padding: 0 1rem;
        }
        form {
          display: grid;
          gap: 0.5rem;
        }
        input,
        button {
          border: 1px solid var(--line);
          border-radius: 0.5rem;
          font: inherit;
          padding: 0.5rem 0.75rem;
        }
        button {
          background: none;
          color: var(--accent);
          cursor: pointer;
        }
        button.main {
          background: var(--accent);
          border-color: var(--accent);
          color: Canvas;
          margin-top: 0.5rem;
        }
        [role='alert'] {
          color: var(--danger);
        }
      </style>
    </head>
    <body>
      <main>
        <h1>${title}</h1>
        ${content}
      </main>
    </body>
  </html>
`;

const alert = async (error: string | undefined) =>
  error ? html`<p role="alert">${error}</p>` : '';

export const numberPage = async ({
  number = '',
  error,
}: { number?: string; error?: string } = {}) =>
  layout(
    'Sign in',
    html`
      ${alert(error)}
      <form method="post">
        <label for="number">Phone number</label>
        <input
          id="number"
          name="number"
          type="tel"
          autocomplete="tel"
          placeholder="+1 202 555 0143"
          value="${number}"
          required
        />
        <button class="main">Send code</button>
      </form>
    `
  );

type CodePage = { id: string; number: string; isAgain?: boolean; error?: string };

export const codePage = async ({ id, number, isAgain = false, error }: CodePage) =>
  layout(
    'Enter your code',
    html`
      <p role="status">We sent ${isAgain ? 'another' : 'it'} to ${number} over WhatsApp.</p>
      ${alert(error)}
      <form method="post" action="/attempts/${id}">
        <label for="code">Code</label>
        <input
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9]{6}"
          required
        />
        <button class="main">Sign in</button>
        <button formaction="/attempts/${id}/again" formnovalidate>Send again</button>
      </form>
    `
  );

export const welcomePage = async () => layout('Welcome', html`<p>You are signed in.</p>`);
