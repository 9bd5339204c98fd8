/** `build --print`, against the bake file that docker compose prints for files that others wrote. */
import { execFile } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { parseArgs } from "../../src/cli/args/args.ts";
import { allCommands } from "../../src/cli/commands/index.ts";
import { requestOf } from "../../src/cli/session.ts";
import { nodeDisk } from "../../src/host/disk.ts";
import { bakeText, load } from "../../src/index.ts";
import { shared } from "../support/shared.ts";

const commands = await allCommands();
const found = shared("corpus");
/** The links on the way are gone from what docker compose prints. */
const corpus = found === undefined ? undefined : realpathSync(found);

const env = { HOME: "/home/tester", PATH: process.env.PATH };
/** Docker looks for its plugins there. */
const dockerEnv = { ...env, DOCKER_CONFIG: join(homedir(), ".docker") };

async function dockerCompose(args: readonly string[], cwd?: string): Promise<string> {
  const { stdout } = await promisify(execFile)("docker", ["compose", ...args], { env: dockerEnv, cwd });
  return stdout;
}
const version = await dockerCompose(["version", "--short"]).catch(() => undefined);
const isVersion2 = version?.startsWith("2.") === true;

interface BakeFile {
  readonly group: { readonly default: { readonly targets: readonly string[] } };
  readonly target: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function oursOf(args: readonly string[], cwd: string): Promise<BakeFile> {
  const parsed = parseArgs([...args, "build", "--print"], commands, { columns: 80, version: "" });
  if (parsed.kind !== "run") throw new Error(`${args.join(" ")} is no call of a command`);
  const project = await load(requestOf(parsed), { env, cwd, home: env.HOME, disk: nodeDisk(() => process.stdin) });
  const asked = { services: [], args: {}, noCache: false, pull: false };
  return JSON.parse(await bakeText(project, asked, { env, home: env.HOME }));
}

/** Docker compose keeps these in no order, and prints them in another one each time. */
const unordered: ReadonlySet<string> = new Set(["ssh", "ulimits"]);

/** As text, with the order of all that has one. Labels of version 2 hold that version; Windlass writes those of version 5. */
function comparable({ group, target }: BakeFile): string {
  const targets = Object.entries(target).map(([name, fields]) => [
    name,
    Object.entries(fields).map(([key, value]) => [key, unordered.has(key) ? (value as string[]).toSorted() : value]),
  ]);
  const text = JSON.stringify([group.default.targets.toSorted(), targets], undefined, 1);
  return text.replace(/(?<="com.docker.compose.version": )"[^"]*"/g, "…");
}

interface Golden {
  readonly case: string;
  readonly config?: { readonly services?: Readonly<Record<string, { readonly build?: unknown }>> };
}

const lines = (name: string): readonly string[] =>
  readFileSync(join(corpus ?? "", name), "utf8")
    .split("\n")
    .filter((line) => line !== "");

test.skipIf(corpus === undefined || version === undefined)(
  "every file for bake is docker compose's",
  { timeout: 600_000 },
  async () => {
    const built = lines(isVersion2 ? "golden-2.40.3.jsonl" : "golden-5.5.0.jsonl")
      .map((line): Golden => JSON.parse(line))
      .filter(({ config }) => Object.values(config?.services ?? {}).some(({ build }) => build));
    const names = new Set(built.map((one) => one.case));
    const wrong: string[] = [];
    for (const line of lines("cases.tsv")) {
      const [name = "", folder = "", words = ""] = line.split("\t");
      if (!names.delete(name)) continue;
      const cwd = join(corpus ?? "", folder);
      const args: readonly string[] = JSON.parse(words);
      const [ours, theirs] = await Promise.all([oursOf(args, cwd), dockerCompose([...args, "build", "--print"], cwd)]);
      if (comparable(ours) !== comparable(JSON.parse(theirs))) wrong.push(name);
    }
    expect(wrong).toEqual([]);
    expect(built.length).toBeGreaterThan(0);
    expect([...names]).toEqual([]);
  },
);
