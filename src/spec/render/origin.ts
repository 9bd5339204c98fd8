/** How a value of a finished project came to be what it is: for `config --explain`, and to know what may be shown. */
import type { OriginStep, Place } from "../../core/diagnostics.ts";
import type { Origins } from "../files/origins.ts";
import { type MapNode, nearest, type Path, type ScalarNode } from "../tree/tree.ts";
import type { UnsetVariables } from "../variables/unset.ts";
import type { Variables } from "../variables/variables.ts";

/** A value that stands in a file, or was made of one that does. */
export interface Written {
  /** Absent: nobody wrote it. */
  readonly place?: Place;
  readonly variables: readonly VariableOrigin[];
  /** It stands in an env file or label file. */
  readonly fromValuesFile: boolean;
}

export interface Origin extends Written {
  /** How the file came to be read, where it is no project file. */
  readonly chain: readonly OriginStep[];
  /** Values that it was written over, the latest first. */
  readonly replaced: readonly (Written & { readonly value: ScalarNode["value"] })[];
}

/** A variable, and what gave it its value: env files, the process's environment, or nothing did. */
export type VariableOrigin =
  | { readonly name: string; readonly from: "env-file"; readonly places: readonly Place[] }
  | { readonly name: string; readonly from: "environment" | "nothing" };

export interface Provenance {
  readonly variables: Variables;
  readonly unset: Pick<UnsetVariables, "placesOf">;
  readonly origins: Pick<Origins, "chainTo">;
}

/** undefined where the tree has nothing at the path. For a mapping or list: where its key stands. */
export function originIn(tree: MapNode, path: Path, around: Provenance): Origin | undefined {
  const { node, keyPlace, exact } = nearest(tree, path);
  if (!exact) return undefined;
  const { origins } = around;
  if (node.kind !== "scalar") {
    const place = keyPlace ?? node.place;
    return { ...placed(place), variables: [], fromValuesFile: false, chain: origins.chainTo(place), replaced: [] };
  }
  const replaced: Origin["replaced"][number][] = [];
  for (let earlier = node.replaced; earlier !== undefined; earlier = earlier.replaced)
    replaced.push({ ...written(earlier, around), value: earlier.value });
  return { ...written(node, around), chain: origins.chainTo(node.place), replaced };
}

const placed = (place: Place): { readonly place?: Place } => (place.file === "" ? {} : { place });

const written = (node: ScalarNode, around: Provenance): Written => ({
  ...placed(node.place),
  variables: (node.variables ?? []).map((name) => variable(name, around)),
  fromValuesFile: node.fromValuesFile === true,
});

function variable(name: string, { variables, unset }: Provenance): VariableOrigin {
  const places = unset.placesOf(name);
  if (places.length > 0) return { name, from: "env-file", places };
  return { name, from: variables.has(name) ? "environment" : "nothing" };
}

/** Whether the value may be a secret: one that came from outside of the project's files, and from a variable that is set. */
export const isFromOutside = ({ variables, fromValuesFile }: Written): boolean =>
  fromValuesFile || variables.some(({ from }) => from !== "nothing");
