/** `attach`: the input and output of a container that runs. */
import { beforeEach, expect, test } from "vitest";
import { type Ended, inProcess, soon } from "../../support/commands.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";
import { TalkingEngine } from "../../support/talking-engine.ts";

const compose = (more = ""): Record<string, string> => ({
  "/app/compose.yaml": `name: shop\nservices: {web: {image: busybox, stdin_open: true${more}}}`,
});

let engine: TalkingEngine;

const shell = (options: Parameters<typeof fakeShell>[2] = {}): TestContext => fakeShell({}, engine, options);
const attach = (argv: string, at: TestContext = shell()): Promise<Ended> =>
  inProcess(["-p", "shop", "attach", ...argv.split(" ")], at);
const up = (more = ""): Promise<Ended> => inProcess(["up", "-d", "--scale", "web=2"], fakeShell(compose(more), engine));

beforeEach(() => {
  engine = new TalkingEngine();
  engine.addImage("busybox");
});

/** The container ends as soon as somebody has come. */
const endsWith = (exitCode: number): void => {
  engine.onTalk = (talk) => {
    talk.says("last words");
    engine.become("shop-web-1", { state: "exited", exitCode });
    talk.falls();
  };
};

test("what the container writes is shown, and its exit code is the tool's", async () => {
  await up();
  endsWith(5);
  expect(await attach("web")).toEqual({ code: 5, out: "last words", err: "" });
});

test("what is typed is the container's, unless its input is closed or --no-stdin", async () => {
  await up();
  const at = shell();
  at.terminal.type("hello");
  const over = attach("--index 2 web", at);
  await soon();
  expect(engine.calls.at(-1)).toBe("attach shop-web-2");
  expect(engine.talks[0]).toMatchObject({ given: "hello" });
  engine.become("shop-web-2", { state: "exited" });
  engine.talks[0]?.falls();
  await over;
  endsWith(0);
  await attach("--no-stdin web");
  expect(engine.talks[1]?.options.stdin).toBe(false);
});

test("signals are passed on, and with --sig-proxy=false they end the tool alone", async () => {
  await up();
  const at = shell();
  const over = attach("web", at);
  await soon();
  at.terminal.signal("SIGUSR1");
  at.interrupt();
  await soon();
  expect(engine.signals).toEqual(["SIGUSR1", "SIGINT"]);
  engine.become("shop-web-1", { state: "exited", exitCode: 2 });
  engine.talks[0]?.falls();
  expect((await over).code).toBe(2);

  const alone = shell();
  const left = attach("--sig-proxy=false --index 2 web", alone);
  await soon();
  alone.interrupt();
  expect(await left).toMatchObject({ code: 130 });
  expect(engine.signals).toHaveLength(2);
});

test.each([
  ["", "\u0010\u0011"],
  ["--detach-keys ctrl-x,z ", "\u0018z"],
])("the detach keys %s leave the container running", async (flag, keys) => {
  await up(", tty: true");
  const at = shell({ tty: true });
  at.terminal.type(keys);
  expect(await attach(`${flag}web`, at)).toMatchObject({ code: 0 });
  expect(at.terminal).toMatchObject({ wasRaw: true, isRaw: false });
  expect(engine.states()).toMatchObject({ "shop-web-1": "running" });
});

test("detach keys that are none are a mistake, and the terminal is restored", async () => {
  await up(", tty: true");
  const at = shell({ tty: true });
  expect((await attach("--detach-keys nonsense web", at)).err).toContain("invalid detach keys");
  expect(at.terminal.isRaw).toBe(false);
});

test("--dry-run tells which container, and a service that does not run is an error", async () => {
  await up();
  expect((await inProcess(["-p", "shop", "--dry-run", "attach", "web"], shell())).err).toBe(
    "would attach to shop-web-1\n",
  );
  expect(await attach("db")).toMatchObject({ code: 1, err: expect.stringContaining('service "db" is not running') });
});

test("an output that ends before its process says what is waited for", async () => {
  await up();
  const at = shell();
  const over = attach("web", {
    ...at,
    clock: { ...at.clock, sleep: (ms, signal) => at.clock.sleep(ms / 100, signal) },
  });
  await soon();
  engine.talks[0]?.falls();
  await soon();
  await soon();
  expect(at.err.text).toBe("no more output comes from shop-web-1; waiting for the process to end\n");
  engine.become("shop-web-1", { state: "exited", exitCode: 4 });
  expect((await over).code).toBe(4);
});
