import { type ClientRequest } from 'node:http';
import { type Socket } from 'node:net';

/** How long each connection took to be made, in milliseconds: at least one round trip. */
const roundTrips = new WeakMap<Socket, number>();

/**
 * What is known about one request on the wire, to tell whether the other side can have read it.
 *
 * Everything is measured from before the write, so that a busy event loop errs to the safe side.
 */
export class Exchange {
  #socket?: Socket;
  #connected = false;
  readonly #startedAt: number;

  /** @param now A monotonic clock, in milliseconds. */
  constructor(private readonly now: () => number) {
    this.#startedAt = now();
  }

  /** Follows the connection of a request from the moment it is given one. */
  observe(request: ClientRequest) {
    request.once('socket', (socket) => {
      this.#socket = socket;

      // A connection from the pool; the agent of Node marks the request.
      if (request.reusedSocket) {
        this.#connected = true;
        return;
      }

      const connectStartedAt = this.now();
      socket.once('connect', () => {
        roundTrips.set(socket, this.now() - connectStartedAt);
      });
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
        this.#connected = true;
      });
    });
  }

  /**
   * Whether the other side certainly has not read the request, now that the exchange has failed.
   *
   * Either there never was a connection; or the loss of a pooled one came back sooner than a round
   * trip: then it was under way before the request arrived. The second happens when the server
   * closes an idle connection at the moment in which it is used again.
   */
  isCertainlyUnread(): boolean {
    if (!this.#connected || !this.#socket) {
      return true;
    }

    const roundTrip = roundTrips.get(this.#socket) ?? 0;

    return this.now() - this.#startedAt < roundTrip;
  }
}
