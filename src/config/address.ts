import { Problem } from './field.js';

/** @param example Shown when the text is no whole address. */
export const readAddress = (text: string, example: string): URL | Problem => {
  const url = URL.canParse(text) ? new URL(text) : undefined;

  return url && ['http:', 'https:'].includes(url.protocol)
    ? url
    : new Problem(`Write a whole address, such as ${example}.`);
};

/** Whether what is sent there stays on this machine. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/** Protocol, host, port and path, without slashes at the end; nothing else may be there. */
export const bareAddress = ({
  origin,
  pathname,
  username,
  password,
  search,
  hash,
}: URL): string | Problem =>
  username || password || search || hash
    ? new Problem('Leave user name, password, and everything from ? or # on out of the address.')
    : `${origin}${pathname.replace(/\/+$/, '')}`;
