/** A container's runs: how one begins, and what ends with it. */
import { isUp } from "../../../src/engine/container-state.ts";
import type { ContainerStatus } from "../../../src/engine/port.ts";
import { networksNamed, type Run, type State, type Stored } from "./state.ts";

export interface RunContext {
  readonly state: State;
  readonly now: () => string;
  readonly announce: (container: Stored, action: string) => void;
}

/** It runs, on its networks, in the namespaces of those who run now. */
export function begin(
  container: Stored,
  joined: Run["joined"],
  health: ContainerStatus["health"],
  io: RunContext,
): void {
  const startedAt = io.now();
  for (const name of container.endpoints.keys()) {
    const [network] = networksNamed(io.state, name);
    if (network && !container.networkIds.has(name)) container.networkIds.set(name, network.id);
  }
  container.run = { startedAt, joined, commands: [] };
  container.status = { ...container.status, state: "running", exitCode: 0, health, startedAt, restartCount: 0 };
  io.announce(container, "start");
}

/** It has ended, and with it who runs in its pid namespace. */
export function end(container: Stored, exitCode: number, io: RunContext): void {
  container.status = { ...container.status, state: "exited", exitCode, health: "none", finishedAt: io.now() };
  io.announce(container, "die");
  for (const other of io.state.containers.values()) {
    const joined = other.run?.joined.pid;
    const shares = joined?.id === container.id && joined.startedAt === container.run?.startedAt;
    if (shares && isUp(other.status)) end(other, 137, io);
  }
}
