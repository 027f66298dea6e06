import { type Behaviour, behaviourNamed, magicBehaviour } from './behaviours.js';
import { createEvents } from './events.js';
import { Ring } from './ring.js';

/** More numbers than these cannot be set by hand; the oldest make room. */
const capacity = 10_000;

/** What each phone does with its messages. Every number is one of a healthy phone. */
export class Phones {
  readonly events = createEvents<{ change: [number: string, behaviour: Behaviour] }>();
  readonly #set = new Ring<{ number: string; behaviour: Behaviour }>(capacity);

  /** The numbers that were set by hand, and the names of what they do. */
  get all(): Array<{ number: string; behaviour: string }> {
    return this.#set.entries.map(({ number, behaviour }) => ({
      number,
      behaviour: behaviour.name,
    }));
  }

  /** @param number E.164, with the `+`. */
  behaviourOf(number: string): Behaviour {
    return this.#set.get(number)?.behaviour ?? magicBehaviour(number);
  }

  /**
   * @param number E.164, with the `+`.
   * @param name Of a behaviour; also a magic number can be made `healthy`.
   * @throws {RangeError} When there is no such behaviour.
   */
  behave(number: string, name: string) {
    const behaviour = behaviourNamed(name);

    if (!behaviour) {
      throw new RangeError(`There is no behaviour "${name}".`);
    }

    this.#set.delete(number);

    // A magic number that was healed by hand has to be remembered as well.
    if (behaviour !== magicBehaviour(number)) {
      this.#set.set(number, { number, behaviour });
    }

    this.events.emit('change', number, behaviour);
  }

  /** Takes back what was set by hand: a magic number is magic again. */
  reset(number: string) {
    this.#set.delete(number);
    this.events.emit('change', number, magicBehaviour(number));
  }
}
