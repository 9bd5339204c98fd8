/** The process's terminal: raw mode that never outlives it, sizes, signals that are passed on. */
import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { processTerminal } from "../../../src/cli/process/terminal.ts";

function madeOf({ isTTY }: { readonly isTTY: boolean }) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (on: boolean) => {
      modes.push(on);
      return input as never;
    },
  });
  const screen = Object.assign(new EventEmitter(), { isTTY, columns: 90, rows: 30 });
  const signals = new EventEmitter();
  const terminal = processTerminal(() => input as never, screen as never, signals as never);
  return { terminal, modes, screen, signals };
}

test("raw mode is undone when that is asked for, or when the process ends", () => {
  const { terminal, modes, signals } = madeOf({ isTTY: true });
  terminal.raw()();
  expect(modes).toEqual([true, false]);
  terminal.raw();
  signals.emit("exit");
  expect(modes).toEqual([true, false, true, false]);
  expect(signals.listenerCount("exit")).toBe(0);
});

test("a pipe is never raw and has no size", () => {
  const { terminal, modes } = madeOf({ isTTY: false });
  terminal.raw()();
  expect(modes).toEqual([]);
  expect(terminal.isTTY).toBe(false);
  expect(terminal.size()).toBeUndefined();
});

test("sizes and signals are told until nobody listens", () => {
  const { terminal, screen, signals } = madeOf({ isTTY: true });
  const heard: string[] = [];
  const noSize = terminal.onResize(() => heard.push(JSON.stringify(terminal.size())));
  const noSignal = terminal.onSignal((signal) => heard.push(signal));
  screen.emit("resize");
  signals.emit("SIGQUIT", "SIGQUIT");
  expect(heard).toEqual(['{"columns":90,"rows":30}', "SIGQUIT"]);
  noSize();
  noSignal();
  expect([screen.listenerCount("resize"), signals.listenerCount("SIGQUIT")]).toEqual([0, 0]);
});
