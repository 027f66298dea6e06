/** Accounts with which all is well. */
import { type DescribedSeeds } from './described-seed.js';

/** What somebody has typed who has copied the token, and nothing else. */
export const onlyToken = Object.freeze({ phoneNumberId: '', businessAccountId: '' });

/** Says whose it is, when it is asked. */
export const assignedToken = Object.freeze({
  EAAsandboxValidToken: { assets: ['200000000000001'] },
});

export const wholeAccounts = {
  ready: {
    description: 'Everything works: one number, and a template in seven languages',
  },
  fresh: {
    description: 'An approved business with a connected number and a token, and no template yet',
    tokens: assignedToken,
    templates: [],
    connector: onlyToken,
  },
} satisfies DescribedSeeds;
