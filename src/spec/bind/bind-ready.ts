/** `x-windlass.ready` → how to find out that a service can be used. */
import { count, nanoseconds, text } from "../canonical/node-values.ts";
import type { Probe, Ready } from "../project.ts";
import { at } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";

const second = 1e9;

export function bindReady(service: Node): Ready | undefined {
  const node = at(service, "x-windlass", "ready");
  const probe = probeOf(node);
  if (probe === undefined) return undefined;
  return {
    probe,
    interval: nanoseconds(node, "interval") ?? second,
    timeout: nanoseconds(node, "timeout") ?? 5 * second,
    startPeriod: nanoseconds(node, "start_period") ?? 0,
    retries: count(node, "retries") ?? 30,
  };
}

function probeOf(node: Node | undefined): Probe | undefined {
  const [http, tcp, log] = [text(node, "http"), text(node, "tcp"), text(node, "log")];
  if (http !== undefined) {
    const [port = ""] = http.split("/", 1);
    return { kind: "http", port: Number(port), path: http.slice(port.length) || "/" };
  }
  if (tcp !== undefined) return { kind: "tcp", port: Number(tcp) };
  return log === undefined ? undefined : { kind: "log", text: log };
}
