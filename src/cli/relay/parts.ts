/** The packages that only the relay needs, and that nobody else is made to install. */
import packageJson from '../../../package.json' with { type: 'json' };

const { name: ownName, peerDependencies } = packageJson;

type Part = keyof typeof peerDependencies;

const partsFor = (isEmbedded: boolean): Part[] => [
  'pg-boss',
  isEmbedded ? '@electric-sql/pglite' : 'pg',
  'prom-client',
];

const isInstalled = (name: string): boolean => {
  try {
    import.meta.resolve(name);

    return true;
  } catch {
    return false;
  }
};

/**
 * The line has this package too: npx runs a copy in its cache, which sees nothing of the folder, until
 * there is one in the folder.
 *
 * @param isEmbedded Whether the database is kept in a folder.
 * @returns One line that says how to get what is missing; `undefined` when nothing is.
 */
export const explainMissingParts = (
  isEmbedded: boolean,
  isThere: (name: string) => boolean = isInstalled
): string | undefined => {
  const missing = partsFor(isEmbedded).filter((name) => !isThere(name));

  return missing.length === 0
    ? undefined
    : `The relay needs packages that are not installed. Get them with: npm install ${[
        ownName,
        ...missing.map((name) => `${name}@${peerDependencies[name]}`),
      ].join(' ')}`;
};
