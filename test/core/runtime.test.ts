import { expect, test } from "vitest";
import { environmentFor } from "../../src/core/runtime.ts";

test("a program gets no variable that steers Bun, and all others", () => {
  const steering = {
    BUN_OPTIONS: "--preload ./x.js",
    BUN_BE_BUN: "1",
    BUN_INSPECT_PRELOAD: "./x.js",
    BUN_JSC_useJIT: "0",
  };
  const others = { PATH: "/bin", BUN_AUTH_TOKEN: "t", BUN_INSTALL: "/b", NODE_OPTIONS: "--x", EMPTY: undefined };
  expect(environmentFor({ ...steering, ...others })).toEqual(others);
});
