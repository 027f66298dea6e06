import { randomUUID } from 'node:crypto';

/**
 * 32 digits. Node keeps a stock of random bytes for UUIDs; to ask for a few bytes at a time takes
 * several times as long, and each send needs three ids.
 */
export const createRandomHex = (): string => randomUUID().replaceAll('-', '');
