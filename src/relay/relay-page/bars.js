/** What the chart is drawn from: its bars, its scale and its times. */

/** @typedef {import('./types.js').Series} Series */

/** @typedef {{ start: number, end: number, total: number } & Record<Series, number>} Bar */

/** @type {ReadonlyArray<Series>} */
export const seriesNames = Object.freeze(['delivered', 'sms', 'neither', 'waiting']);

/** @type {Readonly<Record<Series, string>>} */
export const seriesWords = Object.freeze({
  delivered: 'Delivered',
  sms: 'SMS',
  neither: 'Neither',
  waiting: 'On the way',
});

/** @param {import('./types.js').Summary} summary */
export const makeBars = ({ periods, periodSeconds }) =>
  periods.map(({ at, delivered, sms, neither, waiting }) => {
    const start = Date.parse(at);

    return {
      start,
      end: start + periodSeconds * 1000,
      delivered,
      sms,
      neither,
      waiting,
      total: delivered + sms + neither + waiting,
    };
  });

/**
 * The lines of a scale from 0 on, three to five of them, at numbers that people count by.
 *
 * @param {number} most
 */
export const scaleFor = (most) => {
  const power = 10 ** Math.floor(Math.log10(Math.max(most / 4, 1)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size * 4 >= most) ?? 1;
  const count = Math.max(Math.ceil(most / step), 2);

  return Array.from({ length: count + 1 }, (_, index) => index * step);
};

/** Distances between the times below the bars, in minutes. */
const labelSteps = Object.freeze([1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720]);

const minute = 60_000;

/** @param {number} time */
const minuteOfDay = (time) => new Date(time).getHours() * 60 + new Date(time).getMinutes();

/**
 * The full hours and their parts that are written below the bars.
 *
 * @param {Bar[]} bars
 * @param {number} room How many times have room there.
 * @returns {Array<{ time: number, share: number }>} The share of the width at which each stands.
 */
export const chooseTimes = (bars, room) => {
  const from = bars[0]?.start ?? 0;
  const to = bars.at(-1)?.end ?? from;
  const step = labelSteps.find((size) => (to - from) / minute / size <= room) ?? 720;
  const first = Math.ceil(from / minute) * minute;

  return Array.from(
    { length: Math.max(Math.ceil((to - first) / minute), 0) },
    (_, index) => first + index * minute
  )
    .filter((time) => minuteOfDay(time) % step === 0)
    .map((time) => ({ time, share: (time - from) / (to - from) }));
};
