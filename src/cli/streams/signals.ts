/** Signals to this process that are meant for the one in a container. */
import type { Engine } from "../../index.ts";
import { exitCodes } from "../process/exit-codes.ts";
import type { ProcessContext } from "../process/process-context.ts";

const names = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/**
 * Passes them on, the first of those that end a process among them.
 * @returns how to stop it
 */
export function passSignals(
  engine: Engine,
  id: string,
  { terminal, interrupts }: Pick<ProcessContext, "terminal" | "interrupts">,
  signal: AbortSignal,
): () => void {
  // A container that has just ended takes none.
  const pass = (name: string): void => void engine.killContainer(id, name, signal).catch(() => {});
  const interrupted = (): void => {
    const name = names.find((one) => exitCodes[one] === interrupts.exitCode());
    if (name !== undefined) pass(name);
  };
  const deaf = terminal.onSignal(pass);
  interrupts.first.addEventListener("abort", interrupted);
  if (interrupts.first.aborted) interrupted();
  return () => {
    deaf();
    interrupts.first.removeEventListener("abort", interrupted);
  };
}
