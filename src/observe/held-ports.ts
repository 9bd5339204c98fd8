/** Ports of this host that the project asks for and some process beside the engine holds. */
import type { ListedContainer } from "../engine/port.ts";
import type { Project } from "../spec/project.ts";
import type { HeldPort } from "./observed.ts";

/** @param listed all containers of the engine: a port that one of them publishes is not looked at */
export async function heldPorts(project: Project, listed: readonly ListedContainer[]): Promise<readonly HeldPort[]> {
  const published = new Set(listed.flatMap(({ publishedPorts }) => publishedPorts.map(({ hostPort }) => hostPort)));
  const asked = [...project.services.values()]
    .filter(({ replicas }) => replicas > 0)
    .flatMap(({ ports }) => ports)
    .filter((port) => /^[1-9]\d*$/.test(port.published) && !published.has(Number(port.published)));
  if (asked.length === 0) return [];
  const host = await import("../host/held-ports.ts");
  return host.heldPorts(
    asked.map(({ hostIp, published, protocol }) => ({ hostIp, hostPort: Number(published), protocol })),
  );
}
