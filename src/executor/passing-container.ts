/**
 * A container that is there for one task and removed on every way out, with its unnamed volumes. What it is for is the caller's.
 */
import type { ContainerConfig } from "../engine/container-config.ts";
import { labels } from "../engine/labels.ts";
import type { Engine, OutputPart } from "../engine/port.ts";

export interface PassingIo {
  readonly engine: Engine;
  /** Ends the task. */
  readonly signal: AbortSignal;
  /** Ends a creation under way, too; else its answer is waited for, so that what was made is known. */
  readonly force: AbortSignal;
}

/** How long a removal may take once the task has ended. */
const removalMs = 30_000;

export async function withContainer<Result>(
  config: ContainerConfig,
  { engine, signal, force }: PassingIo,
  use: (id: string) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const operation = crypto.randomUUID();
  const name = `windlass-${operation}`;
  let id = name;
  try {
    const own = { ...config, labels: { ...config.labels, [labels.operation]: operation } };
    id = await engine.createContainer({ name, config: own }, force);
    signal.throwIfAborted();
    return await use(id);
  } finally {
    // What it left is gone already, or the engine is: neither is what went wrong.
    await engine.removeContainer(id, { volumes: true }, AbortSignal.timeout(removalMs)).catch(() => {});
  }
}

/** Starts it, passes on all that it writes, and waits for its end. @returns its exit code */
export async function runToEnd(
  id: string,
  onOutput: (part: OutputPart) => Promise<void>,
  { engine, signal }: Pick<PassingIo, "engine" | "signal">,
): Promise<number | undefined> {
  const attachment = await engine.attach(id, { stdin: false, tty: false }, signal);
  try {
    await engine.startContainer(id, signal);
    for await (const part of attachment.output) await onOutput(part);
    return await engine.exitOf(id, signal);
  } finally {
    attachment.close();
  }
}
