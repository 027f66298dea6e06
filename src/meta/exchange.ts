import { type ClientRequest } from 'node:http';

/** What is known about one request on the wire. */
export class Exchange {
  #isConnected = false;
  #status: number | undefined;

  /**
   * Whether there was a connection to write to. Without one, nothing can have been accepted; with
   * one, that is not known, because a server can read a request and then fall silent.
   */
  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** The HTTP status of the answer, from the moment it begins. */
  get status(): number | undefined {
    return this.#status;
  }

  /** Follows a request from the moment it is given a connection. */
  observe(request: ClientRequest) {
    request.once('response', ({ statusCode }) => {
      this.#status = statusCode;
    });
    request.once('socket', (socket) => {
      // A connection from the pool; the agent of Node marks the request.
      if (request.reusedSocket) {
        this.#isConnected = true;
        return;
      }

      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
        this.#isConnected = true;
      });
    });
  }
}
