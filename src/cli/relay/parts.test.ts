import { describe, expect, it } from 'vitest';

import { explainMissingParts } from './parts.js';

const without =
  (...missing: readonly string[]) =>
  (name: string) =>
    !missing.includes(name);

describe('the parts of the relay', () => {
  it.each([true, false])('are here, where they are developed: %s', (isEmbedded) => {
    expect(explainMissingParts(isEmbedded)).toBeUndefined();
  });

  it('that are missing are told with one line to get them, and this package where npx finds it', () => {
    expect(explainMissingParts(true, () => false)).toMatch(
      /^The relay needs packages that are not installed\. Get them with: npm install connector-whatsapp-otp pg-boss@\^\S+ @electric-sql\/pglite@\^\S+ prom-client@\^\S+$/
    );
    expect(explainMissingParts(false, without('pg-boss'))).toMatch(
      /: npm install connector-whatsapp-otp pg-boss@\^\S+$/
    );
  });

  it('are those of the database that is asked for', () => {
    expect(explainMissingParts(true, without('pg'))).toBeUndefined();
    expect(explainMissingParts(false, without('@electric-sql/pglite'))).toBeUndefined();
    expect(explainMissingParts(false, without('pg'))).toMatch(
      /npm install connector-whatsapp-otp pg@\S+$/
    );
  });
});
