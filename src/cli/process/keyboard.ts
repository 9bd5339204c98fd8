/**
 * Single keys of the terminal beside everything else that happens on it. Ctrl-C, Ctrl-Z and Ctrl-\ keep their meaning: the
 * terminal is as it was before their signal is sent, and listened to again when the process continues.
 */
import type { KeySignal, Terminal } from "./terminal.ts";

export interface KeyListener {
  /** A letter, or Enter as `\r`. */
  press(key: string): void;
  /** A signal is about to be sent: the terminal may soon be somebody else's. */
  leave(): void;
  /** The process continues after it was stopped. */
  resume(): void;
}

const signalOf: ReadonlyMap<string, KeySignal> = new Map([
  ["\u0003", "SIGINT"],
  ["\u001a", "SIGTSTP"],
  ["\u001c", "SIGQUIT"],
]);

/** @returns how to hear no more, and have the terminal as it was */
export function listenForKeys(
  terminal: Pick<Terminal, "onKeys" | "onSignal" | "raise">,
  listener: KeyListener,
): () => void {
  let deaf = (): void => {};
  const listen = (): void => {
    deaf = terminal.onKeys((bytes) => typed(Buffer.from(bytes).toString()));
  };
  const typed = (text: string): void => {
    // Arrows and their like: what follows the escape character is not a letter that was pressed.
    if (text.startsWith("\u001b")) return;
    for (const key of text) {
      const signal = signalOf.get(key);
      if (signal === undefined) listener.press(key);
      else {
        deaf();
        listener.leave();
        terminal.raise(signal);
      }
    }
  };
  const noSignal = terminal.onSignal(() => {
    // Whoever stopped it may have changed the terminal's mode.
    deaf();
    listen();
    listener.resume();
  }, ["SIGCONT"]);
  listen();
  return () => {
    noSignal();
    deaf();
  };
}
