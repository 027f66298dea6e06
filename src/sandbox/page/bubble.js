/** One message, as it lies on the phone, with what the phone does not show below it. */
import { titleOf } from './behaviours.js';
import { makeCopyButton } from './copy.js';
import { openDetails } from './details.js';
import { makeDisclosure } from './disclosure.js';
import { make, setText, show } from './elements.js';
import { formatBody, languageTag } from './formatting.js';
import { decidingStatus, makeTicks, updateTicks } from './ticks.js';
import { formatExactTime, formatTime } from './time.js';

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./store.js').Store} Store */

/**
 * Why it is not on the phone; nothing when it is.
 *
 * @param {Message} message
 * @param {Store} store
 */
export const explainAbsence = (message, store) => {
  const error = decidingStatus(message)?.error;

  if (message.arrivedAt !== undefined) {
    return '';
  }

  if (message.droppedAt !== undefined) {
    return `Not on the phone: WhatsApp gave it up at ${formatTime(message.droppedAt)}, when its time had run out.`;
  }

  if (message.behaviour !== 'healthy') {
    return `Not on the phone: ${titleOf(store, message.behaviour)}.`;
  }

  return error
    ? `Not on the phone: ${error.title} (${error.code}).`
    : 'Not on the phone yet: it is on its way.';
};

/** @param {Message} message */
const explainFailure = (message) => {
  const status = decidingStatus(message);

  if (status?.status !== 'failed') {
    return '';
  }

  const { code, title } = status.error ?? { code: '', title: 'Failed' };

  return `${code} ${title}`.trim();
};

export class Bubble {
  #ticks = makeTicks();
  #time = make('time');
  #failure = make('span', { class: 'failure' });
  #note = make('p', { class: 'note' });

  /** @param {Message} message */
  constructor(message) {
    this.message = message;

    const isSms = message.channel === 'sms';
    const lang = message.language === undefined ? undefined : languageTag(message.language);
    const words = { dir: 'auto', ...(lang !== undefined && { lang }) };
    const { button, panel } = makeDisclosure({
      id: `details-${message.id}`,
      about: `code ${message.code}`,
      onOpen: async (shown) => openDetails(shown, () => this.message),
    });

    this.element = make(
      'li',
      { class: 'entry', 'data-testid': 'bubble', 'data-id': message.id },
      make(
        'article',
        { class: 'bubble', 'aria-label': `Code ${message.code}` },
        make('p', { class: 'body', ...words }, ...formatBody(message.body)),
        ...(message.footer ? [make('p', { class: 'footer', ...words }, message.footer)] : []),
        make('p', { class: 'meta' }, this.#failure, this.#time, this.#ticks),
        makeCopyButton({
          label: message.button ?? 'Copy code',
          text: () => message.code,
          words,
          attributes: { class: 'copy copy-code', 'data-testid': 'copy-code' },
        })
      ),
      this.#note,
      make(
        'p',
        { class: 'tools' },
        ...(isSms
          ? [
              make('span', { class: 'badge', 'data-testid': 'sms' }, 'SMS'),
              make('span', { class: 'template', title: 'API that it came by' }, message.from),
            ]
          : [
              make('span', { class: 'badge', title: 'Language of the template' }, lang ?? ''),
              make(
                'span',
                { class: 'template', title: 'Name of the template' },
                message.templateName ?? ''
              ),
            ]),
        button
      ),
      panel
    );
    this.element.classList.toggle('is-sms', isSms);
    show(this.#ticks, !isSms);
  }

  /**
   * @param {Message} message
   * @param {Store} store
   */
  update(message, store) {
    const absence = explainAbsence(message, store);
    const time = message.arrivedAt ?? message.acceptedAt;

    this.message = message;
    this.element.classList.toggle('is-absent', message.arrivedAt === undefined);
    this.#time.setAttribute('datetime', time);
    this.#time.setAttribute('title', formatExactTime(time));
    setText(this.#time, formatTime(time));
    setText(this.#failure, explainFailure(message));
    setText(this.#note, absence);
    show(this.#note, absence !== '');
    updateTicks(this.#ticks, message);
  }
}
