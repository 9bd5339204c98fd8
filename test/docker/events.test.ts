/** The stream of an engine's events: which of them come through, and which of them again after a cut. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connect } from "../../src/docker/connect.ts";
import type { Engine } from "../../src/engine/port.ts";

const second = 1_000_000_000n;
const base = 1_700_000_000n * second;

interface Told {
  readonly action: string;
  readonly id: string;
  /** Seconds after the beginning. */
  readonly at: number;
}

const line = ({ action, id, at }: Told): string => {
  const timeNano = base + BigInt(Math.round(at * 1e9));
  return `{"Type":"container","Action":"${action}","Actor":{"ID":"${id}","Attributes":{}},"timeNano":${timeNano}}\n`;
};

const opened: { readonly engine: Engine; readonly server: Server }[] = [];
afterEach(() => {
  for (const { engine, server } of opened.splice(0)) {
    engine.close();
    server.closeAllConnections();
    server.close();
  }
});

/** What is heard of an engine that says these events, one list for each connection, and cuts all but the last. */
async function heard(...connections: readonly (readonly Told[])[]): Promise<{ heard: string[]; since: string[] }> {
  const since: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://engine");
    response.setHeader("Api-Version", "1.51");
    if (!url.pathname.endsWith("/events")) {
      response.writeHead(200, { "Content-Type": "text/plain" }).end("OK");
      return;
    }
    const events = connections[since.length] ?? [];
    since.push(url.searchParams.get("since") ?? "");
    response.write(events.map(line).join(""));
    if (since.length < connections.length) response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { signal } = new AbortController();
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const engine = await connect({ env: {}, host }, { signal, timing: { retryMs: [1, 1, 1] } });
  opened.push({ engine, server });
  const seen: string[] = [];
  const { action: lastAction, id: lastId } = connections.at(-1)?.at(-1) ?? { action: "", id: "" };
  for await (const event of engine.events("shop", signal)) {
    if (event === undefined) continue;
    seen.push(`${event.action} ${event.containerId}`);
    if (since.length === connections.length && event.action === lastAction && event.containerId === lastId) break;
  }
  return { heard: seen, since };
}

test("events of one moment, and one that is told late, all come through", async () => {
  const { heard: seen } = await heard([
    { action: "start", id: "a", at: 2 },
    { action: "die", id: "b", at: 2 },
    { action: "die", id: "c", at: 1 },
    { action: "destroy", id: "c", at: 3 },
  ]);
  expect(seen).toEqual(["start a", "die b", "die c", "destroy c"]);
});

test("after a cut what was told comes once, and what was told late or meanwhile comes too", async () => {
  const first: readonly Told[] = [
    { action: "start", id: "a", at: 20 },
    { action: "start", id: "b", at: 21 },
  ];
  const { heard: seen, since } = await heard(first, [
    ...first,
    { action: "die", id: "c", at: 20.5 },
    { action: "die", id: "b", at: 21 },
    { action: "destroy", id: "b", at: 22 },
  ]);
  expect(seen).toEqual(["start a", "start b", "die c", "die b", "destroy b"]);
  // Nothing from before the first event that was heard is asked for.
  expect(since).toEqual(["", "1700000020.000000000"]);
});

test("after a cut events are asked for from a little before the last one", async () => {
  const { since } = await heard(
    [
      { action: "start", id: "a", at: 1 },
      { action: "die", id: "a", at: 100 },
    ],
    [{ action: "destroy", id: "a", at: 101 }],
  );
  expect(since).toEqual(["", "1700000090.000000000"]);
});
