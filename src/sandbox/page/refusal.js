/** A send that was refused at once: a line in red between the messages. */
import { makeDisclosure } from './disclosure.js';
import { make } from './elements.js';
import { formatJson } from './formatting.js';
import { makeJsonBlock } from './json-block.js';
import { formatExactTime, formatTime } from './time.js';

/** @param {import('./types.js').Refusal} refusal */
export const makeRefusal = ({ id, at, status, code, message, details, request, answer }) => {
  const { button, panel } = makeDisclosure({
    id: `details-${id}`,
    about: `the refusal at ${formatTime(at)}`,
    onOpen(shown) {
      shown.replaceChildren(
        make(
          'div',
          { class: 'blocks' },
          ...(request === undefined
            ? []
            : [makeJsonBlock({ title: 'Request', text: formatJson(request) })]),
          ...(answer === undefined
            ? []
            : [
                makeJsonBlock({
                  title: `Answer ${status}`,
                  // A page of HTML is shown as it went out.
                  text: typeof answer === 'string' ? answer : formatJson(answer),
                }),
              ])
        )
      );
    },
  });

  return make(
    'li',
    { class: 'entry refusal', 'data-testid': 'refusal', 'data-id': id },
    make(
      'div',
      { class: 'refusal-line' },
      make(
        'p',
        {},
        make('strong', {}, status === 0 ? 'Not answered: ' : `Refused with ${status}: `),
        // Meta's message begins with the code, as a rule; it is not said twice.
        code === undefined || message.includes(`#${code}`) ? message : `${message} (${code})`
      ),
      ...(details === undefined ? [] : [make('p', { class: 'quiet' }, details)]),
      make(
        'p',
        { class: 'tools' },
        make('time', { datetime: at, title: formatExactTime(at) }, formatTime(at)),
        button
      )
    ),
    panel
  );
};
