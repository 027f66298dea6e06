import { type ClientRequest } from 'node:http';
import { type Socket } from 'node:net';

/** A monotonic clock, in milliseconds. */
type Clock = () => number;

/**
 * An upper bound of the round trip of each TLS connection, in milliseconds: the shorter of connection
 * and handshake, each of which takes one round trip or more. Two, because one alone can have met a
 * busy event loop. Plain connections, which only go to this machine, have none.
 */
const roundTrips = new WeakMap<Socket, number>();

/** Measures the round trip of a new connection. */
const measure = (socket: Socket, now: Clock) => {
  // Neither the look-up of the name nor the addresses that did not answer are part of it.
  socket.on('connectionAttempt', () => {
    const attemptedAt = now();

    socket.once('connect', () => {
      const connectedAt = now();

      socket.once('secureConnect', () => {
        const shorter = Math.min(connectedAt - attemptedAt, now() - connectedAt);
        roundTrips.set(socket, shorter);
      });
    });
  });
};

/**
 * What is known about one request on the wire, to tell whether the other side can have read it.
 *
 * Everything is measured from before the write, so that a busy event loop errs to the safe side.
 */
export class Exchange {
  #socket?: Socket;
  #connected = false;
  #status: number | undefined;
  readonly #startedAt: number;

  constructor(private readonly now: Clock) {
    this.#startedAt = now();
  }

  /** Follows the connection of a request from the moment it is given one. */
  observe(request: ClientRequest) {
    request.once('response', ({ statusCode }) => {
      this.#status = statusCode;
    });
    request.once('socket', (socket) => {
      this.#socket = socket;

      // A connection from the pool; the agent of Node marks the request.
      if (request.reusedSocket) {
        this.#connected = true;
        return;
      }

      measure(socket, this.now);
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
        this.#connected = true;
      });
    });
  }

  /** The HTTP status of the answer, from the moment it begins. */
  get status(): number | undefined {
    return this.#status;
  }

  /** Whether there ever was a connection to write to. */
  get isConnected(): boolean {
    return this.#connected;
  }

  /**
   * Whether the other side certainly has not read the request, now that the exchange has failed.
   *
   * Either there never was a connection; or the loss of a pooled one came back within half a round
   * trip. To read the request and then to close would have taken the other side a whole one, so the
   * loss was under way before: the server closed an idle connection at the moment in which it was
   * used again. Half, because the round trip of a connection is only known from above.
   */
  isCertainlyUnread(): boolean {
    if (!this.#connected || !this.#socket) {
      return true;
    }

    const roundTrip = roundTrips.get(this.#socket) ?? 0;

    return this.now() - this.#startedAt < roundTrip / 2;
  }
}
