import { afterAll, beforeAll, expect, test } from "vitest";
import { platformDigests } from "../../src/registry/platforms.ts";
import { digestOf } from "../support/image-parts.ts";
import { startRegistry, type TestRegistry } from "../support/registry.ts";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.close());

const never = new AbortController().signal;
const options = () => ({ env: {}, logins: async () => undefined, insecure: [registry.host], signal: never });
const indexOf = (repository: string): string =>
  digestOf(registry.manifests.get(repository)?.get("1")?.body ?? Buffer.of());

test("each platform of an index has its manifest's digest", async () => {
  const image = await registry.add("several:1", "content", ["linux/amd64", "linux/s390x"]);
  const known = (await platformDigests(new Map([[image, indexOf("several")]]), options())).get(image);
  expect([...(known?.keys() ?? [])]).toEqual(["linux/amd64", "linux/s390x"]);
  for (const digest of known?.values() ?? []) expect(registry.manifests.get("several")?.has(digest)).toBe(true);
});

test("an image whose index can't be had is left out, and the others are not", async () => {
  const image = await registry.add("several:1", "content", ["linux/amd64"]);
  const images = new Map([
    [image, indexOf("several")],
    [`${registry.host}/gone:1`, `sha256:${"0".repeat(64)}`],
    ["127.0.0.1:1/nobody:1", `sha256:${"0".repeat(64)}`],
  ]);
  expect([...(await platformDigests(images, options())).keys()]).toEqual([image]);
});

test("no one waits for a registry once it is interrupted", async () => {
  const image = await registry.add("several:1", "content", ["linux/amd64"]);
  const mend = registry.fails({ match: /manifests/, fault: { kind: "hang" } });
  const interrupted = new AbortController();
  const asking = platformDigests(new Map([[image, indexOf("several")]]), { ...options(), signal: interrupted.signal });
  interrupted.abort(new Error("enough"));
  await expect(asking).rejects.toThrow("enough");
  mend();
});
