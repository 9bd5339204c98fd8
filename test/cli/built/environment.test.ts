/** COMPOSE_* variables set in an env file steer the tool as those of the shell do. */
import { expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { type Ended, windlassOn } from "../../support/on-files.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";

const compose = "name: shop\nservices:\n  web:\n    image: nginx\n";

function shellWith(dotenv: string, env: Record<string, string> = {}, files: Record<string, string> = {}): TestContext {
  const engine = new MemoryEngine();
  engine.addImage("nginx");
  return fakeShell({ "/app/compose.yaml": compose, "/app/.env": dotenv, ...files }, engine, { env });
}

test("COMPOSE_PROGRESS of .env is honoured, the shell's wins, and a flag wins over both", async () => {
  const fromFile = shellWith("COMPOSE_PROGRESS=json\n");
  await run(["up", "-d"], fromFile);
  expect(fromFile.err.text).toMatch(/^\{"id":"Project shop"/);
  const fromShell = shellWith("COMPOSE_PROGRESS=json\n", { COMPOSE_PROGRESS: "plain" });
  await run(["up", "-d"], fromShell);
  expect(fromShell.err.text).toContain(" Container shop-web-1 Started ");
  const fromFlag = shellWith("COMPOSE_PROGRESS=json\n", { COMPOSE_PROGRESS: "plain" });
  await run(["--progress", "quiet", "up", "-d"], fromFlag);
  expect(fromFlag.err.text).toBe("");
});

test("COMPOSE_ANSI and COMPOSE_PARALLEL_LIMIT of .env are honoured", async () => {
  const config = (dotenv: string): Promise<Ended> =>
    windlassOn({ "/app/compose.yaml": compose, "/app/.env": dotenv }, ["config"]);
  expect(await config("COMPOSE_ANSI=perhaps\n")).toMatchObject({
    code: 1,
    err: expect.stringContaining('unsupported COMPOSE_ANSI value "perhaps"'),
  });
  expect(await config("COMPOSE_PARALLEL_LIMIT=many\n")).toMatchObject({
    code: 1,
    err: expect.stringContaining("COMPOSE_PARALLEL_LIMIT must be an integer"),
  });
});

test("COMPOSE_REMOVE_ORPHANS of .env takes orphans away", async () => {
  const shell = shellWith(
    "COMPOSE_REMOVE_ORPHANS=true\n",
    {},
    {
      "/app/two.yaml": `${compose}  old:\n    image: nginx\n`,
    },
  );
  await run(["-f", "two.yaml", "up", "-d"], shell);
  await run(["up", "-d"], shell);
  expect(shell.err.text).toContain(" Container shop-old-1 Removed ");
});

test("another folder's and another file's variables are read where -f and --env-file say", async () => {
  const folder = shellWith(
    "COMPOSE_PROGRESS=quiet\n",
    {},
    {
      "/app/sub/compose.yaml": compose,
      "/app/sub/.env": "COMPOSE_PROGRESS=json\n",
    },
  );
  await run(["-f", "sub/compose.yaml", "up", "-d"], folder);
  expect(folder.err.text).toMatch(/^\{/);
  const file = shellWith("COMPOSE_PROGRESS=quiet\n", {}, { "/app/ci.env": "COMPOSE_PROGRESS=json\n" });
  await run(["--env-file", "ci.env", "up", "-d"], file);
  expect(file.err.text).toMatch(/^\{/);
});

test("variables that are not the tool's do not reach it", async () => {
  const shell = shellWith("WINDLASS_DEBUG=1\nNO_COLOR=1\nDOCKER_HOST=tcp://nowhere:1\n");
  let seen: Readonly<Record<string, string | undefined>> = { nothing: "seen" };
  await run(["up", "-d"], {
    ...shell,
    connect: (where, options) => {
      seen = where.env;
      return shell.connect(where, options);
    },
  });
  expect(Object.keys(seen)).toEqual([]);
});

test("--context and --host name the engine, before the command or after it", async () => {
  const shell = shellWith("");
  const named: unknown[] = [];
  const windlass = (argv: readonly string[]): Promise<number> =>
    run(argv, {
      ...shell,
      connect: (where, options) => {
        named.push([where.context, where.host]);
        return shell.connect(where, options);
      },
    });
  await windlass(["--context", "far", "ps"]);
  await windlass(["ps", "--context", "far"]);
  await windlass(["-H", "ssh://me@host", "ps"]);
  await windlass(["ps"]);
  expect(named).toEqual([
    ["far", undefined],
    ["far", undefined],
    [undefined, "ssh://me@host"],
    [undefined, undefined],
  ]);
});
