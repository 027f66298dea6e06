import { type SandboxSeed } from '../account.js';

/** An account that says in one line what it is. */
export type DescribedSeed = SandboxSeed & { description: string };

/** Accounts by their names. */
export type DescribedSeeds = Readonly<Record<string, DescribedSeed>>;
