import { type Setup } from './setup.js';

/** What is wrong with one key of the config: a line for each issue, with its path. */
export const issuesAbout = ({ issues }: Pick<Setup, 'issues'>, key: string): string[] =>
  issues.filter((issue) => issue.key === key).map(({ path, message }) => `${path}: ${message}`);
