/**
 * Commands in front of an engine in memory, in this process: it fails and ends things at the moment that a test is about,
 * and counts its calls. What the built command does on a real engine is in test/engine, what it does without one in
 * without-engine.test.ts.
 */
import { beforeEach, expect, test } from "vitest";
import { OutputClosed } from "../../src/cli/process/output.ts";
import { run } from "../../src/cli/run.ts";
import { WindlassError } from "../../src/core/errors.ts";
import { outputLine } from "../../src/engine/output-line.ts";
import type { ImageFact, LogLine, LogOptions, OnProgress } from "../../src/engine/port.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { fakeShell, type TestContext } from "../support/process-context.ts";
import { shopFiles as files } from "../support/shop-files.ts";

let engine: MemoryEngine;

beforeEach(() => {
  engine = withImages(new MemoryEngine());
});

function withImages(made: MemoryEngine): MemoryEngine {
  for (const reference of ["nginx:1.27", "redis:7", "busybox"]) made.addImage(reference);
  return made;
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function windlass(argv: string, shell: TestContext = fakeShell(files, engine)): Promise<Ended> {
  const code = await run(argv.split(" ").filter(Boolean), shell);
  return { code, out: shell.out.text, err: shell.err.text };
}

/** The same project, and one service less in its file. */
const withoutService =
  (name: string, env: Readonly<Record<string, string>> = {}) =>
  (): TestContext => {
    const text = files["/app/compose.yaml"].replace(new RegExp(`  ${name}:\\n(    .*\\n)+`), "");
    return fakeShell({ "/app/compose.yaml": text }, engine, { env });
  };

test("up -d makes what the file declares and tells each step on standard error", async () => {
  const { code, out, err } = await windlass("up -d");
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).toContain(" Container shop-web-1 Started \n");
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});

test("a second up -d changes nothing and says that all runs", async () => {
  await windlass("up -d");
  const before = engine.calls.length;
  const { code, err } = await windlass("up -d");
  expect({ code, err }).toEqual({
    code: 0,
    err: " Container shop-db-1 Running \n Container shop-web-1 Running \nnothing to do: 2 running\n",
  });
  expect(engine.calls.length).toBe(before);
});

test("--dry-run prints the plan and changes nothing, for up and for down", async () => {
  const up = await windlass("--dry-run up -d");
  expect(up.out).toMatch(/\+ container {2}shop-web-1 +create/);
  expect(engine.calls).toEqual([]);
  await windlass("up -d");
  const calls = engine.calls.length;
  const down = await windlass("down --dry-run");
  expect(down.out).toMatch(/- container {2}shop-web-1 +remove/);
  expect(engine.calls.length).toBe(calls);
});

test("create and up --no-start make what the file declares and start nothing", async () => {
  expect((await windlass("create --scale db=2")).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-db-1": "created", "shop-db-2": "created", "shop-web-1": "created" });
  expect((await windlass("up --no-start --scale db=1")).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-db-1": "created", "shop-web-1": "created" });
  expect((await windlass("create --scale web")).err).toContain("must be SERVICE=NUMBER");
  expect((await windlass("up --no-recreate --replace-volume data")).err).toContain("can't be combined");
  expect((await windlass("create --no-recreate --force-recreate")).err).toContain("can't be combined");
});

test("plan exits with 2 when changes are pending and that was asked for", async () => {
  expect((await windlass("plan")).code).toBe(0);
  expect((await windlass("plan --detailed-exitcode")).code).toBe(2);
  await windlass("up -d");
  const settled = await windlass("plan --detailed-exitcode");
  expect(settled.code).toBe(0);
  expect(settled.out).toContain("Nothing to do");
  expect(engine.calls.filter((call) => call.startsWith("create shop-web"))).toHaveLength(1);
});

test("plan --format json is the plan itself", async () => {
  const { out } = await windlass("plan --format json");
  const plan = JSON.parse(out);
  expect(plan.project).toBe("shop");
  expect(plan.steps.map(({ id }: { id: string }) => id)).toContain("start web-1");
});

test.each(["", "-v", "--remove-orphans -t 3", "db", "-v db"])(
  "plan --down %s shows what down with the same words does",
  async (words) => {
    await windlass("up -d");
    const orphan = withoutService("web");
    const planned = JSON.parse((await windlass(`plan --down --format json ${words}`, orphan())).out);
    const shown = await windlass(`plan --down ${words}`, orphan());
    expect(shown).toEqual(await windlass(`down --dry-run ${words}`, orphan()));
    const before = engine.calls.length;
    expect((await windlass(`down ${words}`, orphan())).code).toBe(0);
    expect(engine.calls.slice(before)).toHaveLength(planned.steps.length);
  },
);

test("plan --down knows the services that down knows, and needs no file where the name is given", async () => {
  await windlass("up -d");
  expect((await windlass("plan --down nobody")).err).toContain("no such service: nobody");
  const { out } = await windlass("-p shop plan --down", fakeShell({}, engine));
  expect(out).toContain("3 to remove");
});

test("plan --down refuses flags of up, and plan without it those of down", async () => {
  for (const flag of ["--build", "--scale db=2", "--no-deps", "--force-recreate"]) {
    const { code, err } = await windlass(`plan --down ${flag}`);
    expect({ code, err }).toMatchObject({ err: expect.stringContaining("--down can't be combined with") });
  }
  expect((await windlass("plan -v")).err).toContain("--volumes needs --down");
});

test("plan and --dry-run warn of orphans by their names, as up does", async () => {
  await windlass("up -d");
  const without = withoutService("web");
  for (const command of ["plan", "up --dry-run", "create --dry-run", "plan --down", "down --dry-run"]) {
    const { out, err } = await windlass(command, without());
    expect(err, command).toMatch(/warning\[orphans\]: .*shop-web-1/);
    expect(out, command).toMatch(/shop-web-1 +keep +orphan/);
  }
  const { err, out } = await windlass("plan --remove-orphans", without());
  expect(err).toBe("");
  expect(out).toMatch(/- container +shop-web-1 +remove +orphan/);
  const ignored = await windlass("plan", withoutService("web", { COMPOSE_IGNORE_ORPHANS: "1" })());
  expect(ignored.err + ignored.out).not.toContain("shop-web-1");
});

test("a changed variable is named, and its values are told to who asks for them", async () => {
  const file = (token: string) => ({
    "/app/compose.yaml": `name: shop\nservices: {web: {image: busybox, command: [run, ${token}], environment: {TOKEN: ${token}}}}`,
  });
  await windlass("up -d", fakeShell(file("swordfish"), engine));
  for (const command of ["plan", "up --dry-run", "create --dry-run"]) {
    const plain = await windlass(command, fakeShell(file("sunfish"), engine));
    expect(plain.out).toContain("environment.TOKEN: changed (compose.yaml:2)");
    expect(plain.out).not.toMatch(/swordfish|sunfish/);
    const shown = await windlass(`${command} --show-values`, fakeShell(file("sunfish"), engine));
    expect(shown.out).toContain("environment.TOKEN: swordfish → sunfish (compose.yaml:2)");
    expect(shown.out).toContain("command: run swordfish → run sunfish (compose.yaml:2)");
  }
  const changes = async (argv: string) => {
    const { verdicts } = JSON.parse((await windlass(argv, fakeShell(file("sunfish"), engine))).out);
    return JSON.stringify(verdicts);
  };
  expect(await changes("plan --format json")).not.toMatch(/swordfish|sunfish/);
  expect(await changes("plan --format json --show-values")).toContain("swordfish");
});

test("down takes all away but the volumes, -v those too, and a second one finds nothing", async () => {
  await windlass("up -d");
  expect((await windlass("down")).code).toBe(0);
  expect(engine.states()).toEqual({});
  expect([...engine.volumes.keys()]).toEqual(["shop_data"]);
  await windlass("down -v");
  expect([...engine.volumes.keys()]).toEqual([]);
  const { code, err } = await windlass("down");
  expect({ code, err }).toEqual({ code: 0, err: 'No resource found to remove for project "shop".\n' });
});

test("down, ps and logs need no file where the name is given", async () => {
  await windlass("up -d");
  const elsewhere = (): TestContext => fakeShell({}, engine);
  expect((await windlass("-p shop ps -q", elsewhere())).out.split("\n")).toHaveLength(3);
  expect((await windlass("ps", elsewhere())).err).toContain("error[no-project-file]");
  const byEnvironment = fakeShell({}, engine, { env: { COMPOSE_PROJECT_NAME: "shop" } });
  expect((await windlass("ps --services", byEnvironment)).out).toBe("db\nweb\n");
  expect((await windlass("-p shop down", elsewhere())).code).toBe(0);
  expect(engine.states()).toEqual({});
});

test("ps lists what runs, -a the rest too", async () => {
  await windlass("up -d");
  engine.become("shop-db-1", { state: "exited", exitCode: 3, finishedAt: "2026-01-01T00:09:00Z" });
  const running = await windlass("ps --services");
  expect(running.out).toBe("web\n");
  const all = await windlass("ps -a db");
  expect(all.out.split("\n")[1]).toMatch(/^shop-db-1 {3}redis:7 .* db .* Exited \(3\) About a minute ago/);
  expect(all.out).not.toContain("shop-web-1");
});

test("ps shows the states that are asked for, stopped ones included, and leaves orphans out if that is asked for", async () => {
  await windlass("up -d");
  engine.become("shop-db-1", { state: "exited", exitCode: 3, finishedAt: "2026-01-01T00:09:00Z" });
  const services = async (flags: string): Promise<string> => (await windlass(`ps --services ${flags}`)).out;
  expect(await services("--status exited")).toBe("db\n");
  expect(await services("--filter status=running")).toBe("web\n");
  expect(await services("--status running --filter status=exited")).toBe("db\nweb\n");
  expect((await windlass("ps --status ended")).err).toContain(
    'invalid argument "ended" for "--status" flag: must be one of',
  );
  expect((await windlass("ps --filter name=web")).err).toContain("unknown filter name");
  expect((await windlass("ps --filter status")).err).toContain("in the form KEY=VALUE");
  const without = fakeShell({ "/app/compose.yaml": "name: shop\nservices: {db: {image: redis:7}}\n" }, engine);
  expect((await windlass("ps -a --services --orphans=false", without)).out).toBe("db\n");
});

test("ps --no-trunc cuts neither commands nor ids", async () => {
  const file = {
    "/app/compose.yaml": "name: shop\nservices: {db: {image: redis:7, command: redis-server --loglevel warning}}\n",
  };
  await windlass("up -d", fakeShell(file, engine));
  expect((await windlass("ps", fakeShell(file, engine))).out).toContain('"redis-server --logl…"');
  expect((await windlass("ps --no-trunc", fakeShell(file, engine))).out).toContain('"redis-server --loglevel warning"');
});

test("ps --format json is one object a line with the keys that tools know", async () => {
  await windlass("up -d");
  const { out } = await windlass("ps --format json");
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ Name }) => Name)).toEqual(["shop-db-1", "shop-web-1"]);
  expect(Object.keys(lines[0])).toEqual(
    "Command CreatedAt Engine ExitCode Health ID Image Labels LocalVolumes Mounts Name Names Networks Ports Project Publishers RunningFor Service Size State Status".split(
      " ",
    ),
  );
  expect(lines[1].Publishers).toEqual([{ URL: "", TargetPort: 80, PublishedPort: 8080, Protocol: "tcp" }]);
});

test.each(["ps", "logs", "up --exit-code-from"])(
  "%s of a service that the file doesn't have exits 1",
  async (command) => {
    const { code, err } = await windlass(`${command} nosuch`);
    expect(code).toBe(1);
    expect(err).toContain("error[undefined-service]: no such service: nosuch");
  },
);

test.each(["ps wbe", "logs wbe", "down wbe", "up --exit-code-from wbe", "up --attach wbe", "up wbe", "config wbe"])(
  "%s says which service was meant",
  async (argv) => {
    const { code, err } = await windlass(argv);
    expect(code).toBe(1);
    expect(err).toMatch(/hint: did you mean "?web"?\?\n$/);
  },
);

test("a step that fails is exit 1 with its root cause alone", async () => {
  engine.failing.set("start shop-db-1", new WindlassError("start-failed", "shop-db-1 did not start", { hint: "look" }));
  const { code, err } = await windlass("--progress quiet up -d");
  expect({ code, err }).toEqual({
    code: 1,
    err: "error[start-failed]: shop-db-1 did not start\n = hint: look\n",
  });
});

test.each([
  "plan --format json",
  "plan --format=json --nonsense",
  "config --format json",
  "ps --format json nothere",
  "version --format json surplus",
  "--ansi sometimes version --format json",
  "validate --format json --nonsense",
  "-p other --env-file nope.env config --format json",
])("%s tells its errors as JSON, too", async (argv) => {
  const wrong = fakeShell({ "/app/compose.yaml": "services:\n  web: {image: 5}\n  \n" }, engine);
  const { code, out, err } = await windlass(argv, wrong);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  const lines = err.trim().split("\n");
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ error: true, message: expect.any(String) });
});

test("with --format json warnings are JSON, too, unless other progress is asked for", async () => {
  const old = (): TestContext =>
    fakeShell({ "/app/compose.yaml": "version: '3'\nservices: {web: {image: nginx}}\n" }, engine);
  const { out, err } = await windlass("config --format json", old());
  expect(JSON.parse(out).services.web.image).toBe("nginx");
  expect(JSON.parse(err)).toMatchObject({ event: "warning", code: "obsolete-attribute" });
  expect((await windlass("--progress plain config --format json", old())).err).toMatch(/^warning\[/);
});

test("with --progress json a failed run names itself and its root causes by their codes", async () => {
  engine.failing.set("start shop-db-1", new WindlassError("start-failed", "shop-db-1 did not start"));
  const { err } = await windlass("--progress json up -d");
  const last: unknown = JSON.parse(err.trimEnd().split("\n").at(-1) ?? "");
  expect(last).toMatchObject({ error: true, code: "steps-failed", diagnostics: [{ code: "start-failed" }] });
});

test("up -d says what has ended already and exits 0", async () => {
  engine.behaviours.set("db", { exits: 5 });
  const { code, err } = await windlass("up -d");
  expect(code).toBe(0);
  expect(err).toMatch(/ Container shop-db-1 Exited \(5\) {2}see: windlass logs db\n1 running, 1 failed \(\d\.\ds\)\n$/);
});

/** Runs `up` and waits for a text on one of its outputs. */
async function attached(argv: string, text: string, shell: TestContext): Promise<{ readonly over: Promise<Ended> }> {
  const over = windlass(argv, shell);
  while (!`${shell.out.text}${shell.err.text}`.includes(text)) await new Promise((resolve) => setTimeout(resolve, 5));
  return { over };
}

/** The engine, with something that happens at each start of a container. */
const whenStarting = (happens: () => void): MemoryEngine =>
  new Proxy(engine, {
    get: (target, name) => {
      if (name === "startContainer") happens();
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

const startedAll = " Container shop-web-1 Started ";

test("Ctrl-C in front of an attached up stops all and exits 130", async () => {
  const shell = fakeShell(files, engine);
  const { over } = await attached("up", startedAll, shell);
  shell.interrupt();
  const { code, out } = await over;
  expect(code).toBe(130);
  expect(out).toMatch(/^Attaching to db-1, web-1\n/);
  expect(out).toContain("Gracefully Stopping... press Ctrl+C again to force\n");
  expect(engine.states()).toEqual({ "shop-db-1": "exited", "shop-web-1": "exited" });
});

/** `up` on a terminal, with everything started. */
async function inTerminal(argv: string): Promise<{ readonly shell: TestContext; readonly over: Promise<Ended> }> {
  const shell = fakeShell(files, engine, { tty: true, env: { NO_COLOR: "1" } });
  shell.terminal.onRaise = (signal) => signal === "SIGINT" && shell.interrupt();
  const { over } = await attached(argv, "4/4", shell);
  return { shell, over };
}

test("d leaves the containers alone, ends with 0 and says how to come back", async () => {
  const { shell, over } = await inTerminal("up");
  expect(shell.err.text).toContain("d Detach");
  expect(shell.terminal.isRaw).toBe(true);
  shell.terminal.type("d");
  const { code, err } = await over;
  expect(code).toBe(0);
  expect(err).toMatch(/Detached: [^\n]*windlass logs -f\n2 running \(\d\.\ds\)\n$/);
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
  expect(shell.terminal.isRaw).toBe(false);
});

test("d while containers start lets them start, and leaves then", async () => {
  const shell: TestContext = fakeShell(
    files,
    whenStarting(() => shell.terminal.type("d")),
    { tty: true },
  );
  const { code, err } = await windlass("up", shell);
  expect(code).toBe(0);
  expect(err).toContain("Detaching as soon as everything has started\n");
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});

test("v shows how the containers are, among their output", async () => {
  const { shell, over } = await inTerminal("up");
  shell.terminal.type("v");
  while (!shell.err.text.includes("STATUS")) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(shell.err.text).toMatch(/NAME +STATUS +PORTS\nshop-db-1 +Up [^\n]+\nshop-web-1 +Up /);
  shell.terminal.type("\u0003");
  expect((await over).code).toBe(130);
});

test("Ctrl-C stops all under the menu, too, and gives the terminal back before", async () => {
  const { shell, over } = await inTerminal("up");
  shell.terminal.type("\u0003");
  expect(shell.terminal.isRaw).toBe(false);
  const { code, err } = await over;
  expect({ code, raised: shell.terminal.raised }).toEqual({ code: 130, raised: ["SIGINT"] });
  expect(err).toMatch(/2 stopped \(\d\.\ds\)\n$/);
  expect(engine.states()).toEqual({ "shop-db-1": "exited", "shop-web-1": "exited" });
});

test.each([
  ["up --menu=false", {}],
  ["up", { COMPOSE_MENU: "false" }],
  ["--ansi never up", {}],
  ["--progress plain up", {}],
])("%s with %o has no menu and no keys", async (argv, env) => {
  const shell = fakeShell(files, engine, { tty: true, env });
  const { over } = await attached(argv, "Attaching to", shell);
  while (Object.values(engine.states()).filter((state) => state === "running").length < 2)
    await new Promise((resolve) => setTimeout(resolve, 5));
  shell.interrupt();
  const { out, err } = await over;
  expect(out + err).not.toContain("Detach");
  expect(shell.terminal.wasRaw).toBe(false);
});

test("Ctrl-C during up -d leaves what is done, says how far it came and exits 130", async () => {
  const shell: TestContext = fakeShell(
    files,
    whenStarting(() => shell.interrupt()),
  );
  const { code, err } = await windlass("up -d", shell);
  expect(code).toBe(130);
  expect(err).toMatch(
    /error\[interrupted\]: interrupted after \d of 6 steps\n = hint: run the same command again to continue\n$/,
  );
  expect((await windlass("up -d")).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});

test("a second Ctrl-C kills what doesn't stop", async () => {
  const stubborn = new (class extends MemoryEngine {
    override stopContainer(_id: string, _grace?: number, signal?: AbortSignal): Promise<void> {
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    }
  })();
  for (const reference of ["nginx:1.27", "redis:7"]) stubborn.addImage(reference);
  const shell = fakeShell(files, stubborn);
  const { over } = await attached("up", startedAll, shell);
  shell.interrupt();
  while (!shell.err.text.includes(" Container shop-web-1 Stopping "))
    await new Promise((resolve) => setTimeout(resolve, 5));
  shell.interrupt();
  expect((await over).code).toBe(130);
  expect(stubborn.calls.filter((call) => call.startsWith("kill")).sort()).toEqual([
    "kill shop-db-1",
    "kill shop-web-1",
  ]);
});

test("attached up ends with 0 when all containers have, and says how", async () => {
  const shell = fakeShell(files, engine);
  const { over } = await attached("up", startedAll, shell);
  engine.become("shop-web-1", { state: "exited", exitCode: 3 });
  engine.become("shop-db-1", { state: "exited", exitCode: 0 });
  const { code, out, err } = await over;
  expect(code).toBe(0);
  expect(out).toContain("web-1 exited with code 3\n");
  expect(err).toContain("All containers exited: web-1 with code 3, the others with code 0.\n");
});

test.each(["stdout", "stderr"] as const)(
  "attached up waits for a slow reader of %s, and ends without it",
  async (stream) => {
    const chatty = new (class extends MemoryEngine {
      taken = 0;
      override async *logs(_id: string, _options: LogOptions, signal: AbortSignal): AsyncIterable<readonly LogLine[]> {
        for (; !signal.aborted; this.taken++) {
          yield [{ ...outputLine(stream, "hello"), timestamp: "2026-01-01T00:00:00.000000000Z" }];
          if (this.taken % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }
    })();
    const shell = fakeShell(files, withImages(chatty));
    const { over } = await attached("up", startedAll, shell);
    (stream === "stdout" ? shell.out : shell.err).stall();
    const later = async (): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return chatty.taken;
    };
    // What writes without end stands still.
    for (let before = -1, now = 0; before !== now; ) [before, now] = [now, await later()];
    shell.interrupt();
    shell.interrupt();
    expect((await over).code).toBe(130);
  },
);

test("attached up does not say that all have exited while one that is not attached runs", async () => {
  const shell = fakeShell(files, engine);
  const { over } = await attached("up --no-attach db", startedAll, shell);
  engine.become("shop-web-1", { state: "exited", exitCode: 0 });
  const { code, err } = await over;
  expect(code).toBe(0);
  expect(err).toContain("All attached containers exited with code 0. Still running: shop-db-1.\n");
});

test("up --wait says for which services it waited in vain", async () => {
  const checked = "services: {web: {image: nginx:1.27, healthcheck: {test: x}}, db: {image: redis:7}}";
  engine.startsHealthy = false;
  const { code, err } = await windlass(
    "up --wait --wait-timeout 3",
    fakeShell({ "/app/compose.yaml": checked }, engine),
  );
  expect(code).toBe(1);
  expect(err).toContain("error[wait-timeout]: application not healthy after 3s: still waiting for web\n");
});

test.each([
  ["--abort-on-container-exit", 3],
  ["--abort-on-container-failure", 3],
  ["--exit-code-from web", 3],
  ["--exit-code-from db", 0],
])("up %s stops all when one ends and exits with %i", async (flags, expected) => {
  const shell = fakeShell(files, engine);
  const { over } = await attached(`up ${flags}`, startedAll, shell);
  engine.become("shop-web-1", { state: "exited", exitCode: 3 });
  expect((await over).code).toBe(expected);
  expect(engine.states()).toEqual({ "shop-db-1": "exited", "shop-web-1": "exited" });
});

test("Ctrl-C stops the services that were named and leaves what they need running", async () => {
  const shell = fakeShell(files, engine);
  const { over } = await attached("up web", startedAll, shell);
  shell.interrupt();
  expect((await over).code).toBe(130);
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "exited" });
});

test.each([
  ["up web", "web-1", "shop-web-1"],
  ["up --attach-dependencies web", "db-1, web-1", "shop-web-1"],
  ["up --attach db", "db-1", "shop-db-1"],
  ["up --no-attach db", "web-1", "shop-web-1"],
])("%s shows %s and is over when %s has ended", async (argv, shown, ended) => {
  const shell = fakeShell(files, engine);
  const { over } = await attached(argv, startedAll, shell);
  engine.become(ended, { state: "exited", exitCode: 0 });
  const { code, out } = await over;
  expect(code).toBe(0);
  expect(out).toContain(`Attaching to ${shown}\n`);
  expect(Object.values(engine.states()).sort()).toEqual(["exited", "running"]);
});

test("--compatibility and COMPOSE_COMPATIBILITY join names by an underscore, and renaming is all that it takes", async () => {
  await windlass("up -d");
  const { code } = await windlass("--compatibility up -d");
  expect(code).toBe(0);
  expect(engine.states()).toEqual({ shop_db_1: "running", shop_web_1: "running" });
  const shell = fakeShell(files, engine, { env: { COMPOSE_COMPATIBILITY: "true" } });
  expect((await windlass("up -d", shell)).err).toContain(" Container shop_web_1 Running ");
  expect(engine.calls.filter((call) => call.startsWith("create shop"))).toHaveLength(2);
});

test("--all-resources makes volumes and networks that no service uses", async () => {
  const unused = {
    "/app/compose.yaml": "name: shop\nservices: {web: {image: busybox}}\nvolumes: {data: }\nnetworks: {back: }\n",
  };
  await windlass("up -d", fakeShell(unused, engine));
  expect([...engine.volumes.keys()]).toEqual([]);
  await windlass("--all-resources up -d", fakeShell(unused, engine));
  expect([...engine.volumes.keys()]).toEqual(["shop_data"]);
  expect((await windlass("config --all-resources --networks", fakeShell(unused, engine))).out).toContain("back\n");
});

test("--quiet-pull leaves out how far a pull has come", async () => {
  class Pulling extends MemoryEngine {
    override pullImage(image: string, _platform?: string, onProgress?: OnProgress): Promise<ImageFact> {
      onProgress?.({ part: "layer", text: "Downloading", current: 1, total: 2 });
      return super.pullImage(image);
    }
  }
  const pulled = async (flags: string): Promise<string> =>
    (await windlass(`--progress json up -d --pull always${flags}`, fakeShell(files, withImages(new Pulling())))).err;
  expect(await pulled("")).toContain("Downloading");
  expect(await pulled(" --quiet-pull")).not.toContain("Downloading");
  expect(await pulled(" --quiet-pull")).toContain('"Pulled"');
});

test("logs --index shows one of a service's containers", async () => {
  await windlass("up -d --scale db=2");
  for (const number of [1, 2]) engine.become(`shop-db-${number}`, { state: "exited", exitCode: number });
  expect((await windlass("logs db")).out).toMatch(/db-1[\s\S]*db-2/);
  expect((await windlass("logs --index 2 db")).out).toMatch(/^db-2 .*\n$/);
  expect((await windlass("logs --index=2")).err).toBe("error[usage]: --index requires one service to be selected\n");
});

test("without --exit-code-from the first end decides, be it the good one of a job", async () => {
  const jobs = {
    "/app/compose.yaml": `name: shop
services:
  db: {image: redis:7}
  migrate: {image: busybox, depends_on: [db]}
  app: {image: busybox, depends_on: {migrate: {condition: service_completed_successfully}}}
`,
  };
  const shell = fakeShell(jobs, engine);
  const { over } = await attached("up --abort-on-container-exit", " Container shop-migrate-1 Started ", shell);
  engine.become("shop-migrate-1", { state: "exited", exitCode: 0 });
  expect((await over).code).toBe(0);
  expect(Object.values(engine.states())).not.toContain("running");
});

test("down, ps and logs need no file that a service names", async () => {
  const file = `name: shop
services:
  web: {image: nginx:1.27, env_file: web.env, label_file: web.labels, secrets: [token]}
  other: {image: busybox, env_file: never.env, profiles: [never]}
secrets: {token: {file: token.txt}}
`;
  const whole = { "/app/compose.yaml": file, "/app/web.env": "A=1", "/app/web.labels": "l=1", "/app/token.txt": "x" };
  const lost = { "/app/compose.yaml": file };
  expect(await windlass("up -d", fakeShell(whole, engine))).toMatchObject({ code: 0 });
  expect(await windlass("ps", fakeShell(lost, engine))).toMatchObject({ code: 0, err: "" });
  expect(await windlass("logs", fakeShell(lost, engine))).toMatchObject({ code: 0, err: "" });
  expect(await windlass("up -d", fakeShell(lost, engine))).toMatchObject({ code: 1 });
  expect(await windlass("down", fakeShell(lost, engine))).toMatchObject({ code: 0 });
  expect(engine.states()).toEqual({});
});

test("up of some services needs no file of the others", async () => {
  const file = `name: shop
services:
  web: {image: nginx:1.27, depends_on: [db]}
  db: {image: redis:7, env_file: db.env}
  other: {image: busybox, env_file: other.env, label_file: other.labels}
`;
  const shell = (more: Readonly<Record<string, string>>) => fakeShell({ "/app/compose.yaml": file, ...more }, engine);
  expect(await windlass("up -d web", shell({ "/app/db.env": "" }))).toMatchObject({ code: 0 });
  expect(await windlass("up -d --no-deps web", shell({}))).toMatchObject({ code: 0 });
  expect((await windlass("up -d web", shell({}))).err).toContain("/app/db.env");
});

test("down and ps work on a file that contradicts itself", async () => {
  await windlass("up -d");
  const twice = files["/app/compose.yaml"].replaceAll(/image: (nginx|redis).*/g, "$&\n    container_name: same");
  const broken = (): TestContext => fakeShell({ "/app/compose.yaml": twice }, engine);
  expect((await windlass("up -d", broken())).err).toContain('container name "same" is already in use by service');
  expect((await windlass("ps -q", broken())).out.split("\n")).toHaveLength(3);
  expect((await windlass("down", broken())).code).toBe(0);
  expect(engine.states()).toEqual({});
  expect((await windlass("up -d db", broken())).code).toBe(0);
});

test("the good end of a job that others wait for does not stop an up --exit-code-from", async () => {
  const jobs = {
    "/app/compose.yaml": `name: shop
services:
  migrate: {image: busybox}
  test: {image: busybox, depends_on: {migrate: {condition: service_completed_successfully}}}
`,
  };
  engine.behaviours.set("migrate", { exits: 0 });
  const shell = fakeShell(jobs, engine);
  const { over } = await attached("up --exit-code-from test", " Container shop-test-1 Started ", shell);
  engine.become("shop-test-1", { state: "exited", exitCode: 4 });
  expect((await over).code).toBe(4);
});

test("a reader that goes away stops an attached up quietly", async () => {
  const shell = fakeShell(files, engine);
  shell.out.failAfter = { length: 1, reason: new OutputClosed("gone") };
  const { code, err } = await windlass("up", shell);
  expect(code).toBe(141);
  expect(err).not.toContain("error");
  expect(Object.values(engine.states())).not.toContain("running");
});

test("what nobody expected is one line, its stack only on request", async () => {
  const broken = (env = {}): TestContext => ({
    ...fakeShell(files, engine, { env }),
    connect: () => Promise.reject(new TypeError("x is not a function\nat y")),
  });
  const { code, err } = await windlass("ps", broken());
  expect(code).toBe(1);
  expect(err).toMatch(/^this is a bug in windlass: TypeError: x is not a function\nplease report it .*\n$/);
  expect((await windlass("ps", broken({ WINDLASS_DEBUG: "1" }))).err).toContain("commands.test.ts");
});
