/** Addresses to which Meta sends delivery statuses. */

/** The field whose webhooks are delivery statuses. */
export const statusField = 'messages';

/** Another's address may hold a secret in its query or its user name, and Meta wrote it to us. */
export const nameAddress = (address: string): string => {
  if (!URL.canParse(address)) {
    return 'an address that cannot be read';
  }

  const { origin, pathname, search } = new URL(address);

  return `${origin}${pathname}${search ? '?…' : ''}`;
};

const normalise = (address: string): string =>
  URL.canParse(address) ? new URL(address).href : address;

export const isSameAddress = (one: string, other: string): boolean =>
  normalise(one) === normalise(other);
