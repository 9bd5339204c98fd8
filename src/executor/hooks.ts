/** Runs a service's commands, in its containers or in ones of their own; one that fails says what it printed last. */
import type { Clock } from "../core/clock.ts";
import type { Diagnostic } from "../core/diagnostics.ts";
import { WindlassError } from "../core/errors.ts";
import type { Progress, Resource } from "../core/events.ts";
import type { Endpoint } from "../engine/container-config.ts";
import { hasEnded } from "../engine/container-state.ts";
import { logText } from "../engine/output-line.ts";
import type { ContainerStatus, CreateContainer, Engine, ExecSpec } from "../engine/port.ts";
import type { StatusFeed } from "./status-feed.ts";
import { Tail } from "./tail.ts";
import { withTimeLimit } from "./time-limit.ts";

export interface HookIo {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly resource: Resource;
  readonly onProgress: (progress: Progress) => void;
  readonly onWarning: (warning: Diagnostic) => void;
}

/**
 * @param hook `post_start[0]`
 * @throws WindlassError `hook-failed` for any exit code but 0
 */
export async function runHook(containerId: string, hook: string, command: ExecSpec, io: HookIo): Promise<void> {
  const tail = new Tail();
  const code = await io.engine.exec(
    containerId,
    command,
    (line) => {
      const text = logText(line);
      tail.add(text);
      io.onProgress({ text });
    },
    io.signal,
  );
  if (code !== 0) throw hookFailed(hook, io.resource, `exited with status ${code}`, tail);
}

/**
 * As `runHook`, for what comes before a stop: it is given up after `limitMs`.
 * @throws WindlassError `hook-failed`, unless that is tolerated: then it is a warning
 */
export async function runLastHook(
  containerId: string,
  hook: string,
  command: ExecSpec,
  { limitMs, tolerated }: { readonly limitMs: number; readonly tolerated: boolean },
  io: HookIo,
): Promise<void> {
  const seconds = Math.round(limitMs / 1000);
  try {
    const ended = await withTimeLimit(limitMs, io, async (signal) => {
      await runHook(containerId, hook, command, { ...io, signal });
      return true;
    });
    if (ended === undefined) throw hookFailed(hook, io.resource, `did not finish within ${seconds}s`);
  } catch (error) {
    if (!tolerated || io.signal.aborted || !(error instanceof WindlassError)) throw error;
    io.onWarning({ code: error.code, severity: "warning", message: error.message });
  }
}

export interface OwnContainer extends CreateContainer {
  /** Networks that it joins before its start. */
  readonly connect: readonly Endpoint[];
}

/** What is left to take a container away with, once nobody wants it any more. */
const removalMs = 10_000;

/**
 * Makes a container, waits for its end and removes it, however it ended.
 * @throws WindlassError `hook-failed` for any exit code but 0
 */
export async function runPreStart(
  hook: string,
  { connect, ...container }: OwnContainer,
  io: PreStartIo,
): Promise<void> {
  const { engine, signal } = io;
  const id = await engine.createContainer(container, signal);
  try {
    for (const endpoint of connect) await engine.connectNetwork(id, endpoint, signal);
    await engine.startContainer(id, signal);
    const tail = new Tail();
    await readOutput(id, tail, io);
    const code = await io.statuses.until(id, (status) => endOf(status, container.name), signal);
    if (code !== 0) throw hookFailed(hook, io.resource, `exited with status ${code}`, tail);
  } finally {
    // Also after an abort; what can't be removed now is found by its label.
    await engine.removeContainer(id, { volumes: true }, AbortSignal.timeout(removalMs)).catch(() => {});
  }
}

export interface PreStartIo extends HookIo {
  readonly statuses: StatusFeed;
}

/** To its end. An output that can't be read is no reason to fail. */
async function readOutput(id: string, tail: Tail, { engine, signal, onProgress }: HookIo): Promise<void> {
  try {
    for await (const lines of engine.logs(id, { follow: true }, signal))
      for (const text of lines.map(logText)) {
        tail.add(text);
        onProgress({ text });
      }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof WindlassError)) throw error;
  }
}

function endOf(status: ContainerStatus | undefined, name: string): number | undefined {
  if (status === undefined) throw new WindlassError("hook-failed", `${name} was removed while it ran`);
  return hasEnded(status) ? status.exitCode : undefined;
}

/** `post_start[0]: web hook exited with status 1: …` */
export function hookFailed(hook: string, { service, name }: Resource, how: string, tail?: Tail): WindlassError {
  const printed = tail?.text() ?? "";
  return new WindlassError(
    "hook-failed",
    `${hook}: ${service ?? name} hook ${how}${printed === "" ? "" : `: ${printed}`}`,
  );
}
