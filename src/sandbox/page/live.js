/** Keeps the store as the sandbox is: loads everything at each connection, then follows events. */
import { loadEverything } from './api.js';
import { listen } from './events.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./thread.js').Entry} Entry */

/** In milliseconds, after a load that failed though the connection stands. */
const retryTime = 2000;

/**
 * @param {Store} store
 * @param {object} reports
 * @param {() => void} reports.onChange
 * @param {(entries: Entry[]) => void} reports.onNew What came in while the page was open.
 * @param {(isLive: boolean) => void} reports.onConnection
 */
export const follow = (store, { onChange, onNew, onConnection }) => {
  /** @type {Set<() => void>} What happened during a load, to be done after it. */
  const held = new Set();
  /** @type {Set<symbol>} The load that counts; a newer one takes its place. */
  const loads = new Set();

  /** @param {() => void} change */
  const apply = (change) => {
    if (loads.size > 0) {
      held.add(change);
    } else {
      change();
      onChange();
    }
  };

  const load = async () => {
    const current = Symbol('load');

    loads.clear();
    held.clear();
    loads.add(current);

    try {
      const snapshot = await loadEverything();

      if (loads.delete(current)) {
        store.load(snapshot);

        for (const change of held) {
          change();
        }

        held.clear();
        onChange();
        onConnection(true);
      }
    } catch {
      if (loads.has(current)) {
        onConnection(false);
        setTimeout(() => {
          if (loads.has(current)) {
            load();
          }
        }, retryTime);
      }
    }
  };

  /** @param {Entry[]} entries */
  const receive = (entries) => {
    apply(() => {
      const added = store.put(entries);

      store.countUnread(added);
      onNew(added);
    });
  };

  listen(
    {
      inbox({ messages }) {
        receive(messages);
      },
      refusals({ refusals }) {
        receive(refusals);
      },
      cleared({ number }) {
        if (loads.size > 0) {
          // Before or after the snapshot was made? Only a new one can tell.
          load();
        } else {
          apply(() => {
            store.clear(number);
          });
        }
      },
      phones({ phones }) {
        apply(() => {
          store.setPhones(phones);
        });
      },
      state(state) {
        apply(() => {
          store.setState(state);
        });
      },
    },
    (isLive) => {
      if (isLive) {
        load();
      } else {
        onConnection(false);
      }
    }
  );
};
