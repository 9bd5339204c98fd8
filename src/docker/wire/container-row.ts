/**
 * A row of the engine's list of containers in our words, for listings. How a container is doing is there as text alone, which
 * ends with its health or begins with its exit code; both are read from it. Pure.
 */
import { hasEnded } from "../../engine/container-state.ts";
import type { ContainerFact, ContainerRow, Health } from "../../engine/port.ts";
import { liveEndpoints } from "./endpoints.ts";
import { listedContainer } from "./facts.ts";
import { list, number, record, text } from "./json.ts";

export function containerRow(value: unknown): ContainerRow {
  const raw = record(value);
  const { volumes: _, ...listed } = listedContainer(raw);
  const status = text(raw.Status);
  return {
    ...listed,
    createdAt: new Date(number(raw.Created) * 1_000).toISOString(),
    command: text(raw.Command),
    status,
    exitCode: hasEnded(listed) ? Number(/^Exited \((\d+)\)/.exec(status)?.[1] ?? 0) : 0,
    health: healthIn(status),
    mounts: list(raw.Mounts)
      .map(record)
      .map((mount) => ({ type: text(mount.Type), source: text(mount.Name) || text(mount.Source) })),
    networks: liveEndpoints(raw).map(({ network }) => network),
  };
}

/** `Up 5 minutes (healthy)`, `Up 5 minutes (health: starting)` */
const healthIn = (status: string): Health =>
  (/\((?:health: )?(starting|healthy|unhealthy)\)$/.exec(status)?.[1] as Health | undefined) ?? "none";

/** Whether the list leaves out what a listing shows: how a dead container ended; and of Podman's any health. */
export const isIncomplete = ({ state }: ContainerRow, kind: "docker" | "podman"): boolean =>
  state === "dead" || (kind === "podman" && state === "running");

/** The row with what only the container itself tells. */
export function completed(row: ContainerRow, { status: { health, exitCode } }: ContainerFact): ContainerRow {
  const words = health === "starting" ? "health: starting" : health;
  const isTold = health === "none" || row.health !== "none";
  return {
    ...row,
    health,
    exitCode: hasEnded(row) ? exitCode : 0,
    status: isTold ? row.status : `${row.status} (${words})`,
  };
}
