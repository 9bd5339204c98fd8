/** A service's printed form with variables that no file gives it: for the hash, which counts them. */
import { isMap, type OrderedMap } from "../../core/ordered-json.ts";
import { serviceShape } from "./shapes.ts";

/** @param service as `Service.printed` has it; what it says of a variable gives way */
export function withFurtherVariables(service: OrderedMap, variables: Readonly<Record<string, string>>): OrderedMap {
  const own = service.get("environment");
  const environment = new Map([...(isMap(own) ? own : []), ...Object.entries(variables)]);
  const inOrder = new Map([...environment].sort(([a], [b]) => (a < b ? -1 : 1)));
  const keys = serviceShape.kind === "object" ? serviceShape.fields.map(({ key }) => key) : [];
  const entries = [...service, ["environment", inOrder] as const];
  return new Map([...new Map(entries)].sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b)));
}
