/** When a pull has worked: two engines say it in two ways, and a stream that just stops is none of them. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { connect } from "../../src/docker/connect.ts";
import type { ImageFact } from "../../src/engine/port.ts";

const { signal } = new AbortController();
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What an engine says of a pull, and the image that it has by that name afterwards. */
async function pulled(status: readonly object[], id: string): Promise<ImageFact> {
  const server = createServer(({ url = "" }, response) => {
    response.setHeader("Api-Version", "1.41");
    if (url.includes("/images/create")) response.end(status.map((line) => `${JSON.stringify(line)}\n`).join(""));
    else response.end(JSON.stringify({ Id: id }));
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await new Promise((resolve) => server.once("listening", resolve));
  const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const engine = await connect({ env: {}, host }, { signal, timing: { retryMs: [] }, logins: async () => undefined });
  try {
    return await engine.pullImage("app:1", undefined, () => undefined, signal);
  } finally {
    engine.close();
  }
}

const layer = { status: "Download complete", progressDetail: {}, id: "4ab5ed3e99c1" };
const image = { status: "Download complete", progressDetail: {}, id: "f0a7e818c277" };
const id = "sha256:f0a7e818c277aaaa";

describe("a pull has worked", () => {
  test("where Docker says so", async () => {
    const lines = [layer, { status: "Digest: sha256:1" }, { status: "Status: Downloaded newer image for app:1" }];
    await expect(pulled(lines, id)).resolves.toMatchObject({ id });
  });

  test("where Podman names the image that is there then", async () => {
    await expect(
      pulled([layer, { status: "Pulling fs layer", id: image.id }, image, image], id),
    ).resolves.toMatchObject({
      id,
    });
  });
});

describe("a pull has not worked", () => {
  test.each([
    ["nothing is said", []],
    ["a part is under way", [layer, { status: "Pulling fs layer", id: image.id }]],
    ["a part is there, and the image is an older one", [image, layer]],
    ["its description is there, and the image is an older one", [layer, { ...image, id: "aaaaaaaaaaaa" }]],
  ])("where %s at the end", async (_what, lines) => {
    await expect(pulled(lines, id)).rejects.toMatchObject({ code: "engine-reply-broken" });
  });
});
