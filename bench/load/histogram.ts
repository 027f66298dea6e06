/** Times in milliseconds, counted by tenths. */
export class Histogram {
  readonly #counts = new Map<number, number>();

  add(milliseconds: number) {
    const tenths = Math.round(milliseconds * 10);
    this.#counts.set(tenths, (this.#counts.get(tenths) ?? 0) + 1);
  }

  /** @returns What this share of the times, such as 0.99, is not above; 0 when there are none. */
  quantile(share: number): number {
    const times = [...this.#counts]
      .slice()
      .sort(([one], [other]) => one - other)
      .flatMap(([tenths, count]) => Array.from({ length: count }, () => tenths));

    return (times[Math.max(0, Math.ceil(share * times.length) - 1)] ?? 0) / 10;
  }
}
