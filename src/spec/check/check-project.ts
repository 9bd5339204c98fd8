/** Rules about the project as a whole: names and host ports that two services want, and resources that contradict themselves. */
import { isIP } from "node:net";
import { shortPlace } from "../../core/diagnostics.ts";
import { text } from "../canonical/node-values.ts";
import { tooFewPorts } from "../short/ports.ts";
import { get, itemsOf } from "../tree/edit.ts";
import { fail, type Where, warn } from "../tree/report.ts";
import type { Node } from "../tree/tree.ts";
import type { Check, CheckedService } from "./check-input.ts";
import { replicasOf } from "./check-service.ts";

type Rule = (services: readonly CheckedService[], check: Check) => void;

/** The name is no secret, even from a variable: every run prints it. Services that are never up together may have the same. */
const containerNamesOnce: Rule = (services, { selection, report }) => {
  const owners = new Map<string, CheckedService>();
  for (const service of services) {
    if (!selection.wanted.has(service.name)) continue;
    const name = text(service.node, "container_name");
    const node = get(service.node, "container_name");
    if (name === undefined || node === undefined) continue;
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, service);
    else
      fail(
        report,
        "duplicate-container-name",
        `container name "${name}" is already in use by service "${owner.name}"`,
        {
          path: [...service.path, "container_name"],
          place: node.place,
        },
      );
  }
};

interface Taken {
  readonly ip: string;
  readonly service: CheckedService;
  readonly node: Node;
}

/** Two addresses that one port cannot be published on twice. None stands for all of both families. */
const overlap = (a: string, b: string): boolean =>
  a === b || a === "" || b === "" || (isIP(a) === isIP(b) && (allOfFamily.has(a) || allOfFamily.has(b)));

const allOfFamily: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/** A fixed port of the host is for one service only. A warning: services that are never up together may have the same. */
const hostPortsOnce: Rule = (services, { selection, report }) => {
  const taken = new Map<string, Taken[]>();
  for (const service of services) {
    if (!selection.wanted.has(service.name)) continue;
    for (const [index, node] of itemsOf(get(service.node, "ports")).entries()) {
      const published = text(node, "published") ?? "";
      if (!/^[1-9]\d*$/.test(published) || replicasOf(service.node) === 0) continue;
      const where = (): Where => ({ path: [...service.path, "ports", index], place: node.place });
      const key = `${published}/${text(node, "protocol") ?? "tcp"}`;
      const ip = text(node, "host_ip") ?? "";
      const others = taken.get(key) ?? [];
      taken.set(key, others);
      const other = others.find((earlier) => overlap(earlier.ip, ip));
      if (other !== undefined)
        warn(
          report,
          "duplicate-port",
          `host port ${published} is already published by "${other.service.name}" (${shortPlace(other.node.place)})`,
          where(),
        );
      others.push({ ip, service, node });
    }
  }
};

/** A warning: Swarm shares one port among replicas, and `--scale` may ask for fewer. */
const aPortForEachReplica: Rule = (services, { selection, report }) => {
  for (const service of services) {
    if (!selection.wanted.has(service.name)) continue;
    for (const [index, node] of itemsOf(get(service.node, "ports")).entries()) {
      const wrong = tooFewPorts(text(node, "published") ?? "", replicasOf(service.node));
      if (wrong !== undefined)
        warn(report, "too-few-ports", wrong.message, {
          path: [...service.path, "ports", index],
          place: node.place,
          hint: wrong.hint,
        });
    }
  }
};

export const projectRules: readonly Rule[] = [containerNamesOnce, hostPortsOnce, aPortForEachReplica];
