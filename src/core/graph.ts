/**
 * Order among named things. `toposort` orders; what it can't say (the whole cycle, a stable order whatever the
 * input's order, depth) is here. It recurses, so a chain deeper than `maxDepth` is refused before it is asked.
 */
import toposort from "toposort";
import { WindlassError } from "./errors.ts";

/** Node → what it needs first. Every need must be a key too. */
export type Needs<Node extends string> = ReadonlyMap<Node, Iterable<Node>>;

const maxDepth = 5_000;

/**
 * Needs before what needs them; among equals by name, so that the same graph gives the same order.
 * @throws WindlassError `dependency-cycle`, `too-deep`
 */
export function order<Node extends string>(needs: Needs<Node>): Node[] {
  const levels = boundedDepths(needs);
  const names = [...needs.keys()].sort((a, b) => (levels.get(a) ?? 0) - (levels.get(b) ?? 0) || (a < b ? -1 : 1));
  const edges = names.flatMap((name) => [...(needs.get(name) ?? [])].map((need): [Node, Node] => [need, name]));
  return toposort.array(names, edges);
}

/** As `depths`, for who can follow no chain of any length. @throws WindlassError `dependency-cycle`, `too-deep` */
export function boundedDepths<Node extends string>(needs: Needs<Node>): ReadonlyMap<Node, number> {
  const levels = depths(needs);
  const deepest = levels.values().reduce((most, level) => Math.max(most, level), 0);
  if (deepest < maxDepth) return levels;
  throw new WindlassError("too-deep", `a chain of ${deepest + 1} dependencies is longer than ${maxDepth}`);
}

/** Each node's distance from the nodes that need nothing. */
export function depths<Node extends string>(needs: Needs<Node>): ReadonlyMap<Node, number> {
  const { depth, stuck } = levels(needs);
  if (stuck.length > 0)
    throw new WindlassError("dependency-cycle", `dependency cycle: ${cyclePath(needs, stuck).join(" → ")}`);
  return depth;
}

/** The nodes of a cycle, the first one again at the end; undefined where there is none. */
export function cycleIn<Node extends string>(needs: Needs<Node>): Node[] | undefined {
  const { stuck } = levels(needs);
  return stuck.length > 0 ? cyclePath(needs, stuck) : undefined;
}

/** Distances, and the nodes that are on a cycle or behind one. */
function levels<Node extends string>(needs: Needs<Node>): { depth: Map<Node, number>; stuck: Node[] } {
  const depth = new Map<Node, number>();
  const missing = new Map<Node, number>();
  const dependents = reversed(needs);
  for (const [node, before] of needs) missing.set(node, new Set(before).size);
  let ready = [...missing].filter(([, count]) => count === 0).map(([node]) => node);
  for (const node of ready) depth.set(node, 0);
  while (ready.length > 0) {
    const next: Node[] = [];
    for (const node of ready) {
      for (const dependent of dependents.get(node) ?? []) {
        depth.set(dependent, Math.max(depth.get(dependent) ?? 0, (depth.get(node) ?? 0) + 1));
        const left = (missing.get(dependent) ?? 0) - 1;
        missing.set(dependent, left);
        if (left === 0) next.push(dependent);
      }
    }
    ready = next;
  }
  return { depth, stuck: [...missing].filter(([, count]) => count > 0).map(([node]) => node) };
}

/** A cycle among nodes that are known to be on or behind one: `a, b, a`. */
function cyclePath<Node extends string>(needs: Needs<Node>, stuck: readonly Node[]): Node[] {
  const candidates = new Set(stuck);
  const path: Node[] = [];
  const seen = new Map<Node, number>();
  for (let node = [...stuck].sort()[0]; node !== undefined; ) {
    const before = seen.get(node);
    if (before !== undefined) return [...path.slice(before), node];
    seen.set(node, path.length);
    path.push(node);
    node = [...(needs.get(node) ?? [])].filter((need) => candidates.has(need)).sort()[0];
  }
  return path;
}

/** The same graph read the other way: node → what needs it. */
export function reversed<Node extends string>(needs: Needs<Node>): Map<Node, Set<Node>> {
  const back = new Map<Node, Set<Node>>([...needs.keys()].map((node) => [node, new Set<Node>()]));
  for (const [node, before] of needs) for (const need of before) back.get(need)?.add(node);
  return back;
}

/** The nodes and all they need, directly or not. */
export function closure<Node extends string>(needs: Needs<Node>, from: Iterable<Node>): Set<Node> {
  const found = new Set<Node>(from);
  for (const node of found) for (const need of needs.get(node) ?? []) found.add(need);
  return found;
}
