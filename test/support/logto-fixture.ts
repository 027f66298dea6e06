/* eslint-disable no-empty-pattern -- vitest reads from the pattern which fixtures one needs */
/** A Logto with the packed connector in it. */
import { inject } from 'vitest';

import {
  type LogtoRelease,
  addConnector,
  createLayout,
  linkOfficialConnector,
  logtoReleases,
} from '../host/layout.js';
import { Logto } from '../host/logto.js';

const findNewest = (): LogtoRelease => {
  const [, release] = Object.entries(logtoReleases).at(-1) ?? [];

  if (!release) {
    throw new Error('There is no release of Logto.');
  }

  return release;
};

/** @param connectors Logto's own that lie beside ours. */
export const startLogto = async (
  connectors: readonly string[] = [],
  release = findNewest()
): Promise<{ logto: Logto; remove: () => Promise<void> }> => {
  const layout = await createLayout(release);
  await addConnector(layout, inject('tarball'));
  await Promise.all(connectors.map(async (name) => linkOfficialConnector(layout, name)));

  return { logto: await Logto.start(layout), remove: layout.remove };
};

/** The same, as a fixture. */
export const logtoWith =
  (...options: Parameters<typeof startLogto>) =>
  async ({}, use: (logto: Logto) => Promise<void>) => {
    const { logto, remove } = await startLogto(...options);
    await use(logto);
    await logto.stop();
    await remove();
  };
/* eslint-enable no-empty-pattern */
