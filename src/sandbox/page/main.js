/** Wires the page: what is known (store), what comes in (live), and what is drawn. */
import { Announcer } from './announcer.js';
import { clearInbox, setBehaviour } from './api.js';
import { BehaviourPanel } from './behaviour-panel.js';
import { find, setAttributes, setText, show } from './elements.js';
import { formatNumber } from './formatting.js';
import { coalesce } from './frame.js';
import { HelpViews } from './help-views.js';
import { describeWebhook } from './help.js';
import { follow } from './live.js';
import { NumberDialog } from './number-dialog.js';
import { PhoneList } from './phones.js';
import { Store } from './store.js';
import { otherRefusals } from './thread.js';
import { Timeline } from './timeline.js';

const element = (/** @type {string} */ id) => find(id, HTMLElement);

/** On a narrow screen there is room for the list or the conversation; see page.css. */
const narrow = matchMedia('(max-width: 47.99rem)');

const store = new Store();
const announcer = new Announcer(element('announcements'));
const help = new HelpViews();
const title = element('thread-title');

const draw = coalesce(() => {
  const { selected, state, threads } = store;
  const isPhone = selected !== undefined && selected !== otherRefusals;

  phones.render(store);
  document.body.classList.toggle('has-phones', threads.length > 0);
  show(element('start'), selected === undefined);
  show(element('thread'), selected !== undefined);
  show(element('phone-tools'), isPhone);
  setText(title, isPhone ? formatNumber(selected) : 'Other refused calls');
  help.render(state);

  if (state) {
    show(element('loading'), false);
    setText(element('business'), `${state.businessName} · ${state.businessNumber}`);
    setText(element('webhook-words'), describeWebhook(state.webhook));
    setAttributes(element('webhook'), {
      'data-state': state.webhook.problem === undefined ? state.webhook.state : 'problem',
    });
    show(element('webhook'), true);
  }

  behaviour.render(store);
  timeline.render(store);
});

/** @param {string} number */
const select = (number) => {
  store.select(number);
  document.body.classList.add('shows-conversation');
  draw();

  if (narrow.matches) {
    // The list goes out of sight, and the focus must not go with it.
    requestAnimationFrame(() => {
      title.focus();
    });
  }
};

/**
 * @param {string} number
 * @param {string} name
 */
const setPhone = async (number, name) => {
  await setBehaviour(number, name);
  store.phones.set(number, name);
  draw();
};

const phones = new PhoneList(
  {
    list: element('phones'),
    filter: find('filter', HTMLInputElement),
    nothing: element('no-phones'),
    more: element('more-phones'),
  },
  select,
  draw
);
const timeline = new Timeline(
  {
    scroller: element('scroller'),
    list: element('timeline'),
    older: element('older'),
    nothing: element('no-messages'),
    newest: element('newest'),
  },
  draw
);
const behaviour = new BehaviourPanel(
  {
    select: find('behaviour', HTMLSelectElement),
    explanation: element('behaviour-explanation'),
    problem: element('behaviour-problem'),
  },
  setPhone
);
const numberDialog = new NumberDialog(store, async (number, name) => {
  await setPhone(number, name);
  select(number);
});

/** @param {string} [number] */
const clear = async (number) => {
  try {
    await clearInbox(number);
    setText(element('problem'), '');
    announcer.say(number === undefined ? 'Inbox cleared' : `${formatNumber(number)} cleared`);
  } catch (error) {
    setText(element('problem'), error instanceof Error ? error.message : String(error));
  }
};

element('clear-inbox').addEventListener('click', async () => clear());
element('clear-phone').addEventListener('click', async () => clear(store.selected));
element('back').addEventListener('click', () => {
  document.body.classList.remove('shows-conversation');
  phones.focus(store.selected ?? '');
});
element('set-number').addEventListener('click', () => {
  numberDialog.open();
});
element('set-number-at-start').addEventListener('click', () => {
  numberDialog.open();
});

follow(store, {
  onChange: draw,
  onNew(entries) {
    announcer.announce(entries);

    // Whoever waits at the start page for the first code is shown it, not the list.
    if (entries.length > 0 && !document.body.classList.contains('has-phones')) {
      document.body.classList.add('shows-conversation');
    }
  },
  onConnection(isLive) {
    setText(element('connection-words'), isLive ? 'Live' : 'Reconnecting…');
    setAttributes(element('connection'), { 'data-live': String(isLive) });
  },
});
