/** Calls that change something: how long they may take, and that what is gone already is done. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { connect } from "../../src/docker/connect.ts";
import type { Engine } from "../../src/engine/port.ts";

const { signal } = new AbortController();
const callMs = 400;

interface Fake {
  readonly engine: Engine;
  /** Every call so far: `POST /containers/a/start`. */
  readonly calls: readonly string[];
}

const opened: { readonly engine: Engine; readonly server: Server }[] = [];
afterAll(() => {
  for (const { engine, server } of opened) {
    engine.close();
    server.closeAllConnections();
    server.close();
  }
});

/** An engine that answers so; `undefined` from it is no answer at all. */
async function fake(
  answer: (call: string, request: IncomingMessage, response: ServerResponse) => unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Fake> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    const call = `${method} ${url.replace(/^\/v1\.\d+/, "").replace(/\?.*/, "")}`;
    calls.push(call);
    response.setHeader("Api-Version", "1.51");
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    request.resume();
    answer(call, request, response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const engine = await connect({ env: {}, host }, { signal, timing: { callMs, retryMs: [1] } });
  opened.push({ engine, server });
  return { engine, calls };
}

const pong = (response: ServerResponse): unknown => response.writeHead(200, { "Content-Type": "text/plain" }).end("OK");
const said = (response: ServerResponse, status: number, body?: object): unknown =>
  response.writeHead(status, { "Content-Type": "application/json" }).end(body && JSON.stringify(body));
const container = (status: string): object => ({ Id: "a", Name: "/a", State: { Status: status }, Config: {} });

// They wait for most of their time, which they can do together.
describe.concurrent("a change takes as long as its work", () => {
  test("a start that is answered late has worked, without a second one", async () => {
    const { engine, calls } = await fake(async (call, _, response) => {
      if (call === "GET /_ping") return pong(response);
      await sleep(callMs * 5);
      return said(response, 204);
    });
    await engine.startContainer("a", signal);
    expect(calls.filter((call) => call.endsWith("/start"))).toHaveLength(1);
    expect(calls.filter((call) => call.endsWith("_ping")).length).toBeGreaterThan(2);
  });

  test("stops, removals and volumes that take longer than a read may are waited for", async () => {
    const { engine, calls } = await fake(async (call, _, response) => {
      if (call === "GET /_ping") return pong(response);
      await sleep(callMs * 3);
      return call.endsWith("/create") ? said(response, 201, { Id: "a" }) : said(response, 204);
    });
    await engine.stopContainer("a", 0, signal);
    await engine.removeContainer("a", { volumes: true }, signal);
    await engine.createVolume({ name: "v", driver: "local", driverOptions: {}, labels: {} }, signal);
    expect(calls.filter((call) => !call.endsWith("_ping"))).toEqual([
      "POST /containers/a/stop",
      "DELETE /containers/a",
      "POST /volumes/create",
    ]);
  });

  test("an engine that answers nothing any more ends the change", async () => {
    let pings = 0;
    const { engine } = await fake((call, _, response) => {
      if (call === "GET /_ping" && ++pings < 3) pong(response);
    });
    await expect(engine.startContainer("a", signal)).rejects.toMatchObject({ code: "engine-timeout" });
  });

  test("where the engine comes back, the outcome of a change that it forgot is looked up", async () => {
    let isAway = false;
    const { engine } = await fake((call, _, response) => {
      if (call.endsWith("/start")) {
        isAway = true;
        setTimeout(() => {
          isAway = false;
        }, callMs * 2);
        return;
      }
      if (call.endsWith("/json")) return said(response, 200, container("running"));
      if (!isAway) return pong(response);
    });
    await engine.startContainer("a", signal);
  });

  test("an answer that has begun must come to its end in time", async () => {
    const { engine } = await fake((call, _, response) => {
      if (call === "GET /_ping") return pong(response);
      if (call.endsWith("/json")) return said(response, 404, { message: "No such container: a" });
      response.writeHead(201, { "Content-Type": "application/json", "Content-Length": 100 }).write("{");
      return undefined;
    });
    await expect(
      engine.createNetwork(
        { name: "n", driverOptions: {}, ipamOptions: {}, subnets: [], internal: false, attachable: false, labels: {} },
        signal,
      ),
    ).rejects.toMatchObject({ code: "engine-timeout" });
  });

  test("its caller can give it up at any time", async () => {
    const { engine } = await fake((call, _, response) => call === "GET /_ping" && pong(response));
    const stop = new AbortController();
    const start = engine.startContainer("a", stop.signal);
    setTimeout(() => stop.abort(new Error("enough")), callMs * 2);
    await expect(start).rejects.toThrow("enough");
  });
});

/** What engines say of what is not there: Docker 28 and 20.10, Podman 4. */
const absent: readonly (readonly [engine: string, containerGone: object, notConnected: readonly [number, object]])[] = [
  [
    "Docker 28",
    { message: "No such container: a" },
    [500, { message: "container a is not connected to the network n" }],
  ],
  [
    "Docker 20.10",
    { message: "No such container: a" },
    [403, { message: "container a is not connected to network n" }],
  ],
  [
    "Podman",
    { cause: "no such container", message: 'no container with name or ID "a" found: no such container', response: 404 },
    [500, { cause: "", message: 'container a is not connected to network "n"', response: 500 }],
  ],
];

describe.each(absent)("what is gone already is done on %s", (_, containerGone, [status, notConnected]) => {
  const answered = (code: number, body?: object, inspected: readonly [number, object] = [404, containerGone]) =>
    fake((call, __, response) => {
      if (call === "GET /_ping") return pong(response);
      return call.endsWith("/json") ? said(response, ...inspected) : said(response, code, body);
    });

  test("stop, disconnect and remove of a container that is not there", async () => {
    const { engine } = await answered(404, containerGone);
    await engine.stopContainer("a", undefined, signal);
    await engine.disconnectNetwork("a", "n", signal);
    await engine.removeContainer("a", { volumes: false }, signal);
    await expect(engine.startContainer("a", signal)).rejects.toMatchObject({ code: "start-failed" });
  });

  test("stop of a container that has stopped", async () => {
    const { engine } = await answered(304);
    await engine.stopContainer("a", undefined, signal);
  });

  test("stop of a container that ends meanwhile", async () => {
    const busy = { message: "cannot stop container: a: tried to kill container, but did not receive an exit event" };
    for (const state of ["exited", "removing"]) {
      const { engine } = await answered(500, busy, [200, container(state)]);
      await engine.stopContainer("a", undefined, signal);
    }
    const { engine } = await answered(500, busy, [404, containerGone]);
    await engine.stopContainer("a", undefined, signal);
  });

  test("a container that goes on running has not been stopped", async () => {
    const { engine } = await answered(500, { message: "permission denied" }, [200, container("running")]);
    await expect(engine.stopContainer("a", undefined, signal)).rejects.toMatchObject({ code: "engine-refused" });
  });

  test("disconnect of a container that is not on the network", async () => {
    const { engine } = await answered(status, notConnected, [200, container("running")]);
    await engine.disconnectNetwork("a", "n", signal);
  });

  test("disconnect from a network that is not there", async () => {
    const { engine } = await answered(404, { message: "network n not found" }, [200, container("running")]);
    await engine.disconnectNetwork("a", "n", signal);
  });
});
