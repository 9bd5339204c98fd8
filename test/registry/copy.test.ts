import { expect, onTestFinished, test } from "vitest";
import { openRegistry, type Registry } from "../../src/registry/client.ts";
import { copyImage } from "../../src/registry/copy.ts";
import { newTransport } from "../../src/registry/transport.ts";
import { startRegistry, type TestRegistry } from "../support/registry.ts";

async function started(): Promise<TestRegistry & { readonly client: Registry }> {
  const registry = await startRegistry();
  const transport = newTransport({});
  onTestFinished(async () => {
    transport.close();
    await registry.close();
  });
  const { signal } = new AbortController();
  const options = { transport, isInsecure: true, signal, logins: async () => undefined };
  return { ...registry, client: openRegistry(registry.host, options) };
}

test("an image for several platforms is in the other registry with the same digest and all its layers", async () => {
  const [from, to] = [await started(), await started()];
  await from.add("app:1", "hello", ["linux/amd64", "linux/arm64"]);
  const source = { registry: from.client, repository: "app" };
  const target = { registry: to.client, repository: "me/shop" };
  const copied = await copyImage(source, "1", target);
  expect(copied.digest).toBe((await from.client.manifest("app", "1")).digest);
  expect(await to.client.hasManifest("me/shop", copied.digest)).toBe(true);
  expect([...to.blobs.keys()].sort()).toEqual([...from.blobs.keys()].sort());
  const before = to.calls.length;
  await copyImage(source, "1", target);
  expect(to.calls.slice(before)).toEqual([`HEAD /v2/me/shop/manifests/${copied.digest}`]);
});

test("within one registry layers are mounted, and none is read", async () => {
  const registry = await started();
  await registry.add("app:1", "hello");
  registry.fails({ match: /^HEAD .*me\/shop\/blobs/, fault: { kind: "status", status: 404 } });
  await copyImage({ registry: registry.client, repository: "app" }, "1", {
    registry: registry.client,
    repository: "me/shop",
  });
  expect(registry.calls.filter((call) => /^GET .*blobs/.test(call))).toEqual([]);
  expect(registry.manifests.get("me/shop")?.size).toBe(1);
});
