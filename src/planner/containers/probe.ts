/** `x-windlass.ready`: the question that we ask a container ourselves, and whether anybody here can ask it. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { EngineFacts } from "../../engine/port.ts";
import type { Project, Ready, Service } from "../../spec/project.ts";
import type { Question } from "../plan/operation.ts";

const millisecond = 1e6;

export const questionOf = ({ probe, interval, timeout, startPeriod, retries }: Ready): Question => ({
  ask: probe,
  everyMs: interval / millisecond,
  timeoutMs: timeout / millisecond,
  graceMs: startPeriod / millisecond,
  failures: retries,
});

/**
 * A port is asked at the container's own address where the engine runs here, at the port of the host that it is
 * published as everywhere. A log is read through the engine.
 */
export function readyErrors(project: Project, service: Service, engine: EngineFacts): Diagnostic[] {
  const probe = service.ready?.probe;
  if (probe === undefined || probe.kind === "log" || service.replicas === 0) return [];
  const published = service.ports.some(({ target, protocol }) => target === probe.port && protocol === "tcp");
  if (published || (engine.local && hasAddress(service)) || service.networkMode === "host") return [];
  const path = ["services", service.name, "x-windlass", "ready", probe.kind];
  const place = project.placeOf(path);
  const why = engine.local ? "it has no address of its own" : "the engine runs on another machine";
  return [
    {
      code: "ready-unreachable",
      severity: "error",
      message: `service "${service.name}" is ready when port ${probe.port} answers, which nobody here can ask: ${why}`,
      path: path.join("."),
      ...(place && { place }),
      hint: `publish port ${probe.port}, or tell it by a line of its output: log`,
    },
  ];
}

const hasAddress = ({ networkMode = "bridge" }: Service): boolean =>
  networkMode !== "none" && !/^(service|container):/.test(networkMode);
