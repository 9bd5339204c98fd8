/**
 * This process's input and output, joined to those of a process in a container, until that one's output ends. The terminal is
 * as it was on every way out.
 */
import type { Attachment, TerminalSize } from "../../index.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { codesOf, DetachKeys } from "./detach-keys.ts";

export interface Conversation {
  readonly attachment: Attachment;
  readonly stdin: boolean;
  /** Whether the process has a terminal. */
  readonly tty: boolean;
  /** Absent: the engine's own. */
  readonly detachKeys: string | undefined;
  readonly resize: (size: TerminalSize, signal: AbortSignal) => Promise<void>;
}

/** @returns whether the output ended, or somebody pressed the keys that leave the process to itself */
export async function converse(
  { attachment, stdin, tty, detachKeys, resize }: Conversation,
  { terminal, out, err }: Pick<ProcessContext, "terminal" | "out" | "err">,
  signal: AbortSignal,
): Promise<"ended" | "detached"> {
  const keys = tty ? new DetachKeys(codesOf(detachKeys)) : undefined;
  const restore = tty && stdin && terminal.isTTY ? terminal.raw() : () => {};
  const sized = (): void => {
    const size = terminal.size();
    // A process that is gone by now has no size, and an engine that is gone is noticed by the output.
    if (tty && size) resize(size, signal).catch(() => {});
  };
  const deaf = terminal.onResize(sized);
  try {
    sized();
    // Whoever has ended does not wait for more to be typed.
    if (stdin) void passOn(terminal.input(), attachment, keys).catch(() => attachment.end());
    for await (const { stream, content } of attachment.output) {
      const to = stream === "stdout" ? out : err;
      to.write(content);
      await to.drained(signal);
    }
  } catch (error) {
    // The connection was closed in the middle of it.
    if (!keys?.pressed) throw error;
  } finally {
    deaf();
    restore();
    attachment.close();
  }
  if (!keys?.pressed) return "ended";
  // The cursor stands behind whatever the process wrote last.
  err.write("\n");
  return "detached";
}

async function passOn(input: AsyncIterable<Uint8Array>, to: Attachment, keys: DetachKeys | undefined): Promise<void> {
  for await (const bytes of input) {
    await to.write(keys ? keys.typed(bytes) : bytes);
    if (keys?.pressed) return to.close();
  }
  to.end();
}
