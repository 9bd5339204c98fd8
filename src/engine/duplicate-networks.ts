/**
 * Which of several networks of one name is kept. Engines before API 1.44 let two creates of a name both win; every run
 * that meets the two must choose the same one, whatever it began with itself.
 */
import type { NetworkFact } from "./port.ts";

/** What the choice is made by; `containers` are those that run on it. */
type Duplicate = Pick<NetworkFact, "id" | "createdAt" | "containers">;

/** One that somebody is on, then the oldest, then by id: the first is kept. */
export const bestFirst = <Network extends Duplicate>(duplicates: readonly Network[]): readonly Network[] =>
  duplicates.toSorted(
    (a, b) =>
      Number(b.containers.length > 0) - Number(a.containers.length > 0) ||
      byText(a.createdAt, b.createdAt) ||
      byText(a.id, b.id),
  );

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
