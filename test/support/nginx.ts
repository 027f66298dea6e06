/**
 * A real nginx. Where there is none, the tests that need it are skipped, and say why; `.ci/run`
 * installs one.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';

import { findClosedPort } from '../../bench/port.js';

import { eventually } from './eventually.js';

const execute = promisify(execFile);

const nginxPath = process.env.NGINX_PATH ?? '/usr/sbin/nginx';

export const hasNginx = existsSync(nginxPath);

if (!hasNginx) {
  const reason = `There is no nginx at ${nginxPath}. Install nginx, or name one in NGINX_PATH.`;

  if (process.env.CI) {
    throw new Error(reason);
  }

  console.warn(`The tests of nginx.conf are skipped. ${reason}`);
}

const host = 'relay.example.com';

/** What stands around a file of /etc/nginx/conf.d, without anything outside of the folder. */
const wrap = (folder: string) => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
# As in nginx's image.
events { worker_connections 1024; }
http {
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/temporary/${kind};`)
    .join('\n  ')}
  include ${folder}/relay.conf;
}
`;

/** @throws {Error} When the example no longer has what is to be replaced. */
const substitute = (source: string, replacements: ReadonlyArray<readonly [string, string]>) =>
  replacements.reduce((result, [from, to]) => {
    if (!result.includes(from)) {
      throw new Error(`nginx.conf has no "${from}".`);
    }

    return result.replaceAll(from, to);
  }, source);

const isListening = async (port: number) => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
};

type Asked = Pick<RequestOptions, 'method' | 'headers'> & { body?: Uint8Array };

/**
 * Runs nginx with the example's file. Only its ports, folders and relays are others. It is stopped
 * after the test.
 *
 * @param relays The ports of the relays behind it.
 */
export const startNginx = async (file: string, ...relays: readonly number[]) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'nginx-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const [outside, inside] = [await findClosedPort(), await findClosedPort()];
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  const configuration = path.join(folder, 'nginx.conf');
  const source = substitute(await readFile(file, 'utf8'), [
    ['server relay:4600;', relays.map((port) => `server 127.0.0.1:${port};`).join(' ')],
    ['listen 443 ssl;', `listen 127.0.0.1:${outside} ssl;`],
    ['listen 8080;', `listen 127.0.0.1:${inside};`],
    ['/etc/nginx/certificates/', `${folder}/`],
    ['/var/log/nginx/', `${folder}/`],
  ]);

  await mkdir(path.join(folder, 'temporary'));
  await Promise.all([
    writeFile(configuration, wrap(folder)),
    writeFile(path.join(folder, 'relay.conf'), source),
    writeFile(path.join(folder, 'fullchain.pem'), cert),
    writeFile(path.join(folder, 'privkey.pem'), key),
  ]);

  const options = ['-p', folder, '-e', path.join(folder, 'error.log'), '-c', configuration];
  // Also what it only warns of.
  const { stderr: findings } = await execute(nginxPath, [...options, '-t']);

  const child = spawn(nginxPath, options, { stdio: 'ignore' });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  await eventually(async () => Promise.all([isListening(outside), isListening(inside)]));

  const begin = (asked: Asked & { path: string; port: number }) => {
    const { body, ...rest } = asked;

    return rest.port === outside
      ? requestSecure({ ...rest, host: '127.0.0.1', servername: host, ca: cert })
      : requestPlain({ ...rest, host: '127.0.0.1' });
  };

  const ask =
    (port: number) =>
    async (target: string, asked: Asked = {}) => {
      const sent = begin({ ...asked, path: target, port });
      const answered = new Promise<{ status?: number | undefined; body: string }>(
        (resolve, reject) => {
          sent.on('error', reject).on('response', async (response) => {
            resolve({ status: response.statusCode, body: await text(response) });
          });
        }
      );
      sent.end(asked.body);

      return answered;
    };

  return {
    findings,
    /** As the internet sees it: over TLS, with its certificate checked. */
    outside: ask(outside),
    /** As its own network sees it. */
    inside: ask(inside),
    /** Begins a request from outside; its body is up to the test. */
    begin: (target: string, asked: Asked) => begin({ ...asked, path: target, port: outside }),
    accessLog: async () => readFile(path.join(folder, 'access.log'), 'utf8'),
  };
};
