/** Rules about `x-windlass.ready`: one way to find out, a port that there can be, no second opinion. */
import { flagOf, text } from "../canonical/node-values.ts";
import { at, get, textOf } from "../tree/edit.ts";
import { shown } from "../tree/report.ts";
import { pathText } from "../tree/tree.ts";
import { complain, type ServiceRule } from "./check-input.ts";

const ways = ["http", "tcp", "log"] as const;
const path = ["x-windlass", "ready"];

const oneWay: ServiceRule = (service, check) => {
  const ready = at(service.node, ...path);
  if (ready?.kind !== "map" || check.isBroken(pathText([...service.path, ...path]))) return;
  const given = ways.filter((way) => get(ready, way) !== undefined);
  if (given.length === 1) return;
  const what = given.length === 0 ? "has no check" : `has ${given.length} checks`;
  complain(check, service, "invalid-value", path, `ready ${what}`, "use one of http, tcp and log");
};

const portThere: ServiceRule = (service, check) => {
  for (const way of ["http", "tcp"]) {
    const value = at(service.node, ...path, way);
    const port = Number((textOf(value) ?? text(at(service.node, ...path), way))?.split("/", 1)[0]);
    if (value === undefined || Number.isNaN(port) || (port >= 1 && port <= 65_535)) continue;
    complain(check, service, "invalid-value", [...path, way], `${shown(value)} is not a port from 1 to 65535`);
  }
};

const noSecondOpinion: ServiceRule = (service, check) => {
  const health = get(service.node, "healthcheck");
  if (at(service.node, ...path) === undefined || health === undefined || flagOf(health, "disable")) return;
  complain(
    check,
    service,
    "conflicting-attributes",
    path,
    "`ready` and `healthcheck` cannot be used together",
    "remove one of them",
  );
};

export const readyRules: readonly ServiceRule[] = [oneWay, portThere, noSecondOpinion];
