/* eslint-disable unicorn/prefer-event-target -- the events of an EventTarget have no types */
import { EventEmitter } from 'node:events';

/** Names of events, and what their listeners are given. */
type EventMap = Record<string, unknown[]>;

/** Where parts of the sandbox hear of each other; each page and each waiting test is a listener. */
export const createEvents = <Events extends EventMap>(): EventEmitter<Events> =>
  new EventEmitter<Events>().setMaxListeners(0);
/* eslint-enable unicorn/prefer-event-target */
