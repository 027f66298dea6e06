import phrases from '@logto/phrases';
import { z } from 'zod';

import { type HostError } from './logto.js';

/** What Logto answers to a request in which a connector threw, and what its pages show of it. */
export type LogtoAnswer = {
  status: number;
  /** The lines of the toast in Console. */
  administrator: string[];
  /** The message on the sign-in page. */
  person: string;
};

const { connector: sentences } = phrases.en.errors;

const describedGuard = z.object({ errorDescription: z.string() });
const issuesGuard = z.object({
  issues: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      path: z.array(z.union([z.string(), z.number()])),
    })
  ),
});

const statusOf = (code: string | undefined): number => {
  switch (code) {
    case 'rate_limit_exceeded': {
      return 429;
    }

    case 'authorization_failed': {
      return 401;
    }

    default: {
      return 400;
    }
  }
};

/** Words an error as Logto does, with Logto's own phrases. */
export const answerOf = ({ isConnectorError, hasZodError, code, data }: HostError): LogtoAnswer => {
  if (!isConnectorError) {
    return {
      status: 500,
      administrator: ['Internal server error.'],
      person: 'Internal server error.',
    };
  }

  const description = describedGuard.safeParse(data).data?.errorDescription ?? '';
  const sentence = z
    .record(z.string())
    .parse(
      Object.fromEntries(
        Object.entries(sentences).filter(([, phrase]) => typeof phrase === 'string')
      )
    )[code ?? ''];
  const message = (sentence ?? '').replace('{{errorDescription}}', description);
  const issues = hasZodError ? issuesGuard.parse(data).issues : [];

  return {
    status: statusOf(code),
    administrator: [
      message,
      ...issues.map(
        (issue) =>
          `Error in key path "${issue.path.join('.')}": (${issue.code}) ${
            issue.code === 'custom' ? issue.message : ''
          }`
      ),
    ],
    person: message,
  };
};
