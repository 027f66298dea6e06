/** Reads server-sent events as a page does. */
import { onTestFinished } from 'vitest';

type ServerEvent = { event: string; data: unknown };

const parseEvent = (block: string): ServerEvent => {
  const [, event = ''] = /^event: (.*)$/m.exec(block) ?? [];
  const [, text = 'null'] = /^data: (.*)$/m.exec(block) ?? [];
  const data: unknown = JSON.parse(text);

  return { event, data };
};

export class EventStream {
  /** Opens one, and ends it after the test. */
  static async open(answer: Response | Promise<Response>): Promise<EventStream> {
    const { body, headers } = await answer;

    if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) {
      throw new Error('There is no stream of events.');
    }

    const stream = new EventStream(body.pipeThrough(new TextDecoderStream()).getReader());
    onTestFinished(async () => stream.close());

    return stream;
  }

  readonly #events = new Set<ServerEvent>();

  private constructor(private readonly reader: ReadableStreamDefaultReader<string>) {}

  /** The next event that was not read yet. */
  async next(before = ''): Promise<ServerEvent> {
    const [first] = this.#events;

    if (first) {
      this.#events.delete(first);

      return first;
    }

    const { value, done } = await this.reader.read();

    if (done) {
      throw new Error('The stream of events has ended.');
    }

    const blocks = (before + value).split('\n\n');

    for (const block of blocks.slice(0, -1)) {
      this.#events.add(parseEvent(block));
    }

    return this.next(blocks.at(-1));
  }

  /** The data of the next event of a name; others are passed over. */
  async nextOf(name: string): Promise<unknown> {
    const { event, data } = await this.next();

    return event === name ? data : this.nextOf(name);
  }

  async close() {
    await this.reader.cancel();
  }
}
