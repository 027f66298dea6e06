/** The command "doctor", in this process. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';

import { type DoctorFlags, runDoctor } from '../../src/cli/doctor/doctor.js';
import { groups, states } from '../../src/doctor/finding.js';

import { captureTerminal } from './captured-terminal.js';
import { problemsIn } from './doctor-facts.js';

const reportGuard = z.object({
  verdict: z.string(),
  counts: z.object({
    passed: z.number(),
    warning: z.number(),
    failed: z.number(),
    skipped: z.number(),
  }),
  findings: z.array(
    z.object({
      id: z.string(),
      group: z.enum(groups),
      title: z.string(),
      state: z.enum(states),
      why: z.string(),
      remedy: z.string().optional(),
      link: z.string().optional(),
    })
  ),
});

const isSecret = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** What must not be printed. */
const secretsIn = (
  { accessToken, appSecret, relaySecret, fallback }: Record<string, unknown>,
  environment: Readonly<Record<string, string>>
): string[] => {
  const { data: texts = {} } = z
    .object({ config: z.record(z.unknown()) })
    .transform(({ config }) => config)
    .safeParse(fallback);

  return [
    accessToken,
    appSecret,
    relaySecret,
    environment.WHATSAPP_VERIFY_TOKEN,
    environment.LOGTO_APP_SECRET,
    ...Object.values(texts),
  ].filter((value) => isSecret(value));
};

type Examination = {
  /** What stands in Console; without it, the environment alone counts. */
  config?: Record<string, unknown>;
  environment?: Readonly<Record<string, string>>;
  flags?: DoctorFlags;
};

/** Runs it twice, for people and for scripts: whatever it says is without secrets, and fits. */
export const examine = async ({ config, environment = {}, flags = {} }: Examination) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doctor-'));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'connector.json');
  await writeFile(file, JSON.stringify(config ?? {}), { mode: 0o600 });
  const given = { ...flags, ...(config && { config: file }) };
  const people = captureTerminal();
  const scripts = captureTerminal({ json: true });
  const exitCode = await runDoctor(given, people.terminal, environment);
  const sameExitCode = await runDoctor(given, scripts.terminal, environment);
  const printed = `${people.output}${people.errors}${scripts.output}${scripts.errors}`;

  expect(secretsIn(config ?? {}, environment).filter((one) => printed.includes(one))).toEqual([]);
  // A command is on one line, so that it can be copied.
  expect(people.longLines.filter((line) => !line.includes('"npx '))).toEqual([]);
  expect(sameExitCode).toBe(exitCode);

  const report = reportGuard.parse(JSON.parse(scripts.output));

  return {
    exitCode,
    output: people.output,
    report,
    problems: problemsIn(report.findings),
    whyOf: (id: string) => report.findings.find((finding) => finding.id === id)?.why ?? '',
  };
};
