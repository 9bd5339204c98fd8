/** Pairs of steps that touch one thing and that nothing puts in an order: what may happen by turns only. */
import type { Snapshot } from "../../src/engine/port.ts";
import type { Plan, Step } from "../../src/planner/plan/plan.ts";
import { neverBoth } from "./exclusion.ts";
import { type Claim, claimsOf } from "./plan-claims.ts";

export interface Unordered {
  readonly what: string;
  readonly steps: readonly [Step, Step];
}

export function unordered(plan: Plan, snapshot: Snapshot): Unordered[] {
  const before = reach(plan);
  const exclude = neverBoth(plan);
  const claims = claimsOf(plan, snapshot);
  const found: Unordered[] = [];
  const holders = new Map<string, (Claim & { readonly index: number })[]>();
  const seen = new Set<string>();
  for (const [index, step] of plan.steps.entries())
    for (const claim of claims.get(step.id) ?? []) {
      const { what, key, how, when } = claim;
      const thing = `${what} ${key}`;
      const others = holders.get(thing) ?? [];
      for (const other of others) {
        const earlier = plan.steps[other.index];
        if (earlier === undefined || other.index === index || (how !== "owns" && how === other.how)) continue;
        const pair = `${other.index} ${index}`;
        if (before[index]?.has(other.index) || seen.has(pair) || commute(earlier, step)) continue;
        if (exclude(earlier, step, [when, other.when])) continue;
        seen.add(pair);
        found.push({ what, steps: [earlier, step] });
      }
      others.push({ ...claim, index });
      holders.set(thing, others);
    }
  return found;
}

/** For each step the steps that have ended when it begins. */
function reach(plan: Plan): ReadonlySet<number>[] {
  const at = new Map(plan.steps.map(({ id }, i) => [id, i]));
  const before: Set<number>[] = [];
  for (const { after, afterEnd } of plan.steps) {
    const all = new Set<number>();
    for (const need of [...after, ...(afterEnd ?? [])]) {
      const i = at.get(need) ?? -1;
      all.add(i);
      for (const each of before[i] ?? []) all.add(each);
    }
    before.push(all);
  }
  return before;
}

/** Networks are joined and left, and limits are changed, in whatever order. */
const whenever: ReadonlySet<string> = new Set(["connect-network", "disconnect-network", "update-container", "copy-in"]);

function commute(a: Step, b: Step): boolean {
  const networkOf = ({ operation }: Step): string | undefined =>
    operation.kind === "connect-network"
      ? operation.endpoint.network
      : operation.kind === "disconnect-network"
        ? operation.network
        : undefined;
  const all = whenever.has(a.operation.kind) && whenever.has(b.operation.kind);
  return all && a.operation.kind !== b.operation.kind
    ? networkOf(a) === undefined || networkOf(a) !== networkOf(b)
    : all && networkOf(a) !== networkOf(b);
}
