import { expect, test } from "vitest";
import { fields, made, mapItems, mapValues, withEntries } from "../../../src/spec/tree/edit.ts";
import type { ListNode } from "../../../src/spec/tree/tree.ts";

const place = { file: "compose.yaml", line: 1, column: 1 };
const [one, two, other] = [made("1", place), made("2", place), made("3", place)];
const map = fields(place, { one, two });
const list: ListNode = { kind: "list", place, items: [one, two] };

test("a change that changes nothing gives the same part of the tree", () => {
  expect(mapValues(map, (value) => value)).toBe(map);
  expect(mapItems(list, (item) => item)).toBe(list);
  expect(
    withEntries(map, [
      ["one", one],
      ["none", undefined],
    ]),
  ).toBe(map);
});

test("a changed value keeps its turn, a removed one leaves the others theirs, and the old part stays as it was", () => {
  const changed = mapValues(map, (value, key) => (key === "one" ? other : value));
  expect([...changed.entries].map(([key, { value }]) => [key, value])).toEqual([
    ["one", other],
    ["two", two],
  ]);
  expect([...mapValues(map, (value) => (value === one ? undefined : value)).entries.keys()]).toEqual(["two"]);
  expect(mapItems(list, (item) => (item === one ? undefined : other)).items).toEqual([other]);
  expect([...map.entries.values()].map(({ value }) => value)).toEqual([one, two]);
  expect(list.items).toEqual([one, two]);
});

test("an entry that is written again loses its tag", () => {
  const tagged = { ...map, entries: new Map([["one", { keyPlace: place, value: one, tag: "override" as const }]]) };
  expect(withEntries(tagged, [["one", one]]).entries.get("one")).toEqual({ keyPlace: place, value: one });
});
