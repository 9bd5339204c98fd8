import { expect, test } from "vitest";
import { listenForKeys } from "../../../src/cli/process/keyboard.ts";
import { TestTerminal } from "../../support/process-context.ts";

function listening() {
  const terminal = new TestTerminal(true);
  const heard: string[] = [];
  terminal.onRaise = (signal) => heard.push(`${signal} ${terminal.isRaw ? "raw" : "as it was"}`);
  const deaf = listenForKeys(terminal, {
    press: (key) => heard.push(key),
    leave: () => heard.push("leave"),
    resume: () => heard.push("resume"),
  });
  return { terminal, heard, deaf };
}

test("letters are heard as they are pressed; arrows are no letters", () => {
  const { terminal, heard } = listening();
  for (const typed of ["d", "\u001b[D", "\u001bOd", "vw", "\r"]) terminal.type(typed);
  expect(heard).toEqual(["d", "v", "w", "\r"]);
});

test("Ctrl-C, Ctrl-Z and Ctrl-\\ send their signals, with the terminal as it was", () => {
  for (const [key, signal] of [
    ["\u0003", "SIGINT"],
    ["\u001a", "SIGTSTP"],
    ["\u001c", "SIGQUIT"],
  ] as const) {
    const { terminal, heard } = listening();
    terminal.type(key);
    expect(heard).toEqual(["leave", `${signal} as it was`]);
  }
});

test("a process that was stopped listens again when it continues", () => {
  const { terminal, heard } = listening();
  terminal.type("\u001a");
  terminal.signal("SIGCONT");
  expect(terminal.isRaw).toBe(true);
  terminal.type("d");
  expect(heard.slice(2)).toEqual(["resume", "d"]);
});

test("who hears no more leaves the terminal as it was", () => {
  const { terminal, heard, deaf } = listening();
  deaf();
  terminal.type("d");
  terminal.signal("SIGCONT");
  expect(terminal.isRaw).toBe(false);
  expect(heard).toEqual([]);
});
