/** How `up` and `logs` print the lines of containers. */
import { expect, test } from "vitest";
import { outputLine } from "../../../src/engine/output-line.ts";
import type { LogLine } from "../../../src/engine/port.ts";
import { inProcess } from "../../support/commands.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { fakeShell } from "../../support/process-context.ts";

const files = { "/app/compose.yaml": "name: shop\nservices: {job: {image: busybox}}\n" };

/** Its containers say one line and end. */
class Saying extends MemoryEngine {
  override async *logs(): AsyncIterable<readonly LogLine[]> {
    yield [{ ...outputLine("stdout", "hello"), timestamp: "2026-01-02T03:04:05Z" }];
  }
}

/** The line that says hello. */
async function said(words: string, tty = false): Promise<string | undefined> {
  const engine = new Saying();
  engine.addImage("busybox");
  engine.behaviours.set("job", { exits: 0 });
  if (words.startsWith("logs")) await inProcess(["up", "-d"], fakeShell(files, engine));
  const { out } = await inProcess(words.split(" "), fakeShell(files, engine, { tty }));
  return out.split("\n").find((line) => line.includes("hello"));
}

test.each(["up", "logs"])("%s --no-log-prefix prints the line alone", async (words) => {
  expect(await said(words)).toBe("job-1  | hello");
  expect(await said(`${words} --no-log-prefix`)).toBe("hello");
});

test.each(["up", "logs"])("%s --timestamps prints the time of each line", async (words) => {
  expect(await said(`${words} --timestamps`)).toBe("job-1  | 2026-01-02T03:04:05Z hello");
});

test.each(["up --menu=false", "logs"])(
  "%s colours the names in front of a terminal, and not with --no-color",
  async (words) => {
    expect(await said(words, true)).toContain("\u001b[36mjob-1");
    expect(await said(`${words} --no-color`, true)).toBe("job-1  | hello");
  },
);
