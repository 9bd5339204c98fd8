/** What an engine says of itself beyond its greeting, asked once for each snapshot. */
import type { EngineFacts } from "../engine/port.ts";
import { isStatus } from "./http/call-error.ts";
import type { Transport } from "./http/transport.ts";
import { record, text, texts } from "./wire/json.ts";

/**
 * The facts, with the engine's id; and with those that matter for these drivers of networks: the state of the swarm where
 * the greeting left it out (before API 1.42), and what there is at all of Podman's, which has no plugins that come with
 * their first use.
 */
export async function withInfo(
  transport: Transport,
  engine: EngineFacts,
  drivers: readonly string[],
  signal: AbortSignal,
): Promise<EngineFacts> {
  const asksSwarm = engine.kind === "docker" && engine.swarm === undefined && drivers.includes("overlay");
  const asksDrivers = engine.kind === "podman" && drivers.length > 0;
  try {
    const info = record((await transport.read({ method: "GET", path: ["info"] }, signal)).body);
    const id = text(info.ID);
    return {
      ...engine,
      ...(id !== "" && { id }),
      ...(asksSwarm && { swarm: swarmOf(info.Swarm) }),
      ...(asksDrivers && { networkDrivers: texts(record(info.Plugins).Network) }),
    };
  } catch (error) {
    // A proxy before the engine may forbid this, and allow all that a project needs.
    if (isStatus(error, 403, 404)) return engine;
    throw error;
  }
}

/** As a greeting says it. */
function swarmOf(raw: unknown): string {
  const { LocalNodeState, ControlAvailable } = record(raw);
  const state = text(LocalNodeState);
  return state === "active" ? `active/${ControlAvailable === true ? "manager" : "worker"}` : state;
}
