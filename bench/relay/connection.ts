/**
 * One connection that stays open, with one request at a time. Node's own client would take as much of
 * the machine as the relay does.
 */
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';

const endOfHead = '\r\n\r\n';
const endOfChunks = '0\r\n\r\n';

/** @returns The status, once the answer is whole. */
const readStatus = (received: string): number | undefined => {
  const end = received.indexOf(endOfHead);

  if (end < 0) {
    return;
  }

  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, end));
  const isWhole = length
    ? received.length >= end + endOfHead.length + Number(length[1])
    : received.endsWith(endOfChunks);

  return isWhole ? Number(received.slice('HTTP/1.1 '.length, 12)) : undefined;
};

export class Connection {
  static async open(port: number): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');

    return new Connection(socket);
  }

  #received = '';
  #answer: (status: number) => void = Boolean;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      this.#received += String(text);
      this.#finish(readStatus(this.#received));
    });
    socket.on('error', () => {
      socket.destroy();
    });
    socket.on('close', () => {
      this.#finish(0);
    });
  }

  get isOpen(): boolean {
    return !this.socket.destroyed;
  }

  /** @returns The status of the answer; 0 when there is none. */
  async send(request: Uint8Array): Promise<number> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.socket.write(request);
    });
  }

  close() {
    this.socket.destroy();
  }

  #finish(status: number | undefined) {
    if (status !== undefined) {
      this.#received = '';
      this.#answer(status);
    }
  }
}
