/** Looks at an engine: one that was begun ahead is used once, and what is seen is never older than it may be. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect } from "../../src/docker/connect.ts";
import type { Engine } from "../../src/engine/port.ts";
import { never } from "../support/engines.ts";

let lists: string[] = [];
let server: Server;
let engine: Engine;

beforeEach(async () => {
  lists = [];
  server = createServer(({ url = "" }, response) => {
    if (url.includes("/containers/json")) lists.push(/project=(\w+)/.exec(decodeURIComponent(url))?.[1] ?? "all");
    response
      .writeHead(200, { "api-version": "1.41", "content-type": "application/json" })
      .end(url.includes("/volumes") ? '{"Volumes": []}' : "[]");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  engine = await connect({ env: {}, host }, { signal: never });
});
afterEach(() => {
  vi.restoreAllMocks();
  engine.close();
  server.close();
  server.closeAllConnections();
});

test("one that was begun ahead is the next one, and what it asked for is not asked again", async () => {
  engine.look("a", never);
  await expect.poll(() => lists).toEqual(["a"]);
  await engine.look("a", never).snapshot({ images: [], glimpse: true });
  expect(lists).toEqual(["a"]);
});

test("once a snapshot was taken of it, whoever looks again sees what is there by then", async () => {
  for (const _ of [1, 2]) await engine.look("a", never).snapshot({ images: [] });
  expect(lists).toEqual(["a", "a"]);
});

test("one of another project is of no use", async () => {
  engine.look("a", never);
  await engine.look("b", never).snapshot({ images: [] });
  expect(lists.toSorted()).toEqual(["a", "b"]);
});

test("one that was begun long ago is of no use", async () => {
  engine.look("a", never);
  await expect.poll(() => lists).toEqual(["a"]);
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 60_000);
  await engine.look("a", never).snapshot({ images: [] });
  expect(lists).toEqual(["a", "a"]);
});
