import { expect, test } from "vitest";
import { parseRestart } from "../../../src/spec/short/restart.ts";

test.each([
  ["no", { name: "no", maxRetries: 0 }],
  ["always", { name: "always", maxRetries: 0 }],
  ["unless-stopped", { name: "unless-stopped", maxRetries: 0 }],
  ["on-failure", { name: "on-failure", maxRetries: 0 }],
  ["on-failure:", { name: "on-failure", maxRetries: 0 }],
  ["on-failure:3", { name: "on-failure", maxRetries: 3 }],
  ["on-failure:x", undefined],
  ["on-failure:-1", undefined],
  ["always:3", undefined],
  ["always:", undefined],
  ["foo", undefined],
])("%s", (text, rule) => {
  expect(parseRestart(text)).toEqual(rule);
});
