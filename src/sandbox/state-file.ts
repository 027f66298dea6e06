/** Keeps what a sandbox holds in a folder, so that it goes on where it stopped. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { parseJson } from '../json/parse-json.js';

import { behaviourNamed } from './behaviours.js';
import { type InboxMessage } from './inbox.js';
import { type StoredTemplate } from './template-store.js';
import { type World } from './world.js';

/** Milliseconds between two writes; what happened since is lost when the process is killed. */
const saveInterval = 1000;

const hasId = (value: unknown): boolean => z.object({ id: z.string() }).safeParse(value).success;

/** Only the sandbox writes the file, so it is checked for being one, not for each of its fields. */
const stateGuard = z.object({
  format: z.literal(1),
  templates: z.object({
    templates: z.array(z.custom<StoredTemplate>(hasId)),
    blockedNames: z.record(z.string()),
    nextId: z.number(),
  }),
  phones: z.array(
    z.object({
      number: z.string(),
      behaviour: z.string().refine((name) => behaviourNamed(name) !== undefined),
    })
  ),
  messages: z.array(
    z.object({
      message: z.custom<InboxMessage>(hasId),
      exchange: z.object({ request: z.unknown(), answer: z.unknown() }),
    })
  ),
});

type Kept = Pick<World, 'templates' | 'phones' | 'inbox' | 'clock'>;

const codeOf = (error: unknown): string =>
  error instanceof Error ? String(Reflect.get(error, 'code')) : 'unknown';

const serialize = ({ templates, phones, inbox }: Kept): string => {
  return JSON.stringify({
    format: 1,
    templates: templates.state,
    phones: phones.all,
    messages: inbox.messages.map((message) => ({
      message,
      exchange: inbox.exchangeOf(message.id) ?? {},
    })),
  });
};

export class StateFile {
  readonly #file: string;
  #isPlanned = false;
  /** Writes follow one another. */
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly kept: Kept
  ) {
    this.#file = path.join(folder, 'sandbox.json');
  }

  /**
   * @returns Whether there was something to go on from.
   * @throws {Error} When the file is there, but is not one that a sandbox has written.
   */
  async load(): Promise<boolean> {
    const text = await this.#read();

    if (text === undefined) {
      return false;
    }

    const { data: state } = stateGuard.safeParse(parseJson(text));

    if (!state) {
      throw new Error(
        `${this.#file} is not a state that this sandbox has written. Move it away, or name another state folder.`
      );
    }

    const { templates, phones, inbox } = this.kept;

    templates.restore(state.templates);

    for (const { number, behaviour } of state.phones) {
      phones.behave(number, behaviour);
    }

    for (const { message, exchange } of state.messages) {
      inbox.add(message, { request: exchange.request, answer: exchange.answer });
    }

    return true;
  }

  /** Writes soon after each change. */
  follow() {
    const { templates, phones, inbox } = this.kept;

    templates.events.on('change', this.#plan);
    phones.events.on('change', this.#plan);
    inbox.events.on('change', this.#plan);
    inbox.events.on('clear', this.#plan);
  }

  /** Writes at once, after a write that is under way. */
  async save(): Promise<void> {
    this.#isPlanned = false;
    this.#writing = this.#write(this.#writing);

    return this.#writing;
  }

  /** A full disk must not end a sandbox that tests depend on. */
  async #saveOrWarn(): Promise<void> {
    try {
      await this.save();
    } catch (error: unknown) {
      const reason = error instanceof Error ? error.message : 'it failed';
      process.emitWarning(`The sandbox could not write its state: ${reason}`);
    }
  }

  /** A crash in the middle leaves the file as it was. */
  async #write(before: Promise<void>): Promise<void> {
    // One that has failed must not stop those that follow.
    await Promise.allSettled([before]);

    const draft = `${this.#file}.new`;

    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, serialize(this.kept), { mode: 0o600 });
      await rename(draft, this.#file);
    } catch (error: unknown) {
      throw new Error(
        `The state folder ${this.folder} cannot be written (${codeOf(error)}). Name a folder of yours.`
      );
    }
  }

  async #read(): Promise<string | undefined> {
    try {
      return await readFile(this.#file, 'utf8');
    } catch (error: unknown) {
      if (codeOf(error) === 'ENOENT') {
        return;
      }

      throw new Error(
        `The state folder ${this.folder} cannot be read (${codeOf(error)}). Name a folder of yours.`
      );
    }
  }

  /** Bound to this file, as a listener has to be. */
  readonly #plan = () => {
    if (!this.#isPlanned) {
      this.#isPlanned = true;
      this.kept.clock.after(saveInterval, () => {
        void this.#saveOrWarn();
      });
    }
  };
}
