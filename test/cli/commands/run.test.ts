/** `run`: one container for one command, and what stays of it. */
import { beforeEach, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import type { ContainerConfig } from "../../../src/engine/container-config.ts";

import { type Ended, inProcess, soon } from "../../support/commands.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";
import { TalkingEngine } from "../../support/talking-engine.ts";

const files = {
  "/app/compose.yaml": `name: shop
services:
  web:
    image: busybox
    command: [serve]
    depends_on: [db]
    ports: ["8080:80"]
    environment: {A: file, B: file}
    volumes: ["data:/data"]
    cap_add: [NET_ADMIN]
    cap_drop: [CHOWN]
    container_name: fixed
    restart: always
  db: {image: busybox}
volumes: {data: }
`,
  "/app/run.env": "FROM_FILE=1\nB=run.env\nC=$B\n",
};

let engine: TalkingEngine;

const shell = (options: Parameters<typeof fakeShell>[2] = {}): TestContext => fakeShell(files, engine, options);
const run = (argv: string, at: TestContext = shell()): Promise<Ended> => inProcess(["run", ...argv.split(" ")], at);

beforeEach(() => {
  engine = new TalkingEngine();
  engine.addImage("busybox");
});

/** What the container was made with. */
async function madeBy(argv: string, at?: TestContext): Promise<ContainerConfig> {
  const { code, err } = await run(`-d --name once ${argv}`, at);
  if (code !== 0) throw new Error(err);
  const made = [...engine.containers.values()].find(({ name }) => name === "once");
  if (made === undefined) throw new Error("nothing was made");
  return made.config;
}

/** The container ends as soon as it runs. */
const ends = (exits: number): void => {
  engine.behaviours.set("web", { exits });
  engine.onTalk = (talk) => {
    talk.says("out");
    talk.says("err", "stderr");
    talk.falls();
  };
};

const ownContainer = /^shop-web-run-[0-9a-f]{12}$/;

test("somebody is attached before it starts, and its exit code is the tool's", async () => {
  ends(6);
  const { code, out, err } = await run("web");
  expect({ code, out }).toEqual({ code: 6, out: "out" });
  expect(err).toContain(" Container shop-db-1 Started \n");
  expect(err.endsWith("err")).toBe(true);
  const calls = engine.calls.filter((call) => call.includes("shop-web-run"));
  expect(calls.map((call) => call.split(" ")[0])).toEqual(["create", "attach", "start"]);
  const name = Object.keys(engine.states()).find((one) => one !== "shop-db-1");
  expect(name).toMatch(ownContainer);
});

test("flags are laid over the service", async () => {
  const config = await madeBy(
    "-u me -w /work -l x=y -l z= -v /host:/more -v ./here:/here --cap-add CHOWN --cap-drop cap_net_admin web echo $HOME -u",
  );
  expect(config).toMatchObject({
    command: ["echo", "$HOME", "-u"],
    user: "me",
    workingDir: "/work",
    capAdd: ["CAP_CHOWN"],
    capDrop: ["CAP_NET_ADMIN"],
    ports: [],
    stdinOpen: true,
    tty: false,
    labels: { x: "y", z: "", "com.docker.compose.oneoff": "True" },
  });
  expect(config.mounts.map((mount) => ["source" in mount && mount.source, mount.target])).toEqual([
    ["shop_data", "/data"],
    ["/app/here", "/here"],
    ["/host", "/more"],
  ]);
  expect(config.restart?.name ?? "no").toBe("no");
});

test("a volume that the file does not have is the engine's own of that name", async () => {
  expect((await run("-d --name once -v mine:/mine web")).err).toContain("error[external-not-found]");
  await engine.createVolume({ name: "mine", driver: "local", driverOptions: {}, labels: {} });
  expect((await madeBy("-v mine:/mine web")).mounts).toMatchObject([
    { source: "shop_data", target: "/data" },
    { source: "mine", target: "/mine" },
  ]);
});

test("without a word about it the command is the service's, and an entrypoint clears it", async () => {
  expect((await madeBy("web")).command).toEqual(["serve"]);
  engine.containers.clear();
  expect(await madeBy("--entrypoint sh\u00a0-c web")).toMatchObject({ command: [] });
  engine.containers.clear();
  const { code } = await inProcess(["run", "-d", "--name", "once", "--entrypoint", "sh -c 'a b'", "web", "x"], shell());
  expect(code).toBe(0);
  const made = [...engine.containers.values()].find(({ name }) => name === "once");
  expect(made?.config).toMatchObject({ entrypoint: ["sh", "-c", "a b"], command: ["x"] });
});

test("variables: -e before the files before the service, and a name alone is the environment's or nothing", async () => {
  const config = await madeBy("-e B=given -e HERE -e GONE --env-from-file run.env web", shell({ env: { HERE: "1" } }));
  expect(config.environment).toMatchObject({ A: "file", B: "given", FROM_FILE: "1", C: "given", HERE: "1" });
  expect(config.environment).not.toHaveProperty("GONE");
});

test.each([
  ["", []],
  ["-P", ["8080"]],
  ["--service-ports", ["8080"]],
  ["-p 81:80", ["81"]],
])("with %j the host's ports %j are published", async (flag, expected) => {
  const { ports } = await madeBy(`${flag} web`.trim());
  expect(ports.map(({ hostPort }) => hostPort)).toEqual(expected);
});

test.each([
  ["-P -p 80:80 web", "--service-ports can't be combined with --publish"],
  ["-t -T web", "--tty can't be combined with --no-tty"],
  ["-l x web", "label must be set as KEY=VALUE"],
  ["-p nonsense web", "command line:"],
  ["wbe", 'did you mean "web"?'],
  ["--env-from-file gone.env web", "/app/gone.env not found"],
  ["-t web", "stdin is not a terminal"],
])("run %s is refused before the first call", async (argv, words) => {
  const { code, err } = await run(argv);
  expect(code).toBe(1);
  expect(err).toContain(words);
  expect(engine.calls).toEqual([]);
});

test("-d prints the id, --name names, --no-deps leaves the dependencies", async () => {
  const { code, out } = await run("-d --no-deps --name once web");
  expect(code).toBe(0);
  expect(engine.states()).toEqual({ once: "running" });
  expect(out).toBe(`${[...engine.containers.keys()][0]}\n`);
});

test("--use-aliases gives it the service's names", async () => {
  const aliases = (config: ContainerConfig) => config.networks[0]?.aliases;
  expect(aliases(await madeBy("web"))).not.toContain("web");
  engine.containers.clear();
  expect(aliases(await madeBy("--use-aliases web"))).toContain("web");
});

test("--dry-run shows the plan and changes nothing; -q shows nothing of the steps", async () => {
  const looked = await inProcess(["--dry-run", "run", "web"], shell());
  expect(looked.out).toMatch(/\+ container {2}shop-web-run-[0-9a-f]{12} +create/);
  expect(engine.calls).toEqual([]);
  ends(0);
  expect((await run("-q web")).err).toBe("err");
});

test("without -i its input stays closed", async () => {
  ends(0);
  await run("web");
  await run("-i=false web");
  expect(engine.talks.map(({ options }) => options.stdin)).toEqual([true, false]);
  const made = [...engine.containers.values()].filter(({ name }) => ownContainer.test(name));
  expect(made.map(({ config }) => config.stdinOpen)).toEqual([true, false]);
});

test("in front of a terminal -T makes none", async () => {
  ends(0);
  const made = async (flags: string): Promise<boolean | undefined> => {
    engine.containers.clear();
    await run(`${flags}web`, shell({ tty: true }));
    return [...engine.containers.values()].find(({ name }) => ownContainer.test(name))?.config.tty;
  };
  expect(await made("")).toBe(true);
  expect(await made("-t ")).toBe(true);
  for (const flag of ["-T ", "--no-tty ", "--no-TTY ", "-t=false "]) expect(await made(flag)).toBe(false);
});

test("run --pull decides which images are pulled", async () => {
  ends(0);
  await run("--no-deps web");
  expect(engine.calls.filter((call) => call.startsWith("pull"))).toEqual([]);
  await run("--no-deps --pull always web");
  expect(engine.calls.filter((call) => call.startsWith("pull"))).toEqual(["pull busybox"]);
  engine.images.clear();
  expect(await run("--no-deps --pull never web")).toMatchObject({ code: 1, err: expect.stringContaining("busybox") });
});

const built = {
  "/app/compose.yaml": "name: shop\nservices: {web: {image: busybox, build: {context: ., dockerfile: compose.yaml}}}\n",
};

test("run builds where --build says so", async () => {
  ends(0);
  await run("web", fakeShell(built, engine));
  expect(engine.builds.size).toBe(0);
  await run("--build web", fakeShell(built, engine));
  expect([...engine.builds.keys()]).toEqual(["busybox"]);
});

test("run --quiet-pull and --quiet-build leave out how far it has come", async () => {
  const telling = new TalkingEngine();
  telling.tellsProgress = true;
  telling.addImage("busybox");
  telling.behaviours.set("web", { exits: 0 });
  telling.onTalk = (talk) => talk.falls();
  const told = async (flags: string, own: Readonly<Record<string, string>>): Promise<string> =>
    (await inProcess(["--progress", "json", "run", ...flags.split(" "), "web"], fakeShell(own, telling))).err;
  expect(await told("--pull always", files)).toContain("Downloading");
  expect(await told("--pull always --quiet-pull", files)).not.toContain("Downloading");
  expect(await told("--build", built)).toContain("RUN make");
  expect(await told("--build --quiet-build", built)).not.toContain("RUN make");
});

test("run --remove-orphans removes what the file no longer has", async () => {
  ends(0);
  await inProcess(["up", "-d"], shell());
  const alone = { "/app/compose.yaml": "name: shop\nservices: {web: {image: busybox}}\n" };
  await run("web", fakeShell(alone, engine));
  expect(engine.states()).toHaveProperty("shop-db-1");
  await run("--remove-orphans web", fakeShell(alone, engine));
  expect(engine.states()).not.toHaveProperty("shop-db-1");
});

test("a terminal is raw while its process runs, and knows its size", async () => {
  const at = shell({ tty: true });
  const over = run("web", at);
  for (let i = 0; i < 50 && !at.terminal.isRaw; i++) await soon();
  expect(at.terminal.isRaw).toBe(true);
  expect(engine.talks[0]?.sizes).toEqual([{ rows: 24, columns: 80 }]);
  const name = Object.keys(engine.states()).find((one) => ownContainer.test(one)) ?? "";
  engine.become(name, { state: "exited", exitCode: 137 });
  engine.talks[0]?.falls();
  expect((await over).code).toBe(137);
  expect(at.terminal.isRaw).toBe(false);
});

/** Runs it until its container does. */
async function begun(argv: string, at: TestContext): Promise<{ readonly over: Promise<Ended> }> {
  const over = run(`--name once ${argv}`, at);
  for (let i = 0; i < 50 && engine.states().once !== "running"; i++) await soon();
  await soon();
  return { over };
}

test("the first Ctrl-C is the container's; the second ends it, and with --rm nothing stays", async () => {
  for (const [flag, left] of [
    ["", "exited"],
    ["--rm ", undefined],
  ] as const) {
    engine.containers.clear();
    engine.signals.length = 0;
    const at = shell();
    const { over } = await begun(`${flag}web`, at);
    at.interrupt();
    await soon();
    expect(engine.signals).toEqual(["SIGINT"]);
    at.interrupt();
    expect(await over).toMatchObject({ code: 130 });
    expect(engine.states().once).toBe(left);
  }
});

test("where the engine breaks off, or nobody reads any more, the container is ended", async () => {
  const at = shell();
  const { over } = await begun("--rm web", at);
  engine.talks.at(-1)?.breaks();
  expect(await over).toMatchObject({ code: 1, err: expect.stringContaining("error[engine-unreachable]") });
  expect(engine.states().once).toBeUndefined();
});

test("one whose start fails does not stay with --rm", async () => {
  engine.failing.set("start once", new WindlassError("start-failed", "cannot start the container's process"));
  expect(await run("--rm --name once web")).toMatchObject({ code: 1, err: expect.stringContaining("start-failed") });
  expect(engine.states()).toEqual({ "shop-db-1": "running" });
});

test("a dependency that fails is told, and nothing is run", async () => {
  engine.failing.set("start shop-db-1", new WindlassError("start-failed", "cannot start it"));
  const { code, err } = await run("web");
  expect(code).toBe(1);
  expect(err).toContain("shop-db-1");
  expect(engine.talks).toEqual([]);
});
