/**
 * The keys that leave a process to itself. They are caught here, as docker's own client does: the engine tells an end that
 * they asked for from no other.
 */
import { WindlassError } from "../../core/errors.ts";

/** The engine's own. */
const usual = "ctrl-p,ctrl-q";
/** Behind `ctrl-`, in the order of their codes from 0 on. */
const controls = "@abcdefghijklmnopqrstuvwxyz[\\]^_";

/** @param keys `ctrl-p,ctrl-q`, `a,b` @throws WindlassError `usage` */
export function codesOf(keys: string = usual): Uint8Array {
  return Uint8Array.from(
    keys.split(",").map((key) => {
      const letter = /^ctrl-(.)$/i.exec(key)?.[1]?.toLowerCase();
      const code = letter === undefined ? (key.length === 1 ? key.charCodeAt(0) : -1) : controls.indexOf(letter);
      if (code >= 0 && code < 128) return code;
      throw new WindlassError("usage", `invalid detach keys ${JSON.stringify(keys)}`, {
        hint: "write single characters or ctrl- with a letter or one of @ [ \\ ] ^ _, joined by commas: ctrl-p,ctrl-q",
      });
    }),
  );
}

/** Watches what is typed. The beginning of the keys is kept back until it is known what it begins. */
export class DetachKeys {
  readonly #codes: Uint8Array;
  #held = 0;
  pressed = false;

  constructor(codes: Uint8Array) {
    this.#codes = codes;
  }

  /** @returns what of it is meant for the process */
  typed(bytes: Uint8Array): Uint8Array {
    const passed: number[] = [];
    for (const byte of bytes) {
      if (byte !== this.#codes[this.#held]) passed.push(...this.#release());
      if (byte !== this.#codes[this.#held]) passed.push(byte);
      else if (++this.#held === this.#codes.length) {
        this.pressed = true;
        break;
      }
    }
    return Uint8Array.from(passed);
  }

  #release(): Uint8Array {
    const held = this.#codes.subarray(0, this.#held);
    this.#held = 0;
    return held;
  }
}
