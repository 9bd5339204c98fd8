/** What a search asks the engine, and what it makes of the answer: no registry here can be searched. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connect } from "../../src/docker/connect.ts";
import type { Engine, Search } from "../../src/engine/port.ts";

const { signal } = new AbortController();
const servers: Server[] = [];
const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.close();
  for (const server of servers.splice(0)) server.close();
});

/** An engine that answers so to a search, and what it was asked. */
async function searching(
  search: Search,
  status: number,
  answer: unknown,
): Promise<{
  readonly asked: URL;
  readonly auth: string | undefined;
  readonly found: ReturnType<Engine["searchImages"]>;
}> {
  const asked = Promise.withResolvers<{ readonly asked: URL; readonly auth: string | undefined }>();
  const server = createServer(({ url = "", headers }, response) => {
    response.setHeader("Api-Version", "1.41");
    if (url.includes("/images/search")) {
      asked.resolve({ asked: new URL(url, "http://engine"), auth: headers["x-registry-auth"] as string | undefined });
      response.statusCode = status;
    }
    response.end(JSON.stringify(url.includes("/images/search") ? answer : {}));
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await new Promise((resolve) => server.once("listening", resolve));
  const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const logins = async (registry: string) =>
    registry === "docker.io" ? { username: "jane", password: "p", serveraddress: registry } : undefined;
  const engine = await connect({ env: {}, host }, { signal, timing: { retryMs: [] }, logins });
  engines.push(engine);
  const found = engine.searchImages(search, signal);
  found.catch(() => {});
  return { ...(await asked.promise), found };
}

test("a search sends its term, its limit, its filters and the login", async () => {
  const search = { term: "redis", limit: 5, filters: { stars: ["3"], "is-official": ["true"] } };
  const answer = [{ name: "redis", description: "In memory", star_count: 9, is_official: true, is_automated: false }];
  const { asked, auth, found } = await searching(search, 200, answer);
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    term: "redis",
    limit: "5",
    filters: '{"stars":["3"],"is-official":["true"]}',
  });
  expect(auth).toBeDefined();
  expect(await found).toEqual([{ name: "redis", description: "In memory", stars: 9, isOfficial: true }]);
});

test("a search that finds nothing is an empty list, one that is refused an error", async () => {
  const plain = { term: "registry.example.org/x", filters: {} };
  const { asked, auth, found } = await searching(plain, 200, null);
  expect(asked.search).toBe("?term=registry.example.org%2Fx");
  expect(auth).toBeUndefined();
  expect(await found).toEqual([]);
  const refused = await searching(plain, 500, { message: "no such host" });
  await expect(refused.found).rejects.toMatchObject({
    code: "engine-refused",
    message: "cannot search for images: no such host",
  });
});
