/** `exec`: which container, which process, and who is at its input and output. */
import { beforeEach, expect, test } from "vitest";
import { type Ended, inProcess, soon } from "../../support/commands.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";
import { TalkingEngine } from "../../support/talking-engine.ts";

const files = { "/app/compose.yaml": "name: shop\nservices: {web: {image: busybox}, db: {image: busybox}}" };

let engine: TalkingEngine;

const shell = (options: Parameters<typeof fakeShell>[2] = {}, own: Record<string, string> = files): TestContext =>
  fakeShell(own, engine, options);
const exec = (argv: string, at: TestContext = shell()): Promise<Ended> => inProcess(["exec", ...argv.split(" ")], at);

beforeEach(async () => {
  engine = new TalkingEngine();
  engine.addImage("busybox");
  await inProcess(["up", "-d", "--scale", "web=2"], shell());
  engine.onTalk = (talk) => talk.falls();
});

test("bytes go both ways, each stream to its own, and the command's exit code is the tool's", async () => {
  engine.onTalk = (talk) => {
    talk.says("out");
    talk.says("err", "stderr");
    setTimeout(() => talk.falls(7), 20);
  };
  const at = shell();
  at.terminal.type("in");
  at.terminal.hangUp();
  expect(await exec("web cat -n", at)).toEqual({ code: 7, out: "out", err: "err" });
  expect(engine.talks[0]).toMatchObject({ given: "in", hasEnded: true });
  expect(engine.specs[0]).toMatchObject({ command: ["cat", "-n"], privileged: false });
});

test("flags stand before the service; what follows it is the command's", async () => {
  await exec("-u me -w /tmp --privileged -T web ls -u --help");
  expect(engine.specs[0]).toEqual({
    command: ["ls", "-u", "--help"],
    environment: {},
    privileged: true,
    user: "me",
    workingDir: "/tmp",
  });
});

test("-e takes a value, or the environment's, or leaves the variable out", async () => {
  await exec("-e A=1 -e B -e C= -e D web env", shell({ env: { B: "here" } }, { ...files, "/app/.env": "D=file" }));
  await exec("-e NONE web env");
  expect(engine.specs.map(({ environment }) => environment)).toEqual([{ A: "1", B: "here", C: "", D: "file" }, {}]);
});

test("exec without -i gives the command no input", async () => {
  engine.onTalk = (talk) => talk.falls();
  await exec("web cat");
  await exec("-i=false web cat");
  await exec("--interactive=false web cat");
  expect(engine.talks.map(({ options }) => options.stdin)).toEqual([true, false, false]);
});

test("-d leaves the command to itself", async () => {
  expect(await exec("-d web sleep 9")).toEqual({ code: 0, out: "", err: "" });
  expect(engine.talks).toEqual([]);
  expect(engine.specs).toMatchObject([{ command: ["sleep", "9"] }]);
});

test("with a terminal keys come raw, its size is passed on, and it is restored at the end", async () => {
  const at = shell({ tty: true });
  engine.onTalk = () => {};
  const over = exec("web sh", at);
  await soon();
  expect(at.terminal.isRaw).toBe(true);
  at.terminal.resize(50);
  await soon();
  const [talk] = engine.talks;
  expect(talk?.sizes).toEqual([
    { rows: 24, columns: 80 },
    { rows: 50, columns: 80 },
  ]);
  talk?.falls();
  expect((await over).code).toBe(0);
  expect(at.terminal.isRaw).toBe(false);
});

test.each(["-T", "--no-tty", "--no-TTY", "-t=false"])("with %s there is no terminal", async (flag) => {
  const at = shell({ tty: true });
  await exec(`${flag} web sh`, at);
  expect(engine.talks[0]?.options.tty).toBe(false);
  expect(at.terminal.wasRaw).toBe(false);
});

test("a terminal without a keyboard is refused", async () => {
  expect(await exec("-T=false web sh")).toMatchObject({
    code: 1,
    err: expect.stringContaining("cannot attach stdin to a TTY-enabled container because stdin is not a terminal"),
  });
  expect(await exec("-T=false --interactive=false web sh")).toMatchObject({ code: 0 });
  expect(engine.talks[0]?.options).toMatchObject({ stdin: false, tty: true });
});

test("the detach keys leave the command to itself", async () => {
  const at = shell({ tty: true });
  engine.onTalk = (talk) => talk.says("$ ");
  at.terminal.type("ls\u0010\u0011");
  expect(await exec("web sh", at)).toMatchObject({ code: 0, out: "$ ", err: "\n" });
  expect(engine.talks[0]).toMatchObject({ given: "ls", isClosed: true });
  expect(at.terminal.isRaw).toBe(false);
});

test("an engine that goes away is an error, and the terminal is restored", async () => {
  const at = shell({ tty: true });
  engine.onTalk = (talk) => talk.breaks();
  expect((await exec("web sh", at)).err).toContain("error[engine-unreachable]");
  expect(at.terminal).toMatchObject({ wasRaw: true, isRaw: false });
});

test("Ctrl-C without a terminal leaves at once", async () => {
  const at = shell();
  engine.onTalk = () => at.interrupt();
  expect(await exec("web sleep 100", at)).toMatchObject({ code: 130, err: "" });
});

test("the container with the lowest number is meant, or that of --index, or a one-off one where there is no other", async () => {
  const named = async (argv: string): Promise<string> => {
    const { err } = await inProcess(["--dry-run", "exec", ...argv.split(" ")], shell());
    return err;
  };
  expect(await named("web ls")).toBe("would run in shop-web-1: ls\n");
  expect(await named("--index 2 web ls")).toBe("would run in shop-web-2: ls\n");
  await inProcess(["run", "-d", "--name", "once", "web"], shell());
  engine.become("shop-web-1", { state: "exited" });
  expect(await named("web ls")).toBe("would run in shop-web-2: ls\n");
  engine.become("shop-web-2", { state: "exited" });
  expect(await named("web ls")).toBe("would run in once: ls\n");
  expect(await named("--index 1 web ls")).toContain('service "web" is not running container #1');
});

test("a service that does not run is an error with a hint", async () => {
  engine.become("shop-db-1", { state: "exited" });
  const hint = async (service: string) => (await exec(`${service} ls`)).err;
  expect(await hint("db")).toBe(
    'error[not-running]: service "db" is not running\n = hint: start it with `windlass up -d db`\n',
  );
  expect(await hint("wbe")).toContain("did you mean web?");
  expect(await hint("backend")).toContain("the project has the services db, web\n");
});

test("with -p no file is read", async () => {
  expect(await inProcess(["-p", "shop", "exec", "web", "ls"], shell({}, {}))).toMatchObject({ code: 0 });
});
