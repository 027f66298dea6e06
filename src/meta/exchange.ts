import { type ClientRequest } from 'node:http';
import { type Socket } from 'node:net';

/** A monotonic clock, in milliseconds. */
type Clock = () => number;

/**
 * An upper bound of the round trip of each connection, in milliseconds: the shorter of the phases in
 * which it was made, each of which takes one round trip or more.
 */
const roundTrips = new WeakMap<Socket, number>();

/** Times the phases of a new connection. */
class ConnectionTimer {
  #phaseStartedAt: number;

  constructor(
    private readonly socket: Socket,
    private readonly now: Clock
  ) {
    this.#phaseStartedAt = now();

    // Neither the look-up of the name nor the addresses that did not answer are part of it.
    socket.on('connectionAttempt', () => {
      this.#phaseStartedAt = this.now();
    });
    socket.once('connect', () => {
      this.#endPhase();
    });
    socket.once('secureConnect', () => {
      this.#endPhase();
    });
  }

  #endPhase() {
    const endedAt = this.now();
    const shortest = roundTrips.get(this.socket) ?? Number.POSITIVE_INFINITY;
    roundTrips.set(this.socket, Math.min(shortest, endedAt - this.#phaseStartedAt));
    this.#phaseStartedAt = endedAt;
  }
}

/**
 * What is known about one request on the wire, to tell whether the other side can have read it.
 *
 * Everything is measured from before the write, so that a busy event loop errs to the safe side.
 */
export class Exchange {
  #socket?: Socket;
  #connected = false;
  readonly #startedAt: number;

  constructor(private readonly now: Clock) {
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

      // eslint-disable-next-line no-new -- it lives as long as the socket that it listens to
      new ConnectionTimer(socket, this.now);
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
        this.#connected = true;
      });
    });
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
