/** `config --hash`, against what docker compose prints for files that others wrote: the label of its containers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseArgs } from "../../src/cli/args/args.ts";
import { allCommands } from "../../src/cli/commands/index.ts";
import { requestOf } from "../../src/cli/session.ts";
import { nodeDisk } from "../../src/host/disk.ts";
import { configHashes, load } from "../../src/index.ts";
import { shared } from "../support/shared.ts";

const commands = await allCommands();

const corpus = shared("corpus");
const lines = (name: string): readonly (readonly string[])[] =>
  readFileSync(join(corpus ?? "", name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));

test.skipIf(corpus === undefined)("every service has docker compose's hash", { timeout: 120_000 }, async () => {
  const known = Map.groupBy(lines("hashes-5.5.0.tsv"), ([name = ""]) => name);
  const wrong: string[] = [];
  for (const [name = "", folder = "", args = ""] of lines("cases.tsv")) {
    const expected = known.get(name);
    if (expected === undefined) continue;
    const parsed = parseArgs([...JSON.parse(args), "config"], commands, { columns: 80, version: "" });
    if (parsed.kind !== "run") throw new Error(`${name} is no call of a command`);
    const cwd = join(corpus ?? "", folder);
    const env = { HOME: "/home/tester", PATH: "/usr/bin" };
    const world = { env, cwd, home: env.HOME, disk: nodeDisk(() => process.stdin) };
    const hashes = await load(requestOf(parsed), world).then(configHashes, () => new Map<string, string>());
    for (const [, service = "", hash] of expected) if (hashes.get(service) !== hash) wrong.push(`${name} ${service}`);
  }
  expect(known.size).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});
