import http, { type AgentOptions } from 'node:http';
import https from 'node:https';

/**
 * A code is sent every few minutes, and a new TLS connection costs two round trips before the
 * request. Shorter than the 350 s after which common NAT gateways forget a silent connection.
 */
const idleSocketTimeout = 5 * 60_000;

const options: AgentOptions & { autoSelectFamilyAttemptTimeout: number } = {
  keepAlive: true,
  // TCP probes, so that a gateway that forgot the connection is found out before a code is.
  keepAliveMsecs: 30_000,
  timeout: idleSocketTimeout,
  // Node gives each address 250 ms to connect, which is too short for far-away servers.
  autoSelectFamilyAttemptTimeout: 1000,
};

/**
 * The agents of this process. Logto calls the factory for every send: what is made there lives for
 * one send, and its connections with it.
 */
export const agents = Object.freeze({
  http: new http.Agent(options),
  https: new https.Agent(options),
});
