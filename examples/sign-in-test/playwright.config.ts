import os from 'node:os';
import path from 'node:path';

import { defineConfig } from '@playwright/test';

/** A Chromium of the system, where Playwright's own browser cannot be downloaded. */
const { CHROMIUM_PATH: executablePath } = process.env;

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: '.',
  outputDir: path.join(os.tmpdir(), 'connector-whatsapp-otp-sign-in-test'),
  reporter: 'list',
  workers: 1,
  retries: 0,
  use: {
    ...(executablePath && {
      launchOptions: {
        executablePath,
        args: [
          // Chromium refuses to run as root inside its own sandbox.
          ...(isRoot ? ['--no-sandbox'] : []),
          '--disable-gpu',
          // The rest keeps it from talking to anything but the page.
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  },
});
