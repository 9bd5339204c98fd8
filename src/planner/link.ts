/**
 * All order between steps, for every verb and target. A step comes after the steps before it in its walk, after those whose
 * results it uses or whose ends decide its condition, and after those that give what it needs. Where many give and many
 * need, one `join` stands between. In a circle, who holds what another needs gives it up early; where nobody can, it is an
 * error with its lines. Needs that a plan can do without come last, and close no circle.
 */
import { type StepId, stepId } from "../core/ids.ts";
import { factsOf, stepsOfFact } from "./plan/condition.ts";
import type { DraftStep, NewStep } from "./plan/draft.ts";
import { type Courtesy, courtesies, type Key, type Need } from "./plan/needs.ts";
import type { AnyOperation, Step } from "./plan/plan.ts";
import { inOrder, knots } from "./step-graph.ts";

/** What a target knows of its operations. */
export interface Rules<Op extends AnyOperation> {
  /** What an operation needs, gives and uses by itself. */
  readonly of: (step: DraftStep<Op>) => {
    readonly needs: readonly Need[];
    readonly gives: readonly Key[];
    /** Steps whose results it uses. */
    readonly uses: readonly StepId[];
  };
  /** A step that gives the key up before anything else is done to what holds it; absent where nothing can. */
  readonly giveUpEarly: (
    key: Key,
  ) => { readonly step: NewStep<Op>; readonly first: (step: DraftStep<Op>) => boolean } | undefined;
  /** What is said of steps that can't be ordered. */
  readonly unorderable: (circle: readonly DraftStep<Op>[]) => Error;
}

interface Edge {
  readonly from: StepId;
  readonly to: StepId;
  /** The one before may end as it likes. */
  readonly however: boolean;
  /** Absent: nothing opens a circle here. */
  readonly opens?: Key;
  /** Absent: it must be. */
  readonly courtesy?: Courtesy;
}

/** @throws what `rules.unorderable` makes of steps that wait for each other */
export function link<Op extends AnyOperation>(
  drafted: readonly DraftStep<Op>[],
  rules: Rules<Op>,
): readonly Step<Op>[] {
  const steps = new Map(drafted.map((step) => [step.id, step]));
  const all = edgesOf(steps, rules);
  if (knots(steps.keys(), all).size === 0) return ordered(steps, all);
  let edges = orderable(
    all.filter(({ courtesy }) => courtesy === undefined),
    steps,
    rules,
  );
  for (const courtesy of courtesies) {
    const more = [...edges, ...all.filter((edge) => edge.courtesy === courtesy)];
    const knotted = knots(steps.keys(), more);
    edges = more.filter((edge) => edge.courtesy !== courtesy || !isInside(edge, knotted));
  }
  return ordered(steps, edges);
}

const isInside = ({ from, to }: Edge, knotted: ReadonlyMap<StepId, number>): boolean =>
  knotted.has(from) && knotted.get(from) === knotted.get(to);

/** What must be, with circles opened. */
function orderable<Op extends AnyOperation>(
  must: readonly Edge[],
  steps: Map<StepId, DraftStep<Op>>,
  rules: Rules<Op>,
): readonly Edge[] {
  for (let edges = must; ; ) {
    const knotted = knots(steps.keys(), edges);
    if (knotted.size === 0) return edges;
    const relieved = giveUp(
      edges.filter((edge) => isInside(edge, knotted)),
      steps,
      edges,
      rules,
    );
    if (relieved === undefined) throw rules.unorderable([...steps.values()].filter(({ id }) => knotted.has(id)));
    edges = relieved;
  }
}

function edgesOf<Op extends AnyOperation>(steps: Map<StepId, DraftStep<Op>>, rules: Rules<Op>): Edge[] {
  const edges: Edge[] = [];
  const givers = new Map<Key, StepId[]>();
  const takers = new Map<string, { readonly need: Need; readonly steps: StepId[] }>();
  for (const step of steps.values()) {
    const own = rules.of(step);
    const uses = own.uses.length > 0 ? withoutWalked(own.uses, step, steps) : [];
    for (const from of [...step.after, ...uses]) edges.push({ from, to: step.id, however: false });
    for (const from of step.afterEnd) edges.push({ from, to: step.id, however: true });
    for (const fact of step.onlyIf ? factsOf(step.onlyIf) : []) {
      const isResult = fact.kind === "image-differs" || fact.kind === "variables-differ";
      for (const from of stepsOfFact(fact))
        edges.push({ from, to: step.id, however: !isResult || steps.get(from)?.mayFail === true });
    }
    for (const keys of [step.gives, own.gives])
      for (const key of keys) {
        const known = listIn(givers, key);
        if (known.at(-1) !== step.id) known.push(step.id);
      }
    for (const needs of [step.needs, own.needs])
      for (const need of needs) {
        const isPlain = need.however === undefined && need.ifPossible === undefined;
        const sort = isPlain ? need.key : `${need.key} ${need.however ?? false} ${need.ifPossible ?? ""}`;
        const known = takers.get(sort);
        if (known) known.steps.push(step.id);
        else takers.set(sort, { need, steps: [step.id] });
      }
  }
  for (const { need, steps: to } of takers.values()) {
    const from = givers.get(need.key);
    if (from) edges.push(...meet(need, from, to, steps));
  }
  return edges;
}

/** Those that are not before it in its walk already. */
function withoutWalked<Op extends AnyOperation>(
  uses: readonly StepId[],
  step: DraftStep<Op>,
  steps: ReadonlyMap<StepId, DraftStep<Op>>,
): readonly StepId[] {
  const walked = new Set(step.after);
  for (const id of walked) for (const earlier of steps.get(id)?.after ?? []) walked.add(earlier);
  return uses.filter((id) => !walked.has(id));
}

/** From all who give to all who need: through one step where that takes fewer edges. */
function meet<Op extends AnyOperation>(
  { key, however: anyEnd, ifPossible: courtesy }: Need,
  from: readonly StepId[],
  to: readonly StepId[],
  steps: Map<StepId, DraftStep<Op>>,
): Edge[] {
  const however = anyEnd ?? false;
  const kind = courtesy === undefined ? { opens: key } : { courtesy };
  const giving = new Set(from);
  const others = to.filter((id) => !giving.has(id));
  if (from.length * others.length <= from.length + others.length || others.length < to.length)
    return to.flatMap((id) => from.flatMap((one) => (one === id ? [] : [{ from: one, to: id, however, ...kind }])));
  const join = joined(key, steps);
  return [
    ...from.map((one): Edge => ({ from: one, to: join, however })),
    ...others.map((id): Edge => ({ from: join, to: id, however: false, ...kind })),
  ];
}

function joined<Op extends AnyOperation>(key: Key, steps: Map<StepId, DraftStep<Op>>): StepId {
  let id = stepId(key);
  for (let n = 2; steps.has(id); n++) id = stepId(`${key} (${n})`);
  const resource = { kind: "project", name: "" } as const;
  const reason = { code: "barrier" } as const;
  steps.set(id, { ...alone, id, operation: { kind: "join" }, resource, reason });
  return id;
}

/** A step that the linker itself adds: its edges are known. */
const alone = { after: [], afterEnd: [], needs: [], gives: [], mayFail: false } as const;

/** The first key of a circle that its holder can give up early is given up so. */
function giveUp<Op extends AnyOperation>(
  circle: readonly Edge[],
  steps: Map<StepId, DraftStep<Op>>,
  edges: readonly Edge[],
  rules: Rules<Op>,
): Edge[] | undefined {
  for (const { opens: key } of circle) {
    const way = key === undefined ? undefined : rules.giveUpEarly(key);
    if (key === undefined || way === undefined) continue;
    const { operation, resource, reason } = way.step;
    const id = stepId(way.step.id);
    if (steps.has(id)) continue;
    const later = [...steps.values()].filter((step) => way.first(step)).map((step) => step.id);
    const takers = edges.filter(({ opens }) => opens === key).map(({ to }) => to);
    steps.set(id, { ...alone, id, operation, resource, reason, gives: [key] });
    return [
      ...edges.filter(({ opens }) => opens !== key),
      ...[...later, ...takers].map((to): Edge => ({ from: id, to, however: false })),
    ];
  }
  return undefined;
}

/** Each step with its edges, in an order in which all that it comes after stands before it; otherwise as they were added. */
function ordered<Op extends AnyOperation>(
  steps: ReadonlyMap<StepId, DraftStep<Op>>,
  edges: readonly Edge[],
): readonly Step<Op>[] {
  const hard = new Map<StepId, StepId[]>();
  const soft = new Map<StepId, StepId[]>();
  for (const { from, to, however } of edges) listIn(however ? soft : hard, to).push(from);
  const before = (id: StepId): readonly StepId[] => hard.get(id) ?? none;
  const beforeEnd = (id: StepId): readonly StepId[] => soft.get(id) ?? none;
  return inOrder(steps.keys(), (id) => [...before(id), ...beforeEnd(id)]).flatMap((id): Step<Op>[] => {
    const step = steps.get(id);
    if (step === undefined) return [];
    const after = before(id);
    const ends = [...new Set(beforeEnd(id))].filter((one) => !after.includes(one)).sort();
    return [
      {
        id,
        after: withoutImplied(after, before),
        ...(ends.length > 0 && { afterEnd: ends }),
        operation: step.operation,
        resource: step.resource,
        reason: step.reason,
        ...(step.changes && { changes: step.changes }),
        ...(step.onlyIf && { onlyIf: step.onlyIf }),
        ...(step.mayFail && { mayFail: true }),
      },
    ];
  });
}

const none: readonly StepId[] = [];

/** With more before it than this, a step is a barrier, and nothing of that is said twice. */
const manyBefore = 50;

/** What one of the others comes after already is not said again. */
function withoutImplied(own: readonly StepId[], before: (id: StepId) => readonly StepId[]): StepId[] {
  const all = own.length > 1 ? [...new Set(own)].sort() : [...own];
  if (all.length < 2 || all.length > manyBefore) return all;
  const implied = new Set(all.flatMap((id) => (before(id).length > manyBefore ? [] : before(id))));
  return all.filter((id) => !implied.has(id));
}

function listIn<K, V>(map: Map<K, V[]>, key: K): V[] {
  const known = map.get(key) ?? [];
  map.set(key, known);
  return known;
}
