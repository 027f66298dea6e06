/** A connector's config in a file: `--config connector.json`. */
import { readFile, stat } from 'node:fs/promises';

import { isBlank } from '../config/field.js';
import { defaultMetadata } from '../constant.js';
import { isRecord } from '../json/is-record.js';
import { systemCodeOf } from '../meta/system-code.js';
import { CommandProblem } from '../problem/command-problem.js';

import { type SetupSource } from './setup-source.js';

/** Access for others than the owner. */
const othersMode = 0o077;

/** An editor of Windows puts it at the beginning. */
const byteOrderMark = '\uFEFF';

const explainUnreadable = (file: string, code: string): string => {
  switch (code) {
    case 'ENOENT': {
      return `There is no file ${file}.\nWrite the connector's config into it, as Console shows it: {"accessToken": "EAA…", …}.`;
    }

    case 'EISDIR': {
      return `${file} is a folder.\nName the file that the connector's config is in.`;
    }

    case 'EACCES':
    case 'EPERM': {
      return `${file} may not be read by you.\nRun the command as the file's owner.`;
    }

    default: {
      return `${file} cannot be read (${code}).`;
    }
  }
};

/** Only the place: the text around it may be a secret. Node does not always tell it. */
const placeOf = (error: unknown, text: string): string => {
  const message = error instanceof Error ? error.message : '';

  if (message.startsWith('Unexpected end')) {
    return ': it ends too early';
  }

  const [, position] = /at position (\d+)/.exec(message) ?? [];

  if (position === undefined) {
    return '';
  }

  const before = text.slice(0, Number(position)).split('\n');

  return `: see line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
};

const parse = (file: string, text: string): Record<string, unknown> => {
  const read = (): unknown => {
    try {
      return JSON.parse(text);
    } catch (error: unknown) {
      throw new CommandProblem(
        `${file} is not JSON${placeOf(error, text)}.\nUsual causes are a missing or a surplus comma, and quotes other than ".`
      );
    }
  };

  const json = read();

  if (!isRecord(json)) {
    throw new CommandProblem(
      `${file} holds no JSON object.\nWrite the connector's config into it, as Console shows it: {"accessToken": "EAA…", …}.`
    );
  }

  return json;
};

/** The config alone, or in a connector as the Management API gives it. */
const configIn = (file: string, json: Record<string, unknown>): Record<string, unknown> => {
  const { config, connectorId } = json;

  if (!isRecord(config)) {
    return json;
  }

  if (connectorId !== undefined && connectorId !== defaultMetadata.id) {
    throw new CommandProblem(
      `${file} holds another connector than ${defaultMetadata.id}.\nTake the one of WhatsApp one-time codes.`
    );
  }

  return config;
};

/**
 * Reads the file.
 *
 * @throws {CommandProblem} When it is not there, cannot be read, or holds no JSON object.
 */
export const readConfigFile = async (file: string): Promise<SetupSource> => {
  const read = async () => {
    try {
      return [await readFile(file, 'utf8'), await stat(file)] as const;
    } catch (error: unknown) {
      throw new CommandProblem(explainUnreadable(file, systemCodeOf(error)));
    }
  };

  const [text, { mode }] = await read();
  const content = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const raw = configIn(file, parse(file, content));
  const isOpen =
    process.platform !== 'win32' &&
    // eslint-disable-next-line no-bitwise -- The mode of a file is a set of bits
    (mode & othersMode) !== 0 &&
    !isBlank(raw.accessToken);

  return {
    origin: file,
    raw,
    notes: isOpen
      ? [
          `${file} holds the access token, and others on this machine can read it: chmod 600 ${file}`,
        ]
      : [],
  };
};
