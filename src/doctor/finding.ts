/** What a check has found. */

/** In the order in which they are printed. */
export const groups = ['Config', 'Token', 'Number', 'Account', 'Templates', 'Delivery'] as const;

export type Group = (typeof groups)[number];

/** `skipped`: it could not be looked at, or does not apply. That is no warning. */
export const states = ['passed', 'warning', 'failed', 'skipped'] as const;

export type State = (typeof states)[number];

export type Finding = {
  /** Stays the same from release to release, for scripts. */
  id: string;
  group: Group;
  title: string;
  state: State;
  /** One sentence, or two short ones. */
  why: string;
  /** What to do about it; a line for each thing. */
  remedy?: string | undefined;
  /** Where to read more. */
  link?: string | undefined;
  /** A line for each thing that is wrong, where there are several. */
  details?: readonly string[] | undefined;
  /** What was found, for scripts; free of secrets. */
  facts?: Readonly<Record<string, unknown>> | undefined;
};

export type Subject = Pick<Finding, 'id' | 'group' | 'title' | 'link'>;

type More = Pick<Finding, 'details' | 'facts'>;

/** The findings that one check can have. */
export const findingsOf = (subject: Subject) => ({
  passed: (why: string, more: More = {}): Finding => ({
    ...subject,
    state: 'passed',
    why,
    ...more,
  }),
  warning: (why: string, remedy: string, more: More = {}): Finding => ({
    ...subject,
    state: 'warning',
    why,
    remedy,
    ...more,
  }),
  failed: (why: string, remedy?: string, more: More = {}): Finding => ({
    ...subject,
    state: 'failed',
    why,
    ...(remedy !== undefined && { remedy }),
    ...more,
  }),
  skipped: (why: string): Finding => ({ ...subject, state: 'skipped', why }),
});

export type Findings = ReturnType<typeof findingsOf>;
