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

const plainSocket = () => new StandIn();
const tlsSocket = () => new StandInTlsSocket();

/** A monotonic clock that stands still until it is told otherwise. */
class Clock {
  #time = 1000;

  readonly now = () => this.#time;

  pass(milliseconds: number) {
    this.#time += milliseconds;
  }
}

/** The face of `Exchange` that takes the stand-in: of a request, it only uses the events. */
type Observer = {
  observe(request: StandIn): void;
  isCertainlyUnread(): boolean;
};

const observing = (clock: Clock, request: StandIn): Observer => {
  const exchange: Observer = new Exchange(clock.now);
  exchange.observe(request);

  return exchange;
};

/** A socket that took this long to connect, and has done its first request. */
const pooledSocket = (clock: Clock, roundTrip: number, socket: StandIn) => {
  const request = new StandInRequest();
  observing(clock, request);
  request.emit('socket', socket);
  socket.emit('connectionAttempt');
  clock.pass(roundTrip);
  socket.emit('connect');

  if ('encrypted' in socket) {
    clock.pass(roundTrip);
    socket.emit('secureConnect');
  }

  clock.pass(60_000);

  return socket;
};

describe('a request on a fresh connection', () => {
  it('is certainly unread when it was never given a socket', () => {
    expect(observing(new Clock(), new StandInRequest()).isCertainlyUnread()).toBe(true);
  });

  it('is certainly unread when nobody observed it', () => {
    expect(new Exchange(new Clock().now).isCertainlyUnread()).toBe(true);
  });

  it('is certainly unread when the connection was refused', () => {
    const clock = new Clock();
    const request = new StandInRequest();
    const exchange = observing(clock, request);

    request.emit('socket', plainSocket());
    clock.pass(2500);

    expect(exchange.isCertainlyUnread()).toBe(true);
  });

  it('may have been read when the connection was made and then lost', () => {
    const clock = new Clock();
    const request = new StandInRequest();
    const socket = plainSocket();
    const exchange = observing(clock, request);

    request.emit('socket', socket);
    clock.pass(40);
    socket.emit('connect');

    expect(exchange.isCertainlyUnread()).toBe(false);

    clock.pass(1);

    expect(exchange.isCertainlyUnread()).toBe(false);
  });

  it('is certainly unread until TLS is established', () => {
    const clock = new Clock();
    const request = new StandInRequest();
    const socket = tlsSocket();
    const exchange = observing(clock, request);

    request.emit('socket', socket);
    clock.pass(40);
    socket.emit('connect');
    clock.pass(80);

    expect(exchange.isCertainlyUnread()).toBe(true);

    socket.emit('secureConnect');

    expect(exchange.isCertainlyUnread()).toBe(false);
  });
});

describe('a request on a pooled connection', () => {
  it('is certainly unread when the loss comes sooner than half a round trip', () => {
    const clock = new Clock();
    const socket = pooledSocket(clock, 40, tlsSocket());
    const request = new StandInRequest(true);
    const exchange = observing(clock, request);

    request.emit('socket', socket);
    clock.pass(19);

    expect(exchange.isCertainlyUnread()).toBe(true);
  });

  it.each([20, 21, 40, 8000])(
    'may have been read when the loss comes after %d of 40 ms',
    (passed) => {
      const clock = new Clock();
      const socket = pooledSocket(clock, 40, tlsSocket());
      const request = new StandInRequest(true);
      const exchange = observing(clock, request);

      request.emit('socket', socket);
      clock.pass(passed);

      expect(exchange.isCertainlyUnread()).toBe(false);
    }
  );

  it('may have been read when the connection is plain: its one phase can have been slow', () => {
    const clock = new Clock();
    const socket = pooledSocket(clock, 500, plainSocket());
    const request = new StandInRequest(true);
    const exchange = observing(clock, request);

    request.emit('socket', socket);

    expect(exchange.isCertainlyUnread()).toBe(false);
  });

  it('may have been read when the round trip is unknown', () => {
    const clock = new Clock();
    const request = new StandInRequest(true);
    const exchange = observing(clock, request);

    request.emit('socket', tlsSocket());

    expect(exchange.isCertainlyUnread()).toBe(false);
  });

  it('has the time counted from before it was given the connection', () => {
    const clock = new Clock();
    const socket = pooledSocket(clock, 40, tlsSocket());
    const request = new StandInRequest(true);
    const exchange = observing(clock, request);

    // A busy event loop.
    clock.pass(15);
    request.emit('socket', socket);
    clock.pass(10);

    expect(exchange.isCertainlyUnread()).toBe(false);
  });

  it('is not judged by what went before the connection was made', () => {
    const clock = new Clock();
    const socket = tlsSocket();
    const first = new StandInRequest();
    observing(clock, first);
    first.emit('socket', socket);
    // The name is looked up, and one address does not answer.
    clock.pass(200);
    socket.emit('connectionAttempt');
    clock.pass(1000);
    socket.emit('connectionAttempt');
    clock.pass(20);
    socket.emit('connect');
    const request = new StandInRequest(true);
    const exchange = observing(clock, request);

    request.emit('socket', socket);
    clock.pass(100);

    expect(exchange.isCertainlyUnread()).toBe(false);
  });

  it('is judged by the faster of connection and handshake', () => {
    const clock = new Clock();
    const socket = tlsSocket();
    const first = new StandInRequest();
    observing(clock, first);
    first.emit('socket', socket);
    socket.emit('connectionAttempt');
    // The event loop was busy.
    clock.pass(500);
    socket.emit('connect');
    clock.pass(40);
    socket.emit('secureConnect');
    const request = new StandInRequest(true);
    const exchange = observing(clock, request);

    request.emit('socket', socket);
    clock.pass(100);

    expect(exchange.isCertainlyUnread()).toBe(false);
  });

  it('is not mistaken for a request on another connection', () => {
    const clock = new Clock();
    pooledSocket(clock, 500, tlsSocket());
    const near = pooledSocket(clock, 20, tlsSocket());
    const request = new StandInRequest(true);
    const exchange = observing(clock, request);

    request.emit('socket', near);
    clock.pass(100);

    expect(exchange.isCertainlyUnread()).toBe(false);
  });
});
