import { type Gateway, isGateway } from '../meta/gateways.js';
import { expiredSince, isGraphVersion } from '../meta/graph-versions.js';

import { bareAddress, isLoopback, readAddress } from './address.js';
import { Problem, type Rule } from './field.js';

/** What may stand in an HTTP header; tokens and secrets are made of nothing else. */
const printable = /^[!-~]+$/;

export const secretRule =
  (name: string): Rule<string> =>
  (text) =>
    printable.test(text)
      ? text
      : new Problem(
          /\s/.test(text)
            ? `The ${name} has a space or a line break in it. Copy it again, and nothing else with it.`
            : `The ${name} has characters in it that cannot belong to it. Copy it again.`
        );

/** Ids go into the path of a request, so nothing but digits may pass. */
export const idRule =
  (name: string, hint: string): Rule<string> =>
  (text) =>
    /^\d{1,32}$/.test(text) ? text : new Problem(`The ${name} consists of digits only. ${hint}`);

export const gatewayRule: Rule<Gateway> = (text) =>
  isGateway(text) ? text : new Problem('Choose meta or 360dialog.');

/** @param now When the question is asked: versions expire. */
export const apiVersionRule =
  (now: () => Date): Rule<string> =>
  (text) => {
    if (!isGraphVersion(text)) {
      return new Problem('Write the Graph API version like v25.0, or leave the field empty.');
    }

    const end = expiredSince(text, now());

    return end === undefined
      ? text
      : new Problem(
          `Graph API ${text} expired ${end.startsWith('before') ? end : `on ${end}`}. Leave the field empty for the version that this connector was tested with.`
        );
  };

export const baseUrlRule: Rule<string> = (text) => {
  const url = readAddress(text, 'https://whatsapp-proxy.example.com');

  if (url instanceof Problem) {
    return url;
  }

  if (url.protocol === 'http:' && !isLoopback(url)) {
    return new Problem(
      'The access token would travel unencrypted. Use https; http is for this machine only (localhost, 127.0.0.1).'
    );
  }

  const address = bareAddress(url);

  return typeof address === 'string' && /\/(?:messages|v\d+\.\d)$/.test(address)
    ? new Problem('Leave the version and /messages out of the address; they are added to it.')
    : address;
};
