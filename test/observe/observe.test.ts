/** What planning goes by: looked at in one place, once, and as plain data. */
import { expect, test } from "vitest";
import { WindlassError } from "../../src/core/errors.ts";
import { sha256 } from "../../src/core/sha256.ts";
import type { Host } from "../../src/engine/host.ts";
import { observe } from "../../src/observe/observe.ts";
import type { ObserveIo } from "../../src/observe/observe-io.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { noHost, projectOf } from "../support/scenario.ts";

const compose = `
services:
  web:
    image: web
    use_api_socket: true
    models: [llm]
    volumes: [{type: bind, source: ./gone, target: /x, bind: {create_host_path: false}}]
  db: {provider: {type: cloud}}
models: {llm: {model: ai/x}}
`;

const plugin: Host = {
  ...noHost,
  findPlugin: async () => "/bin/docker-model",
  runProgram: async ({ args, onLine }) => {
    onLine(args[0] === "ls" ? "[]" : '{"endpoint": "http://runner/v1/"}');
    return { code: 0, errors: "" };
  },
};

const never = async (): Promise<never> => expect.fail("it was looked at");

function world(parts: Partial<ObserveIo> = {}): ObserveIo {
  return {
    engine: new MemoryEngine(),
    signal: new AbortController().signal,
    disk: { kind: async () => "missing", read: never },
    host: async () => plugin,
    client: {
      proxies: async () => ({ HTTP_PROXY: "http://p:1" }),
      logins: async () => '{"auths":{"r":{"auth":"c2VjcmV0"}}}',
      builder: async () => undefined,
    },
    wallMs: () => 7,
    ...parts,
  };
}

test("everything that planning goes by is in it, as data that JSON keeps", async () => {
  const observed = await observe(await projectOf(compose), {}, world());
  expect(observed).toMatchObject({
    snapshot: { engine: { id: "memory" } },
    atMs: 7,
    heldPorts: [],
    fileHashes: {},
    proxies: { HTTP_PROXY: "http://p:1" },
    missing: [
      { for: "bind", service: "web", diagnostic: { code: "bind-source-missing" } },
      { for: "program", service: "db", diagnostic: { code: "provider-not-found" } },
    ],
    models: { endpoint: "http://runner/v1/", present: [] },
    logins: { hash: sha256('{"auths":{"r":{"auth":"c2VjcmV0"}}}') },
  });
  expect(JSON.parse(JSON.stringify(observed))).toStrictEqual(observed);
  expect(JSON.stringify(observed)).not.toContain("c2VjcmV0");
});

test("what the project does not use is not looked at", async () => {
  const io = world({
    host: never,
    client: { proxies: async () => ({}), logins: never, builder: never },
    disk: { kind: never, read: never },
  });
  const observed = await observe(await projectOf("services: {web: {image: web}}"), {}, io);
  expect(observed).not.toHaveProperty("models");
  expect(observed).not.toHaveProperty("logins");
});

test("taking away needs the engine alone", async () => {
  const client = { proxies: never, logins: never, builder: never };
  const io = world({ host: never, client, disk: { kind: never, read: never } });
  for (const project of ["shop", await projectOf(compose)])
    expect(await observe(project, { engineOnly: true }, io)).toMatchObject({ missing: [], proxies: {} });
});

test("all is looked at at the same time", async () => {
  const begun: string[] = [];
  const all = Promise.withResolvers<void>();
  const look = async (what: string): Promise<void> => {
    begun.push(what);
    if (new Set(begun).size === 5) all.resolve();
    await all.promise;
  };
  const engine = new MemoryEngine();
  const io = world({
    engine: {
      facts: engine.facts,
      builderFacts: never,
      look: (project) => ({
        snapshot: async (query) => {
          await look("engine");
          return engine.snapshot({ ...query, project });
        },
      }),
    },
    disk: { kind: async () => look("disk").then(() => "file" as const), read: never },
    host: async () => look("host").then(() => plugin),
    client: {
      proxies: async () => look("proxies").then(() => ({})),
      logins: async () => look("logins").then(() => undefined),
      builder: async () => undefined,
    },
  });
  expect((await observe(await projectOf(compose), {}, io)).logins).toEqual({});
});

test("when one look fails the others end with it", async () => {
  const failure = new WindlassError("client-config-invalid", "it is not JSON");
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<unknown>();
  const hanging: Host = {
    ...plugin,
    runProgram: (_, signal) => {
      signal.addEventListener("abort", () => ended.resolve(signal.reason));
      begun.resolve();
      return new Promise(() => {});
    },
  };
  const client = {
    proxies: () => begun.promise.then(() => Promise.reject(failure)),
    logins: async () => undefined,
    builder: async () => undefined,
  };
  const io = world({ host: async () => hanging, client });
  await expect(observe(await projectOf(compose), {}, io)).rejects.toBe(failure);
  expect(await ended.promise).toBe(failure);
});
