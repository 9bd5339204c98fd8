/** Order between made-up steps: what the linker does with needs, without anything that an engine knows. */
import { describe, expect, test } from "vitest";
import { stepId } from "../../src/core/ids.ts";
import { link, type Rules } from "../../src/planner/link.ts";
import { Draft, type NewStep } from "../../src/planner/plan/draft.ts";
import { however, ifPossible, type Key, type Need, need } from "../../src/planner/plan/needs.ts";
import type { Step } from "../../src/planner/plan/plan.ts";

interface Work {
  readonly kind: "work";
  readonly needs: readonly Need[];
  readonly gives: readonly Key[];
  /** Steps whose results it uses. */
  readonly uses: readonly string[];
}

type Given = Partial<Pick<NewStep<Work>, "needs" | "gives" | "onlyIf" | "mayFail">> & {
  readonly after?: readonly string[];
  readonly afterEnd?: readonly string[];
  readonly operation?: Partial<Work>;
};

const resource = { kind: "container", name: "x" } as const;
const reason = { code: "needed" } as const;

const plainRules: Rules<Work> = {
  of: ({ operation }) =>
    operation.kind === "join"
      ? { needs: [], gives: [], uses: [] }
      : { ...operation, uses: operation.uses.map((id) => stepId(id)) },
  giveUpEarly: () => undefined,
  unorderable: (circle) => new Error(`in a circle: ${circle.map(({ id }) => id).join(" ")}`),
};

/** Links steps that are given by id, in this order. */
function linked(given: Readonly<Record<string, Given>>, rules: Partial<Rules<Work>> = {}): readonly Step<Work>[] {
  const draft = new Draft<Work>();
  for (const [id, { after = [], afterEnd = [], operation, ...rest }] of Object.entries(given))
    draft.add({
      ...rest,
      id,
      after: after.map((one) => stepId(one)),
      afterEnd: afterEnd.map((one) => stepId(one)),
      operation: { kind: "work", needs: [], gives: [], uses: [], ...operation },
      resource,
      reason,
    });
  return link(draft.steps, { ...plainRules, ...rules });
}

/** Each step with those before it, in the plan's order; `~` stands before one that may end as it likes. */
const told = (steps: readonly Step<Work>[]): string[] =>
  steps.map(({ id, after, afterEnd = [] }) => [id, "<", ...after, ...afterEnd.map((one) => `~${one}`)].join(" "));

const several = (count: number, name: string, parts: Given): Record<string, Given> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}${i + 1}`, parts]));

describe("a step comes after", () => {
  test("those before it in its walk, and those whose ends it waits for", () => {
    expect(told(linked({ a: {}, b: { after: ["a"] }, c: { afterEnd: ["b"] } }))).toEqual(["a <", "b < a", "c < ~b"]);
  });

  test("those whose results it uses", () => {
    expect(told(linked({ a: {}, b: { operation: { uses: ["a"] } } }))).toEqual(["a <", "b < a"]);
  });

  test("all who give what it needs, by their walk or by what they are", () => {
    const steps = linked({
      a: { gives: ["k"] },
      b: { operation: { gives: ["k"] } },
      c: { needs: [need("k")] },
      d: { operation: { needs: [need("k")] } },
    });
    expect(told(steps)).toEqual(["a <", "b <", "c < a b", "d < a b"]);
  });

  test("nobody, where nobody gives what it needs: it is there already", () => {
    expect(told(linked({ a: { needs: [need("k")] } }))).toEqual(["a <"]);
  });

  test("not itself, where it gives what it needs", () => {
    expect(told(linked({ a: { needs: [need("k")], gives: ["k"] }, b: { gives: ["k"] } }))).toEqual(["b <", "a < b"]);
  });

  test("the end of what may end as it likes", () => {
    expect(told(linked({ a: { gives: ["k"] }, b: { needs: [however("k")] } }))).toEqual(["a <", "b < ~a"]);
  });

  test("a step that it must have and whose end alone it waits for, once", () => {
    expect(told(linked({ a: { gives: ["k"] }, b: { after: ["a"], needs: [however("k")] } }))).toEqual(["a <", "b < a"]);
  });

  test("those whose ends decide its condition; those that bring what it goes by must end well", () => {
    const steps = linked({
      pull: {},
      start: {},
      optional: { mayFail: true },
      a: { onlyIf: { kind: "image-differs", step: stepId("pull"), from: "" } },
      b: { onlyIf: { kind: "failed", step: stepId("start") } },
      c: { onlyIf: { kind: "variables-differ", steps: [stepId("optional")], from: {} } },
    });
    expect(told(steps).slice(3)).toEqual(["a < pull", "b < ~start", "c < ~optional"]);
  });
});

describe("the order", () => {
  test("is that in which steps were added, but for what must stand before", () => {
    const steps = linked({ d: {}, c: { after: ["b"] }, a: {}, b: {} });
    expect(steps.map(({ id }) => id)).toEqual(["d", "b", "c", "a"]);
  });

  test("leaves out what another step before it comes after already", () => {
    expect(told(linked({ a: {}, b: { after: ["a"] }, c: { after: ["a", "b"] } }))).toEqual(["a <", "b < a", "c < b"]);
  });

  test("says all of it where a step before it may end as it likes", () => {
    const steps = linked({ a: {}, b: { afterEnd: ["a"] }, c: { after: ["a", "b"] } });
    expect(told(steps)).toEqual(["a <", "b < ~a", "c < a b"]);
  });

  test("is the same each time", () => {
    const make = () =>
      linked({
        ...several(9, "give", { gives: ["k"] }),
        ...several(9, "need", { needs: [need("k"), ifPossible("uptime", "late")] }),
        late: { gives: ["late"], needs: [need("k")] },
      });
    expect(make()).toEqual(make());
  });
});

describe("where many give and many need, one step stands between", () => {
  test("so that a barrier has as many edges as steps, not their product", () => {
    const steps = linked({ ...several(40, "give", { gives: ["k"] }), ...several(40, "need", { needs: [need("k")] }) });
    expect(steps).toHaveLength(81);
    expect(steps[40]).toMatchObject({ id: "k", operation: { kind: "join" }, reason: { code: "barrier" } });
    expect(steps.reduce((sum, { after }) => sum + after.length, 0)).toBe(80);
    expect(steps.slice(41).every(({ after }) => after.join() === "k")).toBe(true);
  });

  test.each([
    [1, 9],
    [9, 1],
    [2, 2],
  ])("and none between %i and %i, where that takes no fewer edges", (givers, takers) => {
    const all = { ...several(givers, "give", { gives: ["k"] }), ...several(takers, "need", { needs: [need("k")] }) };
    expect(linked(all)).toHaveLength(givers + takers);
  });

  test("it waits for the ends of those that may end as they like, and who needs it goes on", () => {
    const steps = linked({
      ...several(4, "give", { gives: ["k"] }),
      ...several(4, "need", { needs: [however("k")] }),
    });
    expect(steps.find(({ id }) => id === "k")).toMatchObject({
      after: [],
      afterEnd: ["give1", "give2", "give3", "give4"],
    });
  });

  test("those who must have it and those who take it as it comes have one each", () => {
    const steps = linked({
      ...several(4, "give", { gives: ["k"] }),
      ...several(4, "must", { needs: [need("k")] }),
      ...several(4, "may", { needs: [however("k")] }),
    });
    expect(steps.filter(({ operation }) => operation.kind === "join").map(({ id }) => id)).toEqual(["k", "k (2)"]);
  });

  test("not where some both give and need: they do not wait for themselves", () => {
    const steps = linked(several(4, "both", { gives: ["k"], needs: [ifPossible("uptime", "k")] }));
    expect(told(steps)).toEqual(["both1 <", "both2 <", "both3 <", "both4 <"]);
  });
});

describe("in a circle", () => {
  /** Each has the name that the other is to get, as when two containers change names. */
  const swap: Record<string, Given> = {
    "stop one": {},
    "name one": { after: ["stop one"], operation: { needs: [need("B is free")], gives: ["A is free"] } },
    "name two": { operation: { needs: [need("A is free")], gives: ["B is free"] } },
  };

  test("who can give something up early does so, before all else that is done to it", () => {
    const steps = linked(swap, {
      giveUpEarly: (key) =>
        key === "A is free"
          ? {
              step: { id: "one aside", operation: { kind: "work", needs: [], gives: [], uses: [] }, resource, reason },
              first: ({ id }) => id.endsWith(" one"),
            }
          : undefined,
    });
    expect(told(steps)).toEqual([
      "one aside <",
      "stop one < one aside",
      "name two < one aside",
      "name one < name two stop one",
    ]);
  });

  test("that nobody can open, it is an error that names those in it and nobody else", () => {
    expect(() => linked({ ...swap, other: { after: ["name one"] } })).toThrow(/^in a circle: name one name two$/);
  });

  test("of steps that come after each other by their walks nothing is given up", () => {
    const asked: Key[] = [];
    const walks = { a: { after: ["b"] }, b: { after: ["a"] } };
    const rules = { giveUpEarly: (key: Key) => void asked.push(key) };
    expect(() => linked(walks, rules)).toThrow("in a circle: a b");
    expect(asked).toEqual([]);
  });
});

describe("what a plan can do without", () => {
  test("is kept where it closes no circle", () => {
    expect(told(linked({ a: { gives: ["k"] }, b: { needs: [ifPossible("uptime", "k")] } }))).toEqual(["a <", "b < a"]);
  });

  test("that leads from one circle to another closes none, and is kept", () => {
    const wish = (...keys: readonly Key[]): readonly Need[] => keys.map((key) => ifPossible("uptime", key));
    const steps = linked({
      a: { gives: ["a"], needs: wish("b") },
      b: { gives: ["b"], needs: wish("a") },
      c: { gives: ["c"], needs: wish("d", "a") },
      d: { gives: ["d"], needs: wish("c") },
    });
    expect(told(steps)).toEqual(["a <", "b <", "c < a", "d <"]);
  });

  test("is given up where it would, and only there", () => {
    const steps = linked({
      a: { needs: [ifPossible("uptime", "k")] },
      b: { after: ["a"], gives: ["k"] },
      c: { gives: ["k"] },
      d: { needs: [ifPossible("uptime", "k")] },
    });
    expect(told(steps)).toEqual(["c <", "a < c", "b < a", "d < b c"]);
  });

  test("goes in the order of what it is good for: the dearest stays", () => {
    const circle = (one: Need, other: Need): string[] =>
      told(linked({ a: { needs: [one], gives: ["of a"] }, b: { needs: [other], gives: ["of b"] } }));
    expect(circle(ifPossible("uptime", "of b"), ifPossible("removal", "of a"))).toEqual(["a <", "b < a"]);
    expect(circle(ifPossible("removal", "of b"), ifPossible("uptime", "of a"))).toEqual(["b <", "a < b"]);
  });

  test("closes no circle with what must be, in which nobody gives anything up for it", () => {
    const asked: Key[] = [];
    linked(
      { a: { needs: [ifPossible("removal", "k")], gives: ["must"] }, b: { needs: [need("must")], gives: ["k"] } },
      { giveUpEarly: (key) => void asked.push(key) },
    );
    expect(asked).toEqual([]);
  });
});
