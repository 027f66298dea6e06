import { text } from 'node:stream/consumers';

/** A body that is larger than any that is read. */
export class Oversized extends Error {}

/** Lets a stream through up to a limit. */
class Meter {
  #size = 0;

  /** @param limit In bytes. */
  constructor(private readonly limit: number) {}

  async *read(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#size += chunk.length;

      if (this.#size > this.limit) {
        throw new Oversized();
      }

      yield chunk;
    }
  }
}

/**
 * The text of a body.
 *
 * @param limit In bytes.
 * @throws {Oversized} When it is larger.
 */
export const limitedText = async (
  stream: AsyncIterable<Uint8Array>,
  limit: number
): Promise<string> => text(new Meter(limit).read(stream));
