import { vi } from 'vitest';

import { Registrar } from '../../src/registration/registrar.js';

/** A registrar whose waits are over at once; its clock goes on by what it has waited. */
export const createRegistrar = (random = () => 0.5) => {
  const write = vi.fn<(line: string) => void>();
  const now = vi.fn(() => 0);
  const wait = vi.fn(async (milliseconds: number) => {
    const before = now();
    now.mockReturnValue(before + milliseconds);
  });

  return {
    registrar: new Registrar({ now, random, wait, write }),
    write,
    now,
    lines: () => write.mock.calls.flat(),
    waits: () => wait.mock.calls.flat(),
  };
};
