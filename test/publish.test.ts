import { expect, onTestFinished, test } from "vitest";
import { type PublishOptions, publish } from "../src/publish.ts";
import { load } from "../src/spec/load.ts";
import { request } from "./support/load.ts";
import { memoryContext } from "./support/memory-context.ts";
import { startRegistry, type TestRegistry } from "./support/registry.ts";

/** As much of a manifest as is looked at. */
interface Json {
  readonly artifactType: string;
  readonly config: { readonly mediaType: string };
  readonly layers: readonly { readonly data: string; readonly annotations: Readonly<Record<string, string>> }[];
  readonly manifests: readonly { readonly digest: string }[];
}

async function started(): Promise<TestRegistry> {
  const registry = await startRegistry();
  onTestFinished(() => registry.close());
  return registry;
}

const files = [{ kind: "compose", name: "compose.yaml", text: "services: {}\n" }] as const;

async function published(
  registry: TestRegistry,
  compose: string,
  options: Partial<PublishOptions> = {},
): Promise<{ readonly digest: string; readonly index?: string; readonly manifest: (reference: string) => Json }> {
  const project = await load(request, memoryContext({ "/app/compose.yaml": compose }));
  const result = await publish(
    project,
    files,
    {
      name: `${registry.host}/me/shop:1`,
      digests: false,
      images: false,
      insecureRegistries: [registry.host],
      ...options,
    },
    {
      env: {},
      logins: async () => undefined,
      signal: new AbortController().signal,
      wallMs: () => Date.UTC(2026, 0, 2, 3, 4, 5),
      version: "9",
    },
  );
  const manifest = (reference: string): Json =>
    JSON.parse(registry.manifests.get("me/shop")?.get(reference)?.body.toString() ?? "null");
  return { ...result, manifest };
}

test("the tag stands for the artifact, and its layers are in the repository, each once", async () => {
  const registry = await started();
  const { digest, manifest } = await published(registry, "services: {web: {image: x}}");
  expect(manifest("1")).toMatchObject({ annotations: { "org.opencontainers.image.created": "2026-01-02T03:04:05Z" } });
  expect(manifest(digest)).toEqual(manifest("1"));
  expect([...registry.blobs.values()].map(String).sort()).toEqual(["services: {}\n", "{}"]);
  const before = registry.calls.length;
  await published(registry, "services: {web: {image: x}}");
  expect(registry.calls.slice(before).filter((call) => call.startsWith("POST"))).toEqual([]);
});

test("a registry that does not take OCI 1.1 gets 1.0, unless a version is named", async () => {
  const registry = await started();
  registry.fails({ match: /^PUT .*manifests/, fault: { kind: "status", status: 400 }, times: 1 });
  const { manifest } = await published(registry, "services: {}");
  expect(manifest("1").config.mediaType).toBe("application/vnd.docker.compose.config.empty.v1+json");
  registry.fails({ match: /^PUT .*manifests/, fault: { kind: "status", status: 400 }, times: 1 });
  await expect(published(registry, "services: {}", { ociVersion: "1.1" })).rejects.toMatchObject({
    code: "registry-failed",
    message: expect.stringContaining("answers HTTP 400"),
  });
});

test("digests are published as one more file, as their registries have them now", async () => {
  const registry = await started();
  const image = await registry.add("app:1", "hello");
  const { manifest } = await published(registry, `services: {web: {image: "${image}"}}`, { digests: true });
  const [, layer] = manifest("1").layers;
  const appDigest = [...(registry.manifests.get("app")?.keys() ?? [])].find((key) => key.startsWith("sha256:"));
  expect(layer?.annotations["com.docker.compose.file"]).toBe("image-digests.yaml");
  expect(Buffer.from(layer?.data ?? "", "base64").toString()).toBe(
    `services:\n  web:\n    image: ${image}@${appDigest}\n`,
  );
});

test("with its images the repository has an index of them that names the artifact, and the tag stays the artifact's", async () => {
  const registry = await started();
  const web = await registry.add("app:1", "hello");
  const db = await registry.add("db:2", "world", ["linux/amd64", "linux/arm64"]);
  const compose = `services: {web: {image: "${web}"}, db: {image: "${db}"}}`;
  const { digest, index = "", manifest } = await published(registry, compose, { digests: true, images: true });
  expect(manifest("1").artifactType).toBe("application/vnd.docker.compose.project");
  expect(manifest(index)).toMatchObject({
    mediaType: "application/vnd.oci.image.index.v1+json",
    subject: { digest, artifactType: "application/vnd.docker.compose.project" },
    annotations: { "com.docker.compose.version": "9" },
  });
  const copied = manifest(index).manifests.map((one) => one.digest);
  expect(copied.length).toBe(2);
  for (const one of copied) expect(manifest(one)).not.toBeNull();
});

test("an image that its registry does not have is told", async () => {
  const registry = await started();
  const compose = `services: {web: {image: "${registry.host}/none:1"}}`;
  await expect(published(registry, compose, { digests: true })).rejects.toThrow("does not have none:1");
});
