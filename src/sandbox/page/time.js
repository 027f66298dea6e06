/** Times as the page writes them: on the 24-hour clock of this computer's time zone. */

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => {
  const formatter = new Intl.DateTimeFormat('en-GB', options);

  return (/** @type {string} */ time) => formatter.format(new Date(time));
};

export const formatTime = format({ hour: '2-digit', minute: '2-digit' });

/** To the millisecond, for what follows one another within one second. */
export const formatExactTime = format({
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

const formatDay = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const formatShortDay = format({ day: 'numeric', month: 'short' });

const dayInMilliseconds = 24 * 60 * 60 * 1000;

/** @param {string} time */
export const nameDay = (time) => {
  const day = formatDay(time);
  const now = Date.now();

  if (day === formatDay(new Date(now).toISOString())) {
    return 'Today';
  }

  return day === formatDay(new Date(now - dayInMilliseconds).toISOString()) ? 'Yesterday' : day;
};

/**
 * For the list of phones, where there is room for one of both.
 *
 * @param {string} time
 */
export const formatTimeOrDay = (time) =>
  nameDay(time) === 'Today' ? formatTime(time) : formatShortDay(time);
