/** Reads as much of a Dockerfile as its tests look at. */

export type Instruction = Readonly<{ name: string; rest: string }>;

/** @returns Its instructions in order, each on one line and without comments. */
export const parseDockerfile = (source: string): readonly Instruction[] =>
  source
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { name, rest } = /^(?<name>[A-Z]+)\s+(?<rest>.+)$/.exec(line)?.groups ?? {};

      if (!name || !rest) {
        throw new Error(`This is no instruction of a Dockerfile: ${line}`);
      }

      return { name, rest };
    });

/** The instructions of one kind that take effect: those after the last FROM. */
export const effective = (instructions: readonly Instruction[], name: string): string[] =>
  instructions
    .slice(instructions.findLastIndex((instruction) => instruction.name === 'FROM'))
    .filter((instruction) => instruction.name === name)
    .map(({ rest }) => rest);

export const all = (instructions: readonly Instruction[], name: string): string[] =>
  instructions.filter((instruction) => instruction.name === name).map(({ rest }) => rest);

/** The words of a line of shell, without their quotes. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** What ENV or ARG set, with their values. */
export const settingsOf = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines
      .flatMap((line) => [...line.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)])
      .map(([, name = '', quoted, bare = '']): [string, string] => [name, quoted ?? bare])
  );
