/** A plan as a graph: its steps, what each comes after, and a group for each resource that they are about. */
import { isWayBack, type Plan, type Step } from "../../index.ts";
import { conditionText } from "../render/condition-text.ts";
import { title } from "../render/words.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";

export function graphOfPlan({ project, steps }: Plan, verb: string): Graph {
  const groups = Map.groupBy(steps.filter(isCall), ({ resource }) => title(resource));
  return {
    title: `${project}: plan of ${verb}`,
    edgesMean: "before",
    nodes: steps.map(nodeOf),
    edges: unimplied(steps),
    groups: [...groups].map(([heading, own]) => ({ title: heading, nodes: own.map(({ id }) => id) })),
  };
}

const isCall = ({ operation }: Step): boolean => operation.kind !== "join";

const nodeOf = (step: Step): GraphNode => {
  const { id, onlyIf, mayFail } = step;
  return {
    id,
    kind: isCall(step) ? "step" : "join",
    name: id,
    notes: [onlyIf ? `if ${conditionText(onlyIf)}` : "", mayFail ? "may fail" : ""].filter(Boolean),
    ...(onlyIf && { happens: isWayBack(onlyIf) ? "fallback" : "maybe" }),
  };
};

/**
 * The edges, without those that a longer way says already: all that a step comes after stands before it in the plan. A way over
 * what only happens after a failure says nothing of a run without one.
 */
function unimplied(steps: readonly Step[]): readonly GraphEdge[] {
  const earlier = new Map<string, ReadonlySet<string>>();
  return steps.flatMap((step) => {
    const own = [...step.after, ...(step.afterEnd ?? [])];
    const implied = new Set(own.flatMap((id) => [...(earlier.get(id) ?? [])]));
    if (!isWayBack(step.onlyIf)) earlier.set(step.id, new Set([...own, ...implied]));
    const ends = new Set<string>(step.afterEnd);
    return own
      .filter((id) => !implied.has(id))
      .map((from): GraphEdge => ({ from, to: step.id, ...(ends.has(from) && { weak: true }) }));
  });
}
