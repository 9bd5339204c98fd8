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
async function pulled(
  status: readonly object[],
  id: string,
  {
    version = "1.41",
    platform,
    own = {},
  }: { readonly version?: string; readonly platform?: string; readonly own?: object } = {},
): Promise<ImageFact> {
  const server = createServer(({ url = "" }, response) => {
    response.setHeader("Api-Version", version);
    if (url.includes("/images/create")) response.end(status.map((line) => `${JSON.stringify(line)}\n`).join(""));
    else if (url.includes("platform=")) {
      const message = "image with reference app:1 was found but does not provide the specified platform (linux/s390x)";
      response.writeHead(404).end(JSON.stringify({ message }));
    } else response.end(JSON.stringify({ Id: id, ...own }));
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await new Promise((resolve) => server.once("listening", resolve));
  const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const engine = await connect({ env: {}, host }, { signal, timing: { retryMs: [] }, logins: async () => undefined });
  try {
    return await engine.pullImage("app:1", platform, () => undefined, signal);
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

describe("a pull for a platform, with containerd's image store", () => {
  const done = [{ status: "Status: Downloaded newer image for app:1" }];
  const Manifests = [{ Kind: "image", ID: "sha256:1" }];
  const forS390x = (own: object) => pulled(done, id, { version: "1.51", platform: "linux/s390x", own });

  test("has not worked where the image is another's, and the engine says so only when it is asked", async () => {
    await expect(forS390x({ Manifests, Os: "linux", Architecture: "amd64" })).rejects.toMatchObject({
      code: "image-not-found",
      message: "cannot pull app:1: the image does not exist for the platform linux/s390x",
    });
  });

  test("has worked where the engine can't tell", async () => {
    await expect(forS390x({ Manifests, Os: "", Architecture: "" })).resolves.toMatchObject({ id });
    await expect(forS390x({ Os: "linux", Architecture: "amd64" })).resolves.toMatchObject({ id });
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
