/** How this engine builds: which of its builders it offers, and where it keeps images. */
import type { IncomingHttpHeaders } from "node:http";
import type { BuilderFacts } from "../../engine/port.ts";
import { CallError, isStatus } from "../http/call-error.ts";
import type { Transport } from "../http/transport.ts";
import { record, text } from "../wire/json.ts";

export async function builderFacts(transport: Transport, signal: AbortSignal): Promise<BuilderFacts> {
  const { headers } = await transport.once({ method: "GET", path: ["_ping"] }, signal);
  const [kind, store] = await Promise.all([kindOf(transport, headers, signal), storeOf(transport, signal)]);
  return { kind, store, apiVersion: text(headers["api-version"]) };
}

/**
 * Docker's engines for Linux have BuildKit, those for Windows where their greeting says so. Whether its own API can be reached
 * only a try tells: a proxy before the engine may forbid it.
 */
async function kindOf(
  transport: Transport,
  greeting: IncomingHttpHeaders,
  signal: AbortSignal,
): Promise<BuilderFacts["kind"]> {
  const isPodman = text(greeting["libpod-api-version"]) !== "";
  if (isPodman || (text(greeting.ostype) === "windows" && text(greeting["builder-version"]) !== "2")) return "classic";
  try {
    const socket = await transport.upgrade({ method: "POST", path: ["grpc"], headers: { Upgrade: "h2c" } }, signal);
    socket.on("error", () => {}).destroy();
    return "buildkit";
  } catch (error) {
    if (error instanceof CallError && ["refused", "broken", "lost"].includes(error.fault.kind)) return "buildkit-http";
    throw error;
  }
}

const containerd = "io.containerd.snapshotter.v1";

/** Where the engine keeps images. */
async function storeOf(transport: Transport, signal: AbortSignal): Promise<BuilderFacts["store"]> {
  try {
    const info = record((await transport.read({ method: "GET", path: ["info"] }, signal)).body);
    const status = Array.isArray(info.DriverStatus) ? info.DriverStatus : [];
    const isContainerd = status.some((row) => Array.isArray(row) && row[0] === "driver-type" && row[1] === containerd);
    return isContainerd ? "containerd" : "graph-driver";
  } catch (error) {
    // A proxy before the engine may forbid this, and allow all that a build needs.
    if (isStatus(error, 403, 404)) return "graph-driver";
    throw error;
  }
}
