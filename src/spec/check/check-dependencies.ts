/** Rules about what services need of each other: that it is there, enabled, and that no service needs itself. */
import { closest } from "../../core/closest.ts";
import type { Place } from "../../core/diagnostics.ts";
import { WindlassError } from "../../core/errors.ts";
import { boundedDepths, cycleIn } from "../../core/graph.ts";
import { flagOf } from "../canonical/node-values.ts";
import { entriesOf, get } from "../tree/edit.ts";
import { fail, listed, type Report, shown } from "../tree/report.ts";
import type { Entry, Node } from "../tree/tree.ts";
import type { Check, CheckedService } from "./check-input.ts";

type Rule = (services: readonly CheckedService[], check: Check) => void;

const needsOf = (service: CheckedService): ReadonlyMap<string, Entry> => entriesOf(get(service.node, "depends_on"));

/** A dependency that is not required may be disabled, but must exist. */
const dependenciesExist: Rule = (services, { selection, report }) => {
  const all = [...selection.enabled.keys(), ...selection.disabled.keys()];
  for (const service of services) {
    for (const [need, { keyPlace, value }] of needsOf(service)) {
      if (selection.enabled.has(need)) continue;
      const variable = nameFromVariable(keyPlace, value);
      const path = [...service.path, "depends_on", ...(variable === undefined ? [need] : [])];
      const profiles = selection.disabled.get(need);
      const needs = `service "${service.name}" depends on ${variable ?? JSON.stringify(need)}`;
      if (profiles === undefined) {
        const others = all.filter((other) => other !== service.name);
        const meant = variable === undefined ? closest(need, others) : undefined;
        const hint = meant === undefined ? undefined : `did you mean ${listed([meant])}?`;
        fail(
          report,
          "undefined-service",
          `service "${service.name}" depends on undefined service ${variable ?? JSON.stringify(need)}`,
          { path, place: keyPlace, hint },
        );
      } else if (flagOf(value, "required") !== false) {
        fail(report, "disabled-dependency", `${needs}, which needs the profile ${listed(profiles, "or")}`, {
          path,
          place: keyPlace,
          hint: `enable it with --profile ${profiles[0]}, or set \`required: false\``,
        });
      }
    }
  }
};

/** In a list, or in network_mode, the name itself may come from a variable: then its value is not shown. */
function nameFromVariable(keyPlace: Place, dependency: Node): string | undefined {
  const condition = get(dependency, "condition");
  const named = condition?.kind === "scalar" && condition.place === keyPlace && condition.variables !== undefined;
  return named ? shown(condition) : undefined;
}

/** Every service of the cycle, each with the place of what it needs: the first one's is the diagnostic's. */
const noCycle: Rule = (services, { report }) => {
  const byName = new Map(services.map((service) => [service.name, service]));
  const needs = new Map(
    services.map((service) => [service.name, [...needsOf(service).keys()].filter((need) => byName.has(need))]),
  );
  const cycle = cycleIn(needs);
  if (cycle === undefined) return noEndlessChain(needs, report);
  const placeAt = (i: number): Place | undefined => {
    const service = byName.get(cycle[i] ?? "");
    return service && needsOf(service).get(cycle[i + 1] ?? "")?.keyPlace;
  };
  const steps = cycle.slice(0, -1).map((name, i) => `${name} depends on ${cycle[i + 1]} (${lineOf(placeAt(i))})`);
  fail(report, "dependency-cycle", `circular dependency: ${cycle.join(" → ")}`, {
    path: ["services", cycle[0] ?? "", "depends_on", cycle[1] ?? ""],
    place: placeAt(0),
    hint: steps.join(", "),
  });
};

/** Ordering has a bound of its own. */
function noEndlessChain(needs: ReadonlyMap<string, readonly string[]>, report: Report): void {
  try {
    boundedDepths(needs);
  } catch (error) {
    if (!(error instanceof WindlassError)) throw error;
    fail(report, error.code, error.message, { path: ["services"] });
  }
}

const lineOf = (place: Place | undefined): string => `line ${place?.line ?? "?"}`;

export const dependencyRules: readonly Rule[] = [dependenciesExist, noCycle];
