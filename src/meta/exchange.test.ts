import { EventEmitter } from 'node:events';

import { describe, expect, it } from 'vitest';

import { Exchange } from './exchange.js';

// eslint-disable-next-line unicorn/prefer-event-target -- Node's requests and sockets are emitters
class StandIn extends EventEmitter {}

/** As much of `ClientRequest` as an exchange looks at. */
class StandInRequest extends StandIn {
  constructor(readonly reusedSocket = false) {
    super();
  }
}

/** Node marks its TLS sockets with this property. */
class StandInTlsSocket extends StandIn {
  get encrypted() {
    return true;
  }
}

/** The face of `Exchange` that takes the stand-in: of a request, it only uses the events. */
type Observer = {
  readonly isConnected: boolean;
  readonly status: number | undefined;
  observe(request: StandIn): void;
};

const observing = (request: StandIn): Observer => {
  const exchange: Observer = new Exchange();
  exchange.observe(request);

  return exchange;
};

describe('an exchange', () => {
  it('has no connection before it is given one', () => {
    expect(observing(new StandInRequest()).isConnected).toBe(false);
  });

  it('has a plain connection once it is made', () => {
    const request = new StandInRequest();
    const socket = new StandIn();
    const exchange = observing(request);
    request.emit('socket', socket);

    expect(exchange.isConnected).toBe(false);
    socket.emit('connect');
    expect(exchange.isConnected).toBe(true);
  });

  it('has a TLS connection only after the handshake', () => {
    const request = new StandInRequest();
    const socket = new StandInTlsSocket();
    const exchange = observing(request);
    request.emit('socket', socket);
    socket.emit('connect');

    expect(exchange.isConnected).toBe(false);
    socket.emit('secureConnect');
    expect(exchange.isConnected).toBe(true);
  });

  it('has a connection of the pool at once', () => {
    const request = new StandInRequest(true);
    const exchange = observing(request);
    request.emit('socket', new StandInTlsSocket());

    expect(exchange.isConnected).toBe(true);
  });

  it('knows the status of an answer that has begun', () => {
    const request = new StandInRequest();
    const exchange = observing(request);

    expect(exchange.status).toBeUndefined();
    request.emit('response', { statusCode: 503 });
    expect(exchange.status).toBe(503);
  });
});
