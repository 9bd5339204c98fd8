/** Who an engine is: told by a snapshot that is to know it, which asks once. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { connect } from "../../src/docker/connect.ts";
import type { EngineFacts } from "../../src/engine/port.ts";
import { never } from "../support/engines.ts";

/** What a snapshot says of an engine that has nothing and answers this to /info; and how often it was asked. */
async function seen(
  status: number,
  info: object,
  drivers: readonly string[] = [],
): Promise<{ readonly facts: EngineFacts; readonly asked: number }> {
  let asked = 0;
  const server = createServer(({ url = "" }, response) => {
    const isInfo = /\/info\b/.test(url);
    if (isInfo) asked += 1;
    response
      .writeHead(isInfo ? status : 200, { "api-version": "1.41", "content-type": "application/json" })
      .end(JSON.stringify(isInfo ? info : /\/volumes\b/.test(url) ? { Volumes: [] } : []));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const engine = await connect(
    { env: {}, host: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` },
    { signal: never },
  );
  try {
    return {
      facts: (await engine.snapshot({ project: "p", images: [], identity: true, drivers }, never)).engine,
      asked,
    };
  } finally {
    engine.close();
    server.close();
    server.closeAllConnections();
  }
}

test("its id comes with a snapshot that asks for it, and what drivers need in the same answer", async () => {
  const info = { ID: "AB:CD", Swarm: { LocalNodeState: "active", ControlAvailable: true } };
  expect(await seen(200, info)).toMatchObject({ facts: { id: "AB:CD" }, asked: 1 });
  expect((await seen(200, info)).facts).not.toHaveProperty("swarm");
  expect(await seen(200, info, ["overlay"])).toMatchObject({
    facts: { id: "AB:CD", swarm: "active/manager" },
    asked: 1,
  });
});

test.each([403, 404])("where it may not be asked (%i) it has none, and all else is read", async (status) => {
  const { facts } = await seen(status, { message: "no" });
  expect(facts).not.toHaveProperty("id");
  expect(facts).toMatchObject({ kind: "docker", apiVersion: "1.41" });
});

test("one that says no id has none", async () => {
  expect((await seen(200, {})).facts).not.toHaveProperty("id");
});
