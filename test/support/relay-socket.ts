/** Clients that keep to no rules, over a socket. */
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';

const open = async (url: string): Promise<Socket> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');

  return socket;
};

/** @returns The first line of the answer; empty when there is none. */
export const speak = async (url: string, words: string): Promise<string> => {
  const socket = await open(url);
  socket.end(words);
  const answer = await text(socket);
  const [line = ''] = answer.split('\r\n');

  return line;
};

/**
 * Sends some words, and then a byte a second for as long as it may.
 *
 * @returns Milliseconds until it is cut off.
 */
export const dawdle = async (url: string, words: string): Promise<number> => {
  const socket = await open(url);
  const startedAt = performance.now();
  const timer = setInterval(() => socket.write('a'), 1000);
  // A reset is as good as an end.
  socket.on('error', () => socket.destroy());
  socket.resume();
  socket.write(words);
  await new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('end', resolve);
  });
  clearInterval(timer);

  return performance.now() - startedAt;
};
