import { expect, test } from "vitest";
import { lazy } from "../../src/core/lazy.ts";

test("a lazy value is made when it is first asked for, and once, undefined too", () => {
  let times = 0;
  const value = lazy(() => {
    times += 1;
    return undefined;
  });
  expect(times).toBe(0);
  expect([value(), value()]).toEqual([undefined, undefined]);
  expect(times).toBe(1);
});
