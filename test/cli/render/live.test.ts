import { expect, test } from "vitest";
import { liveRenderer } from "../../../src/cli/render/live.ts";
import { LiveRows } from "../../../src/cli/render/live-rows.ts";
import { uncoloured } from "../../../src/cli/terminal/paint.ts";
import { stepId } from "../../../src/core/ids.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { fakeShell, TextOutput } from "../../support/process-context.ts";
import { all, moments, plan } from "./events.ts";

test("at every moment a row says what its resource does or waits for", async () => {
  const rows = new LiveRows(plan);
  const look = (nowMs: number): string =>
    rows
      .rows(nowMs)
      .map(
        ({ kind, name, phase, state, tookMs }) =>
          `${phase.padEnd(8)}${kind} ${name}: ${state}${tookMs === undefined ? "" : ` (${tookMs} ms)`}\n`,
      )
      .join("");
  let text = "";
  for (const [name, nowMs] of [
    ["begin", 100],
    ["middle", 2_200],
    ["end", 3_560],
  ] as const) {
    for (const event of moments[name]) rows.see(event);
    text += `${name}\n${look(nowMs)}\n`;
  }
  await expect(text).toMatchFileSnapshot("../golden/live-rows.txt");
});

/** What a terminal shows after these bytes: enough of one for cursor up, clearing and lines. */
function screenOf(bytes: string): string {
  const lines: string[] = [""];
  let [row, column] = [0, 0];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what a terminal reads
  for (const [, count, order, text] of bytes.matchAll(/\u001b\[\??(\d*)([a-zA-Z])|([^\u001b]+)/g)) {
    if (order === "A") row = Math.max(0, row - Number(count));
    if (order === "K" || order === "J") lines[row] = (lines[row] ?? "").slice(0, column);
    if (order === "J") lines.length = row + 1;
    for (const letter of text ?? "") {
      if (letter === "\r") column = 0;
      else if (letter === "\n") [row, column] = [row + 1, 0];
      else {
        const line = (lines[row] ?? "").padEnd(column);
        lines[row] = line.slice(0, column) + letter + line.slice(column + 1);
        column += 1;
      }
    }
    while (lines.length <= row) lines.push("");
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}

const stopped = { now: () => 3_560, sleep: async () => {} };

test.each([80, 120])("the last frame stands at %i columns, containers' lines above it", async (columns) => {
  const terminal = new TextOutput(true);
  terminal.columns = columns;
  let nowMs = 0;
  const clock = { ...stopped, now: () => nowMs };
  const renderer = liveRenderer(terminal, terminal, uncoloured, clock, () => "warning: told first\n");
  for (const event of moments.begin) renderer.emit(event);
  await new Promise((resolve) => setTimeout(resolve, 250));
  renderer.print("db-1  | ready\n", "stdout");
  for (const event of [...moments.middle, ...moments.end]) renderer.emit(event);
  nowMs = 3_560;
  await renderer.end();
  const screen = screenOf(terminal.text);
  for (const line of screen.split("\n")) expect(line.length).toBeLessThan(columns);
  await expect(screen).toMatchFileSnapshot(`../golden/live-${columns}.txt`);
  expect(terminal.text.endsWith("\u001b[?25h")).toBe(true);
});

test("a terminal with few rows is never overfull while the run lasts, and shows all at its end", async () => {
  const terminal = new TextOutput(true);
  terminal.rows = 6;
  const renderer = liveRenderer(terminal, terminal, uncoloured, stopped, () => "");
  for (const event of moments.begin) renderer.emit(event);
  await new Promise((resolve) => setTimeout(resolve, 250));
  const during = screenOf(terminal.text).trimEnd().split("\n");
  expect(during.length).toBeLessThanOrEqual(5);
  expect(during.at(-1)).toMatch(/… \d+ more/);
  for (const event of moments.end) renderer.emit(event);
  await renderer.end();
  expect(screenOf(terminal.text)).toContain("shop-web-1");
});

test("long names are shortened in the middle, so that replicas can be told apart", async () => {
  const terminal = new TextOutput(true);
  terminal.columns = 60;
  const renderer = liveRenderer(terminal, terminal, uncoloured, stopped, () => "");
  const names = ["shop-a-service-with-a-long-name-11", "shop-a-service-with-a-long-name-12"];
  const [first] = plan.steps;
  if (first === undefined) throw new Error("the plan has no step");
  const steps = names.map((name) => ({ ...first, id: stepId(name), resource: { kind: "container" as const, name } }));
  renderer.emit({ ...plan, steps });
  await new Promise((resolve) => setTimeout(resolve, 250));
  await renderer.end();
  for (const name of ["shop-a-service-…name-11", "shop-a-service-…name-12"])
    expect(screenOf(terminal.text)).toContain(name);
});

test("what is left out has a row that says why, also where nothing else is done", async () => {
  for (const steps of [[], plan.steps]) {
    const terminal = new TextOutput(true);
    const renderer = liveRenderer(terminal, terminal, uncoloured, stopped, () => "");
    const resource = { kind: "image", name: "built-here" } as const;
    renderer.emit({ ...plan, steps, skipped: [{ resource, reason: { code: "not-pulled", why: "no-image" } }] });
    await renderer.end();
    expect(screenOf(terminal.text)).toMatch(/✔ Image +built-here +skipped: No image to be pulled/);
  }
});

test("a narrow terminal gets names and states, and no kinds", async () => {
  const terminal = new TextOutput(true);
  terminal.columns = 30;
  const renderer = liveRenderer(terminal, terminal, uncoloured, stopped, () => "");
  for (const event of all) renderer.emit(event);
  await renderer.end();
  const lines = screenOf(terminal.text).split("\n");
  for (const line of lines) expect(line.length, line).toBeLessThan(30);
  expect(lines.join("\n")).not.toContain("Container");
});

test("a plan without steps draws nothing", async () => {
  const { out, err } = fakeShell({}, new MemoryEngine(), { tty: true });
  const renderer = liveRenderer(out, err, uncoloured, stopped, () => "");
  renderer.emit({ type: "plan", project: "shop", steps: [], kept: [] });
  renderer.print("web-1  | hello\n", "stdout");
  await renderer.end();
  expect(out.text).toBe("web-1  | hello\n");
  expect(err.text).toBe("");
});

test("a warning that comes while the run lasts stands above the drawing, whole and once", async () => {
  const terminal = new TextOutput(true);
  const renderer = liveRenderer(terminal, terminal, uncoloured, stopped, ({ message }) => `warning: ${message}\n`);
  for (const event of moments.begin) renderer.emit(event);
  await new Promise((resolve) => setTimeout(resolve, 250));
  const diagnostic = { code: "variable-overridden", severity: "warning", message: "told late" } as const;
  renderer.emit({ type: "warning", diagnostic });
  for (const event of [...moments.middle, ...moments.end]) renderer.emit(event);
  await renderer.end();
  const lines = screenOf(terminal.text).split("\n");
  expect(lines.filter((line) => line.includes("told late"))).toEqual(["warning: told late"]);
  expect(lines.indexOf("warning: told late")).toBeLessThan(lines.findIndex((line) => line.includes("shop-web-1")));
});

test("output that goes to a file is not mixed with the drawing", async () => {
  const [file, terminal] = [new TextOutput(false), new TextOutput(true)];
  const renderer = liveRenderer(file, terminal, uncoloured, stopped, () => "");
  for (const event of all) renderer.emit(event);
  renderer.print("web-1  | hello\n", "stdout");
  await renderer.end();
  expect(file.text).toBe("web-1  | hello\n");
});

test("a row that failed does not repeat its name", () => {
  const [first] = plan.steps;
  if (first === undefined) throw new Error("the plan has no step");
  const resource = { kind: "container", name: "shop-db-1" } as const;
  const rows = new LiveRows({ ...plan, steps: [{ ...first, resource }] });
  const message = "dependency failed to start: container shop-db-1 is unhealthy";
  rows.see({ type: "step-failed", step: first.id, atMs: 1, tookMs: 1, code: "dependency-unhealthy", message });
  expect(rows.rows(1)).toMatchObject([{ name: "shop-db-1", state: "is unhealthy" }]);
});
