import { expect, test } from "vitest";
import { fitted, table } from "../../../src/cli/render/table.ts";
import { duration } from "../../../src/cli/render/time.ts";

test.each([
  [0, "Less than a second"],
  [1_000, "1 second"],
  [59_999, "59 seconds"],
  [60_000, "About a minute"],
  [119_999, "About a minute"],
  [120_000, "2 minutes"],
  [3_600_000, "About an hour"],
  [7_200_000, "2 hours"],
  [47 * 3_600_000, "47 hours"],
  [48 * 3_600_000, "2 days"],
  [15 * 86_400_000, "2 weeks"],
  [90 * 86_400_000, "3 months"],
  [800 * 86_400_000, "2 years"],
])("%i milliseconds are %s", (ms, expected) => {
  expect(duration(ms)).toBe(expected);
});

test("a table without rows has its headings, ten columns wide at least", () => {
  expect(table(["NAME", "IMAGE", "COMMAND", "PORTS"], [])).toBe("NAME      IMAGE     COMMAND   PORTS\n");
});

test("whatever a cell holds stays in its row and steers nothing", () => {
  const text = table(["SERVICE", "STATUS"], [["web\n\u001b[2J\u202e", "Up\u001b[31m"]]);
  expect(text).toBe("SERVICE     STATUS\nweb␊␛[2J\ufffd   Up␛[31m\n");
});

const rows = [
  ["shop-very-long-service-11", "registry.example/team/image:1.27", "a-very-long-service", "Up"],
  ["shop-very-long-service-12", "nginx", "web", "Up"],
];
const headings = ["NAME", "IMAGE", "SERVICE", "STATUS"];
const least = { NAME: 20, IMAGE: 20 };
const fittedTo = (columns: number): readonly (readonly string[])[] => fitted(headings, rows, columns, least);

test("where a table is too wide, names are shortened in the middle: what differs stays", () => {
  expect(fittedTo(60).map(([name]) => name)).toEqual(["shop-very-lon…ice-11", "shop-very-lon…ice-12"]);
  expect(fittedTo(60)[0]?.slice(1)).toEqual(["registry.exam…e:1.27", "a-very-long-service", "Up"]);
});

test("names give way no more than is needed, and not at all where there is room", () => {
  expect(fittedTo(200)).toEqual(rows);
  const text = table(headings, fittedTo(88));
  expect(fittedTo(88)[1]?.[0]).toBe("shop-very-long…vice-12");
  expect(Math.max(...text.split("\n").map((line) => line.trimEnd().length))).toBeLessThanOrEqual(88);
});

test("columns are as wide as their longest cell, the last one as it is", () => {
  expect(
    table(
      ["NAME", "STATUS"],
      [
        ["shop-migrate-1", "Up"],
        ["a", ""],
      ],
    ),
  ).toBe("NAME             STATUS\nshop-migrate-1   Up\na                \n");
});
