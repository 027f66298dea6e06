/** Who may talk to the sandbox at all: somebody on this machine, and no page of another site. */
import { isIP } from 'node:net';

import { type MiddlewareHandler } from 'hono';

import { controlError } from './control-error.js';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1])$/;

/** A name as an address has it: in lower case; IPv6 short, and in brackets. */
const hostnameOf = (name: string): string => {
  const address = `http://${isIP(name) === 6 ? `[${name}]` : name}`;

  return URL.canParse(address) ? new URL(address).hostname : name;
};

/**
 * A page of another site can make its own name point at this machine, and a browser would then let it
 * read the codes. So the sandbox answers only to names that nobody else can have.
 *
 * @param allowedHosts Further host names, without their ports.
 */
export const guardHost = (allowedHosts: readonly string[]): MiddlewareHandler => {
  const allowed = new Set(allowedHosts.map((name) => hostnameOf(name)));

  return async ({ req }, next) => {
    const { hostname } = new URL(req.url);

    if (!loopback.test(hostname) && !allowed.has(hostname)) {
      throw controlError(
        403,
        `The sandbox does not answer to the name "${hostname}". Address it as localhost, or start it with --allow-host ${hostname}.`
      );
    }

    await next();
  };
};

/** Browsers name the origin of what changes something; only the sandbox's own page may. */
export const guardOrigin: MiddlewareHandler = async ({ req }, next) => {
  const origin = req.header('origin');

  if (origin !== undefined && req.method !== 'GET' && origin !== new URL(req.url).origin) {
    throw controlError(403, 'The sandbox takes no calls from pages of other sites.');
  }

  await next();
};
