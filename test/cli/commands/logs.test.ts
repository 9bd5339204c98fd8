import { beforeEach, expect, test } from "vitest";
import { outputLine } from "../../../src/engine/output-line.ts";
import type { LogLine } from "../../../src/engine/port.ts";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

const timestamp = "2026-01-01T00:00:00.000000001Z";
const line = (text: string, more: Partial<LogLine> = {}): LogLine => ({
  ...outputLine("stdout", text),
  timestamp,
  ...more,
});

/** Each container has written these. */
function write(...lines: readonly LogLine[]): void {
  shop.engine.logs = async function* () {
    yield lines;
  };
}

test("a terminal is spared what steers it, and shows the last state of a progress bar", async () => {
  write(line("\u001b]0;owned\u0007\u001b[2Jhello"), line("10%\r20%\r100%"));
  const { out } = await shop.windlass("logs --no-log-prefix web", shop.shell({ tty: true }));
  expect(out).toBe("hello\n100%\n");
});

test("logs --raw lets every byte through to a terminal", async () => {
  write(line("\u001b]0;owned\u0007\u001b[2Jhello"), line("10%\r20%\r100%"));
  const { out } = await shop.windlass("logs --raw --no-log-prefix web", shop.shell({ tty: true }));
  expect(out).toBe("\u001b]0;owned\u0007\u001b[2Jhello\n10%\r20%\r100%\n");
});

test("logs --format json is an object a line, in the order of the containers' lines", async () => {
  write(line("a"), line("b", { stream: "stderr" }));
  const { out } = await shop.windlass("logs --format json web");
  const [first, second, ...others] = out
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text));
  expect(Object.keys(first)).toEqual(["time", "service", "container", "id", "number", "stream", "text"]);
  expect(first).toMatchObject({ time: timestamp, service: "web", container: "web-1", number: 1, text: "a" });
  expect(second).toMatchObject({ stream: "stderr", text: "b" });
  expect(others).toEqual([]);
});

test.each([
  ["complete", "no line is missing"],
  ["gap", `lines before ${timestamp} may be missing`],
] as const)("a connection that was lost and made again is told on standard error: %s", async (afterCut, said) => {
  write(line("before"), line("after", { afterCut }));
  const { out, err } = await shop.windlass("logs --no-log-prefix web");
  expect(out).toBe("before\nafter\n");
  expect(err).toBe(`web-1: the connection was lost and made again; ${said}\n`);
});
