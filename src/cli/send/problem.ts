/** What the connector says when a code did not go out, for whoever runs the command. */
import { type ConnectorError } from '@logto/connector-kit';
import { z } from 'zod';

import { type CallExplanation } from '../../problem/explain-call.js';

/** Free of secrets: the connector's errors are. */
export type SendProblem = {
  /** Key path in the config, such as `templates.0.language`; absent when it is about none. */
  path?: string | undefined;
  /** What happened, and what to do about it. */
  explanation: string;
  /** Meta's own words. */
  details?: string | undefined;
  /** Meta's code, and its subcode. */
  code?: number | undefined;
  subcode?: number | undefined;
  /** HTTP status of Meta's answer. */
  status?: number | undefined;
  /** What Meta's support asks for. */
  traceId?: string | undefined;
};

/** Of an error that no code here expects. */
export const unforeseen: SendProblem = Object.freeze({
  explanation:
    'The command failed in a way that nobody foresaw. Please report it, with what you called.',
});

const reportGuard = z.object({
  status: z.number().optional(),
  code: z.number().optional(),
  subcode: z.number().optional(),
  details: z.string().optional(),
  traceId: z.string().optional(),
});

const issuesGuard = z.object({
  issues: z.array(
    z.object({
      path: z.array(z.union([z.string(), z.number()])),
      message: z.string(),
      params: reportGuard.optional(),
    })
  ),
});

const explainedGuard = reportGuard.extend({ explanation: z.string(), remedy: z.string() });

const generalGuard = z.object({ errorDescription: z.string() });

const bothGuard = z.object({
  whatsApp: explainedGuard.optional(),
  sms: z.object({ explanation: z.string(), remedy: z.string() }),
});

/** The connector's words are for Logto's server, and for the form in Console. */
const substitutes: ReadonlyArray<readonly [words: string, ours: string]> = [
  ["Logto's server could not", 'This machine could not'],
  ['the public address of the Logto server', 'the public address of this machine'],
  ['and paste it here', 'and use it as the access token'],
  ['Paste the token again.', 'Copy the token again.'],
];

const forCommand = (text: string): string =>
  substitutes.reduce((rest, [words, ours]) => rest.replaceAll(words, ours), text);

const fromExplained = ({
  explanation,
  remedy,
  ...report
}: z.infer<typeof explainedGuard>): SendProblem => ({
  explanation: forCommand(`${explanation} ${remedy}`),
  ...report,
});

/** Console shows one text only, so that the details stand at the end of it. */
const withoutDetails = (message: string, details: string | undefined): string =>
  details === undefined ? message : message.replace(` Details: ${details}`, '');

/** Everything that is wrong, each with where it stands in the config. */
export const problemsOf = ({ data, message }: ConnectorError): SendProblem[] => {
  const { data: issues } = issuesGuard.safeParse(data);
  const { data: both } = bothGuard.safeParse(data);
  const { data: explained } = explainedGuard.safeParse(data);
  const { data: general } = generalGuard.safeParse(data);

  if (issues) {
    return issues.issues.map(({ path, message: text, params: report }) => ({
      path: path.join('.'),
      explanation: forCommand(withoutDetails(text, report?.details)),
      ...report,
    }));
  }

  if (both) {
    return [
      ...(both.whatsApp ? [fromExplained(both.whatsApp)] : []),
      { path: 'fallback', ...fromExplained(both.sms) },
    ];
  }

  return [
    explained ? fromExplained(explained) : { explanation: general?.errorDescription ?? message },
  ];
};

/** The same of a call that only reads. */
export const problemOfCall = ({
  meaning,
  remedy,
  details,
  traceId,
}: CallExplanation): SendProblem => ({
  explanation: `${meaning} ${remedy.replaceAll('\n', ' ')}`,
  details,
  traceId,
});
