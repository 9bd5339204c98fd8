/** Circles and order among steps, in time that grows with their number. Why there are edges is link.ts's. */

interface Arrow<Id> {
  readonly from: Id;
  readonly to: Id;
}

/** Node → the number of the knot that it is in: nodes that all come after each other. Empty where there is no circle. */
export function knots<Id>(nodes: Iterable<Id>, arrows: readonly Arrow<Id>[]): ReadonlyMap<Id, number> {
  const ids = [...nodes];
  const numbers = new Map(ids.map((id, i) => [id, i]));
  const next: number[][] = ids.map(() => []);
  for (const { from, to } of arrows) next[numbers.get(from) ?? -1]?.push(numbers.get(to) ?? -1);
  const knotted = new Map<Id, number>();
  for (const [number, component] of components(next).entries())
    for (const node of component) knotted.set(ids[node] as Id, number);
  return knotted;
}

/** Tarjan's strongly connected components of more than one node, without recursion: a chain may be thousands long. */
function components(next: readonly (readonly number[])[]): number[][] {
  const found: number[][] = [];
  const index = new Int32Array(next.length).fill(-1);
  const low = new Int32Array(next.length);
  const at = new Int32Array(next.length);
  const isOpen = new Uint8Array(next.length);
  const open: number[] = [];
  let count = 0;
  const enter = (node: number): number => {
    index[node] = low[node] = count++;
    open.push(node);
    isOpen[node] = 1;
    return node;
  };
  const lower = (node: number, to = 0): void => {
    if (to < (low[node] ?? 0)) low[node] = to;
  };
  for (let start = 0; start < next.length; start++) {
    if (index[start] !== -1) continue;
    const trail = [enter(start)];
    for (let node = trail.at(-1); node !== undefined; node = trail.at(-1)) {
      const to = next[node]?.[at[node] ?? 0];
      if (to !== undefined) {
        at[node] = (at[node] ?? 0) + 1;
        if (index[to] === -1) trail.push(enter(to));
        else if (isOpen[to]) lower(node, index[to]);
        continue;
      }
      trail.pop();
      const above = trail.at(-1);
      if (above !== undefined) lower(above, low[node]);
      if (low[node] !== index[node]) continue;
      const component = open.splice(open.lastIndexOf(node));
      for (const one of component) isOpen[one] = 0;
      if (component.length > 1) found.push(component);
    }
  }
  return found;
}

/** Each node after those before it, otherwise in the given order. There must be no circle. */
export function inOrder<Id>(nodes: Iterable<Id>, before: (node: Id) => readonly Id[]): Id[] {
  const placed = new Set<Id>();
  for (const start of nodes) {
    const trail: { readonly node: Id; readonly needs: readonly Id[]; at: number }[] = [];
    const enter = (node: Id): void => {
      if (!placed.has(node)) trail.push({ node, needs: before(node), at: 0 });
    };
    enter(start);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const need = top.needs[top.at++];
      if (need !== undefined) enter(need);
      else {
        placed.add(top.node);
        trail.pop();
      }
    }
  }
  return [...placed];
}
