/**
 * Preloaded into a connector's process (`node --import`): name resolution and trust of the bench.
 *
 * `graph.facebook.com` resolves to this machine and to the port of the bench, whose certificate is
 * trusted for that name; HTTPS to any other host fails. All agents inherit it, Node's default one as
 * well as those of a connector, and what an agent does with its connections stays its own.
 */
import https from 'node:https';

const { BENCH_PORT: port, BENCH_CERTIFICATE: ca } = process.env;
const redirectedHost = 'graph.facebook.com';
const address = { address: '127.0.0.1', family: 4 };

const lookup = (hostname, options, callback) => {
  if (options.all) {
    callback(null, [address]);
    return;
  }

  callback(null, address.address, address.family);
};

const { createConnection } = https.Agent.prototype;

// eslint-disable-next-line @silverhand/fp/no-mutation -- the official connector's address is fixed
https.Agent.prototype.createConnection = function (options, ...rest) {
  if (options.host !== redirectedHost) {
    throw new Error(`The bench reaches no other host than ${redirectedHost}.`);
  }

  return createConnection.call(this, { ...options, port, ca, lookup }, ...rest);
};
