/** Text that is too long for its column. */
import { expect, test } from "vitest";
import { clip, clipMiddle, width } from "../../../src/cli/terminal/paint.ts";

test("a name is shortened in the middle, so that its beginning and its number stay", () => {
  expect(clipMiddle("shop-very-long-service-12", 19)).toBe("shop-very-lo…ice-12");
  expect(clipMiddle("shop-web-1", 20)).toBe("shop-web-1");
  expect(clipMiddle("shop-web-1", 10)).toBe("shop-web-1");
});

test.each([1, 2, 3, 5, 8, 13, 21])("no more than %i columns are taken, whatever the letters", (columns) => {
  for (const text of [
    "shop-very-long-service-12",
    "日本語のサービス名前-12",
    "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
  ])
    for (const short of [clip(text, columns), clipMiddle(text, columns)])
      expect(width(short), short).toBeLessThanOrEqual(columns);
});
