/** Times, durations and counts as a person reads them: in the time zone of this computer. */

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => {
  const formatter = new Intl.DateTimeFormat('en-GB', options);

  return (/** @type {string | number} */ time) => formatter.format(new Date(time));
};

export const formatMinute = format({ hour: '2-digit', minute: '2-digit' });

export const formatTime = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** For what follows one another within one second. */
export const formatExactTime = format({
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 1,
});

const formatDay = format({ day: 'numeric', month: 'short' });

/** @param {string} time */
export const formatTimeAndDay = (time) =>
  formatDay(time) === formatDay(Date.now())
    ? formatTime(time)
    : `${formatDay(time)}, ${formatMinute(time)}`;

/** @param {number} seconds */
export const formatDuration = (seconds) => {
  if (seconds < 9.95) {
    return `${Math.max(seconds, 0).toFixed(1)} s`;
  }

  const whole = Math.round(seconds);

  if (whole < 60) {
    return `${whole} s`;
  }

  if (whole < 3600) {
    return [`${Math.floor(whole / 60)} min`, whole % 60 > 0 ? `${whole % 60} s` : '']
      .filter(Boolean)
      .join(' ');
  }

  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
};

/**
 * @param {string} from
 * @param {string} to
 */
export const secondsBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / 1000;

/**
 * Never rounded up to all, nor down to none.
 *
 * @param {number} share 0 to 1
 */
export const formatShare = (share) => {
  if (share === 0 || share === 1) {
    return `${share * 100}%`;
  }

  return `${Math.max(Math.floor(share * 1000) / 10, 0.1).toFixed(1)}%`;
};

const counts = new Intl.NumberFormat('en');

/** @param {number} count */
export const formatCount = (count) => counts.format(count);

/**
 * @param {number} count
 * @param {string} noun
 */
export const formatNoun = (count, noun) => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/**
 * The error table's sentences come without their full stop.
 *
 * @param {string} text
 */
export const asSentence = (text) => (/[.!?]$/u.test(text) || text === '' ? text : `${text}.`);

/**
 * @param {Intl.DisplayNamesOptions['type']} type
 * @returns {(code: string) => string} The code itself, if it is none that is known.
 */
const nameBy = (type) => {
  const names = new Intl.DisplayNames('en', { type });

  return (code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  };
};

export const nameCountry = nameBy('region');

const nameLanguageTag = nameBy('language');

/** @param {string} language As Meta writes it: `pt_BR`. */
export const nameLanguage = (language) => {
  const tag = language.replaceAll('_', '-');
  const name = nameLanguageTag(tag);

  return name === tag ? language : name;
};
