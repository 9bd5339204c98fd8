import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { listenForInterrupts } from "../../../src/cli/process/signals.ts";

test("the first interrupt asks, the second insists, the third ends the process at once", () => {
  const source = new EventEmitter();
  const exits: number[] = [];
  const interrupts = listenForInterrupts(source, (code) => exits.push(code));
  expect([interrupts.first.aborted, interrupts.second.aborted, interrupts.exitCode()]).toEqual([false, false, 0]);
  source.emit("SIGINT", "SIGINT");
  expect([interrupts.first.aborted, interrupts.second.aborted, interrupts.exitCode()]).toEqual([true, false, 130]);
  source.emit("SIGINT", "SIGINT");
  expect(interrupts.second.aborted).toBe(true);
  expect(exits).toEqual([]);
  source.emit("SIGINT", "SIGINT");
  expect(exits).toEqual([130]);
});

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])("%s ends with %i, whatever comes after it", (name, code) => {
  const source = new EventEmitter();
  const interrupts = listenForInterrupts(source, () => {});
  source.emit(name, name);
  source.emit("SIGINT", "SIGINT");
  expect(interrupts.exitCode()).toBe(code);
});
