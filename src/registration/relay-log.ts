import { type RelayProblem, explainProblem } from './relay-problem.js';

/** A relay that comes and goes is told of no more often, in milliseconds. */
const silence = 5 * 60_000;

type Trouble = {
  /** When each kind of problem was last told of. */
  toldAt: Map<RelayProblem['kind'], number>;
  /** The problem that the log ends with; none when it says that all is well again. */
  current: RelayProblem['kind'] | undefined;
  /** Codes that the relay has not been told of, since the log last gave their number. */
  missed: number;
};

const noTrouble = (): Trouble => ({ toldAt: new Map(), current: undefined, missed: 0 });

/** Tells whoever operates Logto when a relay goes away and when it is back: once, not for every code. */
export class RelayLog {
  readonly #troubles = new Map<string, Trouble>();

  /**
   * @param write One line; no secret is in it.
   * @param now A monotonic clock, in milliseconds.
   */
  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => number
  ) {}

  /** A code of which the relay has not been told, and will not be. */
  failed(host: string, problem: RelayProblem) {
    const { kind } = problem;
    const trouble = this.#troubles.get(host) ?? noTrouble();
    const toldAt = trouble.toldAt.get(kind);
    const isDue = toldAt === undefined || this.now() - toldAt >= silence;
    const isNews = isDue && trouble.current !== kind;

    if (isNews) {
      trouble.toldAt.set(kind, this.now());
    }

    this.#troubles.set(host, {
      toldAt: trouble.toldAt,
      current: isNews ? kind : trouble.current,
      missed: trouble.missed + 1,
    });

    if (isNews) {
      const { clause, remedy } = explainProblem(problem, host);
      this.write(
        `Codes go out over WhatsApp, but nobody looks whether they arrive: ${clause}. ${remedy}`
      );
    }
  }

  /** A code of which the relay knows. */
  took(host: string) {
    const trouble = this.#troubles.get(host);

    if (trouble?.current === undefined) {
      return;
    }

    const { toldAt, missed } = trouble;
    this.#troubles.set(host, { toldAt, current: undefined, missed: 0 });
    this.write(
      `The relay at ${host} is back. ${missed} ${missed === 1 ? 'code' : 'codes'} went out without it.`
    );
  }
}
