/** The three waits of a plan: until a container is healthy, has exited with 0, or stays up. Each says why it failed, as docker compose does. */
import type { Clock } from "../core/clock.ts";
import { WindlassError } from "../core/errors.ts";
import { hasEnded } from "../engine/container-state.ts";
import type { ContainerStatus } from "../engine/port.ts";
import type { StatusFeed } from "./status-feed.ts";
import { withTimeLimit } from "./time-limit.ts";

export interface WaitIo {
  readonly statuses: StatusFeed;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A container without a check counts as running once it has been up for so long without ending. */
const settleMs = 1_000;

/** @throws WindlassError `dependency-unhealthy`, `dependency-exited`, `dependency-timeout`, `no-healthcheck` */
export async function waitHealthy(id: string, name: string, limitMs: number | undefined, io: WaitIo): Promise<void> {
  const isHealthy = (signal: AbortSignal): Promise<true> =>
    io.statuses.until(id, (status) => healthy(status, name), signal);
  if (limitMs === undefined) await isHealthy(io.signal);
  else if ((await withTimeLimit(limitMs, io, isHealthy)) === undefined)
    throw new WindlassError(
      "dependency-timeout",
      `container ${name} is not healthy after ${Math.round(limitMs / 1000)}s`,
      { hint: "its health check neither passed nor failed: check its interval, timeout and start_period" },
    );
}

function healthy(status: ContainerStatus | undefined, name: string): true | undefined {
  if (status === undefined) throw gone(name);
  if (hasEnded(status))
    throw new WindlassError(
      "dependency-exited",
      `dependency failed to start: container ${name} exited (${status.exitCode})`,
      hintOf(status),
    );
  switch (status.health) {
    case "healthy":
      return true;
    case "unhealthy":
      throw new WindlassError(
        "dependency-unhealthy",
        `dependency failed to start: container ${name} is unhealthy${quoted(status.healthOutput)}`,
      );
    case "none":
      throw new WindlassError(
        "no-healthcheck",
        `dependency failed to start: container ${name} has no healthcheck configured`,
        {
          hint: "add a `healthcheck` to it, or use `condition: service_started`",
        },
      );
    case "starting":
      return undefined;
  }
}

/** Until the container, one of the service's, has exited with code 0. @throws WindlassError `dependency-exited` */
export async function waitCompleted(id: string, name: string, service: string, io: WaitIo): Promise<void> {
  await io.statuses.until(
    id,
    (status) => {
      if (status === undefined) throw gone(name);
      if (!hasEnded(status)) return undefined;
      if (status.exitCode === 0) return true;
      throw new WindlassError(
        "dependency-exited",
        `service "${service}" didn't complete successfully: exit ${status.exitCode} (container ${name})`,
        hintOf(status),
      );
    },
    io.signal,
  );
}

/**
 * Until the container has stayed up for a moment, or exited with code 0 for good. What it did before the wait is
 * forgiven: only a restart since then says that it does not stay up.
 * @throws WindlassError `dependency-exited`
 */
export async function waitRunning(id: string, name: string, io: WaitIo): Promise<void> {
  let restartsBefore: number | undefined;
  let isPatient = true;
  const up = (status: ContainerStatus | undefined): boolean | undefined => {
    if (status === undefined) throw gone(name);
    restartsBefore ??= status.restartCount;
    if (status.state === "exited" && status.exitCode === 0) return false;
    if (hasEnded(status)) throw exited(name, ` exited (${status.exitCode})`, status);
    if (status.state !== "restarting" && status.restartCount === restartsBefore)
      return status.state === "running" ? true : undefined;
    const code = status.state === "restarting" ? status.exitCode : io.statuses.lastExitCode(id);
    // The event that tells how it ended may be on its way.
    if (code === undefined && isPatient) {
      isPatient = false;
      return undefined;
    }
    throw exited(name, code === undefined ? " keeps restarting" : ` exited (${code}) and keeps restarting`, status);
  };
  const running = await io.statuses.until(id, up, io.signal);
  if (!running) return;
  await io.clock.sleep(settleMs, io.signal);
  await io.statuses.until(id, up, io.signal);
}

const gone = (name: string): WindlassError =>
  new WindlassError("dependency-exited", `container ${name} was removed while it was waited for`);

const exited = (name: string, how: string, status: ContainerStatus): WindlassError =>
  new WindlassError("dependency-exited", `container ${name}${how}`, hintOf(status));

function hintOf(status: ContainerStatus): { readonly hint?: string } {
  if (status.oomKilled) return { hint: "it ran out of memory: raise its memory limit" };
  return status.error ? { hint: status.error } : {};
}

const quoted = (output: string | undefined): string => {
  const text = output?.trim();
  return text ? `: ${text.slice(0, 300)}` : "";
};
