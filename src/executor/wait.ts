/** The three waits of a plan: until a container is healthy, has ended well, or stays up. Each says why it failed. */
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
      `${name} was neither healthy nor unhealthy after ${Math.round(limitMs / 1000)} s`,
      { hint: "its health check may never run: look at interval, timeout and start_period" },
    );
}

function healthy(status: ContainerStatus | undefined, name: string): true | undefined {
  if (status === undefined) throw gone(name);
  if (hasEnded(status))
    throw new WindlassError(
      "dependency-exited",
      `dependency failed to start: container ${name} exited (${status.exitCode}) before it was healthy`,
      hintOf(status),
    );
  switch (status.health) {
    case "healthy":
      return true;
    case "unhealthy":
      throw new WindlassError("dependency-unhealthy", `container ${name} is unhealthy${quoted(status.healthOutput)}`);
    case "none":
      throw new WindlassError("no-healthcheck", `container ${name} has no health check`, {
        hint: "give it a healthcheck, or wait for service_started",
      });
    case "starting":
      return undefined;
  }
}

/** Until the container has ended with code 0. @throws WindlassError `dependency-exited` */
export async function waitCompleted(id: string, name: string, io: WaitIo): Promise<void> {
  await io.statuses.until(
    id,
    (status) => {
      if (status === undefined) throw gone(name);
      if (!hasEnded(status)) return undefined;
      if (status.exitCode === 0) return true;
      throw new WindlassError(
        "dependency-exited",
        `${name} did not complete: it ended with code ${status.exitCode}`,
        hintOf(status),
      );
    },
    io.signal,
  );
}

/**
 * Until the container has stayed up for a moment, or ended with code 0 for good. What it did before the wait is
 * forgiven: only a restart since then says that it does not stay up.
 * @throws WindlassError `dependency-exited`
 */
export async function waitRunning(id: string, name: string, io: WaitIo): Promise<void> {
  let restartsBefore: number | undefined;
  const up = (status: ContainerStatus | undefined): boolean | undefined => {
    if (status === undefined) throw gone(name);
    restartsBefore ??= status.restartCount;
    if (status.state === "exited" && status.exitCode === 0) return false;
    if (hasEnded(status) || status.state === "restarting" || status.restartCount > restartsBefore)
      throw new WindlassError(
        "dependency-exited",
        `${name} does not stay up: it ended with code ${status.exitCode}`,
        hintOf(status),
      );
    return status.state === "running" ? true : undefined;
  };
  const running = await io.statuses.until(id, up, io.signal);
  if (!running) return;
  await io.clock.sleep(settleMs, io.signal);
  await io.statuses.until(id, up, io.signal);
}

const gone = (name: string): WindlassError =>
  new WindlassError("dependency-exited", `${name} was removed by somebody else`);

function hintOf(status: ContainerStatus): { readonly hint?: string } {
  if (status.oomKilled) return { hint: "it was killed for want of memory" };
  return status.error ? { hint: status.error } : {};
}

const quoted = (output: string | undefined): string => {
  const text = output?.trim();
  return text ? `: ${text.slice(0, 300)}` : "";
};
