/** Wires the page: what is asked of the relay, what is known, and what is drawn. */
import { Announcer } from './announcer.js';
import { loadSummary, Problem } from './api.js';
import { Board } from './board.js';
import { Book } from './book.js';
import { Controls } from './controls.js';
import { findElement, setText, show } from './elements.js';
import { formatCount } from './formatting.js';
import { Gate } from './gate.js';
import { Pulse } from './pulse.js';
import { Status } from './status.js';
import { forgetToken, keepToken, readToken } from './token.js';

const book = new Book();
const board = new Board(book);
const status = new Status();
const announcer = new Announcer(findElement('announcements'));

/** @param {string} [problem] */
const askForToken = (problem) => {
  pulse.stop();
  forgetToken();
  book.start({});
  controls.reset();
  board.close();
  status.close();
  show(findElement('session-tools'), false);
  gate.open(problem);
};

/** @param {unknown} error */
const asProblem = (error) => {
  if (error instanceof Problem) {
    return error;
  }

  reportError(error);

  return new Problem(
    'refused',
    'This page cannot read what the relay answers. Reload it: the relay may have been updated.'
  );
};

/** @param {unknown} error */
const complain = (error) => {
  const { kind, message } = asProblem(error);

  if (kind === 'token' || kind === 'not-set') {
    askForToken(message);
  } else {
    status.fail(message);
    board.markStale(true);
    announcer.say(message);
  }
};

/** @param {() => boolean} isCurrent */
const refresh = async (isCurrent) => {
  const token = readToken();

  if (token === undefined) {
    return;
  }

  try {
    const [summary, reading] = await Promise.all([
      loadSummary(token, controls.minutes),
      book.read(token),
    ]);

    if (isCurrent()) {
      const isNewList = !book.isRead;

      book.putTop(reading, (id) => board.isOpen(id));
      gate.close();
      status.succeed(pulse.isPaused);
      board.markStale(false);
      announcer.say(board.render(summary));

      if (isNewList && (book.filter.state || book.filter.messageId)) {
        announcer.say(`Deliveries shown: ${formatCount(book.deliveries.length)}`);
      }
    }
  } catch (error) {
    if (isCurrent()) {
      gate.close();
      complain(error);
    }
  }
};

const pulse = new Pulse(refresh);

const start = () => {
  show(findElement('session-tools'), true);
  status.begin();
  pulse.now();
};

const gate = new Gate((token) => {
  keepToken(token);
  start();
});

const controls = new Controls({
  onRange: () => pulse.now(),
  onFilter(filter) {
    book.start(filter);
    pulse.now();
  },
  onPause(isPaused) {
    pulse.pause(isPaused);
    status.pause(isPaused);
    announcer.say(isPaused ? 'Paused' : 'Goes on');
  },
  onForget() {
    askForToken();
    announcer.say('The token is forgotten');
  },
  async onMore() {
    try {
      await book.readOlder(readToken() ?? '');
      board.renderList();
    } catch (error) {
      complain(error);
    }
  },
});

if (readToken() === undefined) {
  gate.open();
} else {
  start();
}

setText(findElement('relay-address'), new URL('.', document.baseURI).href.replace(/\/$/u, ''));
