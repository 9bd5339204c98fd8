/** How pulls and pushes go on after a fault, against an engine that answers what a test tells it to. */
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Progress } from "../../src/core/events.ts";
import type { Login } from "../../src/docker/client/stored-login.ts";
import { connect } from "../../src/docker/connect.ts";
import type { Engine } from "../../src/engine/port.ts";

const never = new AbortController().signal;
const servers: Server[] = [];
const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.close();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** One answer: lines of a stream, or a status with a message. */
type Answer =
  | readonly object[]
  | { readonly status: number; readonly message: string; readonly headers?: Readonly<Record<string, string>> };

const done: Answer = [{ status: "Pulling from app", id: "1" }, { status: "Status: Downloaded newer image for app:1" }];
const digest = `sha256:${"d".repeat(64)}`;
const pushed: Answer = [{ status: `1: digest: ${digest} size: 5` }, { aux: { Tag: "1", Digest: digest, Size: 5 } }];
const inStream = (error: string): Answer => [
  { status: "Waiting", id: "a" },
  { errorDetail: { message: error }, error },
];
const busy: Answer = { status: 500, message: "received unexpected HTTP status: 503 Service Unavailable" };

interface Calls {
  readonly engine: Engine;
  readonly calls: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
}

/** The last answer is given again and again. */
async function answering(answers: readonly Answer[], login?: Login): Promise<Calls> {
  const calls: Calls["calls"] = [];
  const server = createServer(({ url = "", headers }, response) => {
    response.setHeader("Api-Version", "1.41");
    if (!/images\/(create|.*\/push)/.test(url)) return void response.end(JSON.stringify({ Id: "sha256:1" }));
    calls.push({ url, headers });
    const answer = answers[Math.min(calls.length, answers.length) - 1] ?? [];
    if ("status" in answer)
      return void response.writeHead(answer.status, answer.headers).end(JSON.stringify({ message: answer.message }));
    response.end(answer.map((line) => `${JSON.stringify(line)}\n`).join(""));
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await new Promise((resolve) => server.once("listening", resolve));
  const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const timing = { retryMs: [1], registryMs: [1, 1, 1] };
  const engine = await connect({ env: {}, host }, { signal: never, timing, logins: async () => login });
  engines.push(engine);
  return { engine, calls };
}

const silent = (): void => {};

describe("a pull", () => {
  test.each([
    ["503", busy],
    ["429", { status: 429, message: "toomanyrequests: slow down" }],
    ["EOF in the stream", inStream("unexpected EOF")],
    ["connection refused", { status: 500, message: "dial tcp 127.0.0.1:1: connect: connection refused" }],
  ] as const)("is tried again after %s, and says so", async (_what, answer) => {
    const { engine, calls } = await answering([answer, answer, done]);
    const told: Progress[] = [];
    await engine.pullImage("app:1", undefined, (progress) => told.push(progress), never);
    expect(calls).toHaveLength(3);
    expect(told.filter(({ kind }) => kind === "retry")).toHaveLength(2);
    expect(told.find(({ kind }) => kind === "retry")?.text).toMatch(/^Retrying in 1s: /);
  });

  test("is given up after as many tries as there are pauses and one, and tells how many", async () => {
    const { engine, calls } = await answering([busy]);
    await expect(engine.pullImage("app:1", undefined, silent, never)).rejects.toMatchObject({
      code: "pull-failed",
      message: "cannot pull app:1: received unexpected HTTP status: 503 Service Unavailable (after 4 tries)",
      hint: "the registry has a problem: try again later",
    });
    expect(calls).toHaveLength(4);
  });

  test.each([
    ["a layer that is corrupt", inStream("filesystem layer verification failed for digest sha256:00"), 1],
    ["an image that does not exist", { status: 404, message: "manifest unknown" }, 1],
    ["a refusal that no row knows", { status: 500, message: "disk on fire" }, 1],
    ["a name that no DNS knows", { status: 500, message: "dial tcp: lookup x: no such host" }, 2],
    ["a layer that the engine has tried often", inStream("download failed after attempts=6: EOF"), 2],
    ["a layer that the engine retries", [{ status: "Retrying in 5 seconds", id: "a" }, { error: "EOF" }], 2],
  ] as const)("of %s is asked for no more often than is worth it", async (_what, answer, tries) => {
    const { engine, calls } = await answering([answer]);
    await expect(engine.pullImage("app:1", undefined, silent, never)).rejects.toThrow();
    expect(calls).toHaveLength(tries);
  });

  test("waits as long as a registry asks for, and not where that is too long", async () => {
    const asking = (seconds: string): Answer => ({
      status: 429,
      message: "toomanyrequests",
      headers: { "Retry-After": seconds },
    });
    const short = await answering([asking("1"), done]);
    const began = performance.now();
    await short.engine.pullImage("app:1", undefined, silent, never);
    expect(performance.now() - began).toBeGreaterThan(990);
    const long = await answering([asking("3600"), done]);
    await expect(long.engine.pullImage("app:1", undefined, silent, never)).rejects.toThrow("toomanyrequests");
    expect(long.calls).toHaveLength(1);
  });

  test("ends at once when it is aborted between two tries", async () => {
    const { engine } = await answering([{ ...busy, message: "toomanyrequests: retry-after: 30s" } as Answer]);
    const controller = new AbortController();
    const reason = new Error("enough");
    const pulling = engine.pullImage(
      "app:1",
      undefined,
      ({ kind }) => kind === "retry" && controller.abort(reason),
      controller.signal,
    );
    await expect(pulling).rejects.toBe(reason);
  });

  test("tells no password of an address that the engine names", async () => {
    const { engine } = await answering([{ status: 500, message: 'Get "https://me:marked@h/v2/": EOF' }]);
    const told: Progress[] = [];
    const pulling = engine.pullImage("app:1", undefined, (progress) => told.push(progress), never);
    await expect(pulling).rejects.not.toThrow(/marked/);
    expect(told.map(({ text }) => text)).toContain('Retrying in 1s: Get "https://h/v2/": EOF');
  });

  test("tells amounts of bytes, and none that are seconds", async () => {
    const { engine } = await answering([
      [
        { status: "Downloading", id: "a", progressDetail: { current: 12, total: 10 } },
        { status: "Extracting", id: "a", progressDetail: { current: 3, units: "s" } },
        { status: "Status: Downloaded newer image for app:1" },
        { status: "WARNING: image with reference app:1 was found but its platform (linux/amd64) does not match" },
      ],
    ]);
    const told: Progress[] = [];
    await engine.pullImage("app:1", undefined, (progress) => told.push(progress), never);
    expect(told).toEqual([
      { text: "Downloading", part: "a", current: 10, total: 10 },
      { text: "Extracting", part: "a" },
      { kind: "warning", text: "image with reference app:1 was found but its platform (linux/amd64) does not match" },
    ]);
  });
});

describe("a push", () => {
  test("is of one tag, and gives the digest that the registry told", async () => {
    const { engine, calls } = await answering([pushed]);
    expect(await engine.pushImage("127.0.0.1:5000/team/app", silent, never)).toEqual({ digest, size: 5 });
    expect(calls.map(({ url }) => url.replace(/^\/v[\d.]+/, ""))).toEqual([
      `/images/${encodeURIComponent("127.0.0.1:5000/team/app")}/push?tag=latest`,
    ]);
    expect(calls[0]?.headers["x-registry-auth"]).toBe("e30=");
  });

  test("gives the digest also where the engine tells it in words alone", async () => {
    const { engine } = await answering([[{ status: `1.2: digest: ${digest} size: 690` }]]);
    expect(await engine.pushImage("app:1.2", silent, never)).toEqual({ digest, size: 690 });
  });

  test("is tried again after what may pass", async () => {
    const { engine, calls } = await answering([inStream("EOF"), busy, pushed]);
    await engine.pushImage("app:1", silent, never);
    expect(calls).toHaveLength(3);
  });

  test("that ends without a digest has failed", async () => {
    const { engine } = await answering([[{ status: "Pushed", id: "a" }]]);
    await expect(engine.pushImage("app:1", silent, never)).rejects.toMatchObject({ code: "engine-reply-broken" });
  });

  test.each([
    ["denied: requested access to the resource is denied", "login-needed"],
    ["tag does not exist: app:1", "image-missing"],
    ["disk on fire", "push-failed"],
  ])("of which the engine says %s is told as %s", async (words, code) => {
    const { engine, calls } = await answering([inStream(words)]);
    await expect(engine.pushImage("app:1", silent, never)).rejects.toMatchObject({ code });
    expect(calls).toHaveLength(1);
  });
});

describe("a refused login", () => {
  const refused: Answer = { status: 401, message: "unauthorized: incorrect username or password" };
  const denied: Answer = inStream("denied: requested access to the resource is denied");
  const unauthorized =
    "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials";
  const login: Login = { serveraddress: "h:1", username: "me", password: "pass", from: "/home/me/.docker/config.json" };

  test.each([
    [
      "none",
      undefined,
      refused,
      "cannot pull h:1/app:1: unauthorized: incorrect username or password",
      "log in to the registry: docker login h:1",
    ],
    [
      "none, in containerd's words",
      undefined,
      inStream(`failed to resolve reference "h:1/app:1": ${unauthorized}`),
      `cannot pull h:1/app:1: failed to resolve reference "h:1/app:1": ${unauthorized}`,
      "log in to the registry: docker login h:1",
    ],
    [
      "one of a file",
      login,
      refused,
      "cannot pull h:1/app:1: unauthorized: incorrect username or password (logged in to h:1 as me, from /home/me/.docker/config.json)",
      "log in again: docker login h:1",
    ],
    [
      "one without the right",
      { ...login, from: "docker-credential-pass" },
      denied,
      "cannot pull h:1/app:1: denied: requested access to the resource is denied (logged in to h:1 as me, from docker-credential-pass)",
      "check the name; log in as a user who has access: docker login h:1",
    ],
    [
      "a token of the variable",
      { serveraddress: "h:1", registrytoken: "pass", from: "DOCKER_AUTH_CONFIG" },
      refused,
      "cannot pull h:1/app:1: unauthorized: incorrect username or password (logged in to h:1 with a token, from DOCKER_AUTH_CONFIG)",
      "check the login in DOCKER_AUTH_CONFIG, which goes before all others",
    ],
  ] as const)(
    "(%s) is told with who was meant and where that came from",
    async (_what, used, answer, message, hint) => {
      const { engine, calls } = await answering([answer], used);
      await expect(engine.pullImage("h:1/app:1", undefined, silent, never)).rejects.toMatchObject({
        code: "login-needed",
        message,
        hint,
      });
      const sent = JSON.parse(Buffer.from(String(calls[0]?.headers["x-registry-auth"]), "base64url").toString());
      const { from: _, ...proof } = used ?? { from: "" };
      expect(sent).toEqual(proof);
    },
  );
});

test("a push of a name that has no registry says how to write one", async () => {
  const { engine } = await answering([inStream("denied: requested access to the resource is denied")]);
  await expect(engine.pushImage("app:1", silent, never)).rejects.toMatchObject({
    code: "login-needed",
    hint: "app:1 is an image of Docker Hub itself: write its name as USER/app:1 or HOST/app:1",
  });
});

test("a registry that redirects to an address without TLS is told by that, at once", async () => {
  const { engine, calls } = await answering([
    { status: 500, message: 'Head "http://other:1/x": dial tcp: i/o timeout' },
  ]);
  await expect(engine.pullImage("reg.example.org/app:1", undefined, silent, never)).rejects.toMatchObject({
    hint: "reg.example.org redirects to http://other:1, without TLS: check the registry's settings, or a proxy in front of it",
  });
  expect(calls).toHaveLength(1);
});
