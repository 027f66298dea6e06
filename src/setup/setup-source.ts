import { type SetupIssue } from './setup.js';

/** A config as it was found, before anything of it is read. */
export type SetupSource = {
  /** Where it comes from, for people. */
  origin: string;
  /** As Console stores it. Secret. */
  raw: Readonly<Record<string, unknown>>;
  /** What could not even be read as JSON; the key is absent in `raw`. */
  unreadable?: readonly SetupIssue[];
  /** How whoever has set a key calls it. */
  nameOf?: (key: string) => string;
  /** Secrets that are known besides those of the config. */
  secrets?: readonly string[];
  /** Warnings, for people. */
  notes?: readonly string[];
};
