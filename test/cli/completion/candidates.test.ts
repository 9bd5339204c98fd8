/** What the command answers a shell that asks how a line may go on. */
import { beforeAll, expect, test } from "vitest";
import type { Command } from "../../../src/cli/args/command.ts";
import { type FlagTable, spellingsOf } from "../../../src/cli/args/flags.ts";
import { globalFlags } from "../../../src/cli/args/globals.ts";
import { allCommands } from "../../../src/cli/commands/index.ts";
import { inProcess } from "../../support/commands.ts";
import type { TestContext } from "../../support/process-context.ts";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop("  admin:\n    image: busybox\n    profiles: [tools]\n");
  await shop.windlass("up -d --scale db=2");
  await shop.windlass("-p other up -d db");
});

/** @param line up to the cursor: behind a space a new word begins */
const asked = (line: string): readonly string[] => ["__complete", ...line.split(" ")];

async function answer(line: string, shell: TestContext = shop.shell()): Promise<readonly string[]> {
  const { code, out, err } = await shop.windlass(asked(line), shell);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out.split("\n").slice(0, -1);
}

/** Candidates without their descriptions, and the directive behind them. */
const words = async (line: string, shell?: TestContext): Promise<string> =>
  (await answer(line, shell)).map((one) => one.split("\t")[0]).join(" ");

test.each([
  // Commands and theirs.
  ["unp", "unpause :4"],
  ["a", "attach alpha :4"],
  ["alpha ", "publish viz generate :4"],
  ["plan d", "down db :4"],
  ["plan -- d", "db :4"],
  ["help unp", "unpause :4"],
  ["help plan down", "down :4"],
  ["nonsense ", ":0"],
  // Flags.
  ["up --no-r", "--no-recreate :4"],
  ["--pro", "--project-name --project-directory --profile --progress :4"],
  ["up --no-recreate --no-r", ":4"],
  ["up -d --det", ":4"],
  ["--file a.yaml up --file b.yaml --fi", "--file :4"],
  ["-p shop up --project-n", ":4"],
  ["down --vol", "--volumes :4"],
  ["run web --r", ":0"],
  ["up -- --r", ":4"],
  ["up --help ", ":4"],
  ["up --nonsense --de", ":0"],
  // Their values.
  ["--progress ", "auto tty plain json quiet :4"],
  ["--ansi=n", "never :4"],
  ["up --pull m", "missing :4"],
  ["ps --format j", "json :4"],
  ["ps --status pa", "paused :4"],
  ["ps --filter status=pa", "status=paused :4"],
  ["ls --filter ", "name= :6"],
  ["up --detach=", "true false :4"],
  ["up -dt ", ":4"],
  ["logs -f ", "db web admin :4"],
  ["-f ", "yaml yml :8"],
  ["--env-file ", ":0"],
  ["--project-directory ", ":16"],
  ["completion f", "fish :4"],
  // Services.
  ["up ", "db web admin :4"],
  ["up w", "web :4"],
  ["up web ", "db admin :4"],
  ["up --attach ", "db web admin :4"],
  ["up --scale ", "db= web= admin= :6"],
  ["scale web=2 ", "db= admin= :6"],
  ["exec ", "db web admin :4"],
  ["exec web ", ":0"],
  ["exec -- web ", ":0"],
  ["run web sh -", ":0"],
  ["stats web ", ":4"],
  ["port web ", ":4"],
  ["cp ", "db: web: admin: :2"],
  ["cp web:/e", ":4"],
  ["cp ./", ":0"],
  ["cp web:/etc d", "db: :2"],
  // Of the file and of the engine.
  ["--profile ", "tools :4"],
  ["up --replace-volume ", "data :4"],
  ["-p ", "shop other :4"],
  ["-p other logs ", "db :4"],
  ["-p other up ", "db web admin :4"],
  ["logs --index ", "1 2 :4"],
  ["logs web --index ", "1 :4"],
  ["-p other exec --index ", "1 :4"],
  ["-f nowhere.yaml up ", ":4"],
])("%s", async (line, expected) => {
  expect(await words(line)).toBe(expected);
});

test("a candidate says what it means, unless a shell asks for none of that", async () => {
  expect(await answer("up w")).toEqual(["web\tnginx:1.27", ":4"]);
  expect(await answer("plan dow")).toEqual(["down\tShow what down would do", ":4"]);
  expect(await answer("logs --index 2")).toEqual(["2\tshop-db-2", ":4"]);
  expect((await shop.windlass(["__completeNoDesc", "up", "w"])).out).toBe("web\n:4\n");
});

test("without a file and with its name, a project's services are those that have containers", async () => {
  const shell = (): TestContext => shop.elsewhere({ COMPOSE_PROJECT_NAME: "other" });
  expect(await words("-p shop logs ", shop.elsewhere())).toBe("db web :4");
  expect(await words("up ", shell())).toBe(":4");
});

test("what is missing, wrong or unreachable gives no candidates, and nothing is said of it", async () => {
  const deaf = { ...shop.shell(), connect: () => Promise.reject(new Error("no engine")) };
  expect(await words("-p ", deaf)).toBe(":4");
  const broken = { ...shop.shell(), disk: { read: async () => Buffer.from("services: ["), kind: async () => "file" } };
  expect(await words("up ", broken as never)).toBe(":4");
  expect(await words("", shop.elsewhere())).toContain("up create run");
});

test("an engine that does not answer is waited for a second, then its call is aborted", async () => {
  const limits: number[] = [];
  let aborted: Promise<unknown> = Promise.resolve();
  const quiet = shop.shell();
  const shell: TestContext = {
    ...quiet,
    clock: {
      now: () => 0,
      sleep: (ms, signal) => {
        limits.push(ms);
        return ms === 1_000 ? Promise.resolve() : quiet.clock.sleep(ms, signal);
      },
    },
    connect: (_, { signal }) => {
      aborted = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      return new Promise(() => {});
    },
  };
  expect(await words("-p ", shell)).toBe(":4");
  expect(limits).toEqual([5_000, 1_000]);
  await aborted;
});

test("a file that nobody writes to is waited for five seconds", async () => {
  const quiet = shop.shell();
  const shell: TestContext = {
    ...quiet,
    clock: { now: () => 0, sleep: (ms) => (ms === 5_000 ? Promise.resolve() : new Promise(() => {})) },
    disk: { ...quiet.disk, read: () => new Promise(() => {}) },
  };
  expect(await words("-f pipe up ", shell)).toBe(":4");
});

test("standard input, which is the keyboard, is not read", async () => {
  const opened: string[] = [];
  const shell = shop.shell();
  const read: typeof shell.disk.read = (path, limits) => {
    opened.push(path);
    return shell.disk.read(path, limits);
  };
  expect(await words("-f - up ", { ...shell, disk: { ...shell.disk, read } })).toBe(":4");
  expect(opened).not.toContain("-");
});

test("an engine that would ask for a password is not asked", async () => {
  const asks: boolean[] = [];
  const terminal = shop.shell({ tty: true });
  const shell: TestContext = {
    ...terminal,
    connect: async (_, { mayAsk }) => {
      asks.push(mayAsk);
      return shop.engine;
    },
  };
  expect(await words("-p ot", shell)).toBe("other :4");
  expect(asks).toEqual([false]);
});

test("the flags choose the project, its files and its engine, wherever they stand", async () => {
  const named: (string | undefined)[] = [];
  const shell = (): TestContext => ({
    ...shop.shell(),
    connect: async ({ host }) => {
      named.push(host);
      return shop.engine;
    },
  });
  expect(await words("-H tcp://here:1 logs -p other ", shell())).toBe("db :4");
  expect(await words("--host tcp://there:1 -p ot", shell())).toBe("other :4");
  expect(named).toEqual(["tcp://here:1", "tcp://there:1"]);
});

test.each([
  ["docker-compose", {}, "-H tcp://x:1 unp"],
  ["/lib/docker/cli-plugins/docker-windlass", { DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND: "docker" }, "windlass unp"],
])("called as %s it takes the words as docker gives them", async (program, env, line) => {
  expect(await inProcess(asked(line), { ...shop.shell({ env }), program })).toMatchObject({
    code: 0,
    out: "unpause\tResume paused containers\n:4\n",
  });
});

const everyCommand: readonly Command[] = (await allCommands()).flatMap((command) => [
  command,
  ...(command.subcommands ?? []),
]);

test.each(everyCommand.map((command) => [command.name, command] as const))(
  "%s is found, and so is every flag that its help shows",
  async (name, { flags }) => {
    const last = name.split(" ").at(-1);
    expect((await words(name)).split(" ")).toContain(last);
    const spellings = (table: FlagTable): readonly string[] =>
      Object.values(table).flatMap((row) => (row.hidden ? [] : spellingsOf({ flags: row.flags })));
    const own = new Set(Object.values(flags).flatMap(spellingsOf));
    const shown = [...spellings(flags), ...spellings(globalFlags).filter((spelling) => !own.has(spelling))];
    const offered = (await words(`${name} -`)).split(" ");
    expect(shown.filter((spelling) => !offered.includes(spelling))).toEqual([]);
    expect(new Set(offered).size).toBe(offered.length);
  },
);
