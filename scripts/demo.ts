/**
 * The main job, on a machine with nothing but Node: pack the connector, install it as Logto does,
 * and send through it to a local WhatsApp. Ends with an error when anything is not as promised.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { type Sandbox, startSandbox } from '../src/sandbox/index.js';
import { type LogtoAnswer, answerOf } from '../test/host/answer.js';
import {
  addConnector,
  createLayout,
  linkOfficialConnector,
  logtoReleases,
  packProject,
} from '../test/host/layout.js';
import { HostRefusal, Logto, type SendInput } from '../test/host/logto.js';
import { configFor } from '../test/support/config.js';

import { heading, line } from './demo/print.js';
import { secrets, startRelayProcess } from './demo/relay-process.js';
import { showRescues, smsConnector } from './demo/rescues.js';

const to = '5511987654321';

/** Signs the webhooks of the sandbox. */
const appSecret = 'demo-app-secret';

type Send = {
  title: string;
  input: (config: unknown) => SendInput;
  expected: { language: string; body: string };
};

const english = (code: string) =>
  `*${code}* is your verification code. For your security, do not share this code.`;

const sends: Send[] = [
  {
    title: 'Console\'s "Send" button',
    input: (config) => ({
      data: { to, type: 'Generic', payload: { code: '000000' } },
      config,
    }),
    expected: { language: 'en_US', body: english('000000') },
  },
  {
    title: 'Register, a person who reads es-MX',
    input: (stored) => ({
      data: { to, type: 'Register', payload: { code: '482913', locale: 'es-MX' } },
      stored,
    }),
    expected: {
      language: 'es_MX',
      body: 'Tu código de verificación es *482913*. Por tu seguridad, no lo compartas.',
    },
  },
  {
    title: 'Sign in, a person who prefers id-ID to en',
    input: (stored) => ({
      data: {
        to,
        type: 'SignIn',
        payload: { code: '730518', uiLocales: 'id-ID en', locale: 'en' },
      },
      stored,
    }),
    expected: {
      language: 'id',
      body: '*730518* adalah kode verifikasi Anda. Demi keamanan, jangan bagikan kode ini.',
    },
  },
  {
    title: 'Forgot password, a person who reads en-IN',
    input: (stored) => ({
      data: { to, type: 'ForgotPassword', payload: { code: '164207', locale: 'en-IN' } },
      stored,
    }),
    expected: { language: 'en_US', body: english('164207') },
  },
];

const showSend = async (logto: Logto, sandbox: Sandbox, { title, input, expected }: Send) => {
  sandbox.inbox.clear();
  const startedAt = performance.now();
  const result = await logto.send(input(configFor(sandbox)));
  const took = Math.round(performance.now() - startedAt);
  const message = await sandbox.inbox.waitFor(`+${to}`);

  assert.equal(sandbox.inbox.messages.length, 1, 'exactly one message arrives');
  assert.equal(message.language, expected.language);
  assert.equal(message.body, expected.body);
  assert.deepEqual(result, {
    channel: 'whatsapp',
    messageId: message.id,
    recipient: '+55*********21',
    status: 'accepted',
  });

  heading(title);
  line('Template', `${message.templateName}, ${message.language}`);
  line('Message', message.body);
  line('', `${message.footer ?? ''}  [ ${message.button} ]`);
  line('Message id', message.id);
  line('Time', `${took} ms`);
};

type Failure = {
  title: string;
  config: (sandbox: Sandbox) => unknown;
  recipient: string;
  expected: { administrator: string; person: string };
};

const hanging = '5511912345678';

const failures: Failure[] = [
  {
    title: 'The token has expired',
    config: (sandbox) => ({ ...configFor(sandbox), accessToken: 'EAAsandboxExpiredToken' }),
    recipient: to,
    expected: {
      administrator: 'Error in key path "accessToken": (custom) Meta refused the token: it expired',
      person: "The connector's config is invalid.",
    },
  },
  {
    title: 'The template does not exist',
    config: (sandbox) => ({
      ...configFor(sandbox),
      templates: configFor(sandbox).templates.map((template) => ({
        ...template,
        templateName: 'login_code',
      })),
    }),
    recipient: to,
    expected: {
      administrator: 'Error in key path "templates.0.language": (custom) Meta has no approved',
      person: "The connector's config is invalid.",
    },
  },
  {
    title: 'Meta takes the request and never answers',
    config: configFor,
    recipient: hanging,
    expected: {
      administrator: 'did not answer within 8 seconds',
      person: 'WhatsApp did not confirm your code.',
    },
  },
];

const answerTo = async (
  logto: Logto,
  input: SendInput
): Promise<LogtoAnswer & { took: number }> => {
  const startedAt = performance.now();

  try {
    await logto.send(input);
  } catch (error: unknown) {
    if (error instanceof HostRefusal) {
      return { ...answerOf(error.error), took: performance.now() - startedAt };
    }

    throw error;
  }

  throw new Error('This send was expected to fail.');
};

const showFailure = async (
  logto: Logto,
  sandbox: Sandbox,
  { title, config, recipient, expected }: Failure
) => {
  const values = config(sandbox);
  const data = { to: recipient, type: 'SignIn', payload: { code: '905631', locale: 'en' } };
  const [inConsole, inProduction] = await Promise.all([
    answerTo(logto, { data, config: values }),
    answerTo(logto, { data, stored: values }),
  ]);
  const seconds = Math.max(inConsole.took, inProduction.took) / 1000;

  assert(inConsole.administrator.join('\n').includes(expected.administrator));
  assert(inProduction.person.includes(expected.person));
  assert(seconds < 9, 'a send answers within 8 s, plus what the host needs');

  heading(`${title} (HTTP ${inProduction.status} after ${seconds.toFixed(1)} s)`);
  for (const [index, text] of inConsole.administrator.entries()) {
    line(index === 0 ? 'Administrator' : '', text);
  }
  line('Signing in', inProduction.person);
};

const run = async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'connector-demo-'));
  const release = logtoReleases['5.1.1'];
  assert(release);

  const tarball = await packProject(folder);
  const { size } = await stat(tarball);
  line('Packed', `${path.basename(tarball)}, ${Math.round(size / 1024)} KB`);

  const layout = await createLayout(release);
  await addConnector(layout, tarball);
  await linkOfficialConnector(layout, smsConnector);
  line('Installed', 'by "logto connector add" into a scratch Logto');

  const logto = await Logto.start(layout);
  line('Loaded', "by the loader of Logto's CLI");

  const relay = await startRelayProcess(folder, appSecret);
  line('Relay', `connector-whatsapp-otp relay, at ${relay.url}`);

  const sandbox = await startSandbox({
    // As a quick network: one sees that statuses come after the answer.
    latency: { answer: 20, sent: 150, delivered: 300, read: 600 },
    account: { appSecret },
    webhook: { url: `${relay.url}/webhook`, verifyToken: secrets.verify },
  });
  sandbox.fail(`+${hanging}`, 'hang');
  line('WhatsApp', `the sandbox, at ${sandbox.url}`);

  try {
    for (const send of sends) {
      // eslint-disable-next-line no-await-in-loop -- one after the other, as a person would see them
      await showSend(logto, sandbox, send);
    }

    await showRescues({ logto, sandbox, relay });

    for (const failure of failures) {
      // eslint-disable-next-line no-await-in-loop -- likewise
      await showFailure(logto, sandbox, failure);
    }
  } finally {
    await Promise.all([logto.stop(), sandbox.close(), relay.stop()]);
    await Promise.all([layout.remove(), rm(folder, { recursive: true })]);
  }

  console.log('\nEverything was as promised. To see the codes on a page: npm run sandbox');
};

await run();
