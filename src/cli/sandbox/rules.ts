import { parseJson } from '../../json/parse-json.js';
import { type SandboxRules, rulesGuard } from '../../sandbox/rules.js';

/**
 * Reads `name=value` pairs.
 *
 * @throws {Error} When there is no such rule or value; it names those that there are.
 */
export const readRules = (pairs: readonly string[]): Partial<SandboxRules> => {
  const entries = pairs.map((pair): [string, unknown] => {
    const [name = '', ...rest] = pair.split('=');
    const value = rest.join('=');

    return [name, parseJson(value) ?? value];
  });
  const { success, error } = rulesGuard.safeParse(Object.fromEntries(entries));

  if (!success) {
    const problems = error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);

    throw new Error(
      [
        'A --rule cannot be used:',
        ...problems,
        `The rules are ${Object.keys(rulesGuard.shape).join(', ')}; docs/sandbox.md describes them.`,
      ].join('\n')
    );
  }

  return Object.fromEntries(entries);
};
