import { expect, test } from "vitest";
import { applicationIndex, artifactOf, contentOf } from "../../src/registry/compose-artifact.ts";

const created = "2026-01-02T03:04:05Z";
const files = [
  { kind: "compose", name: "compose.yaml", text: "services: {}\n" },
  { kind: "extends", name: "ab.yaml", text: "services: {}\n" },
  { kind: "env", name: "cd.env", text: "A=1\n" },
] as const;

const empty = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

test("the manifest has the types, annotations and contents that docker compose gives it", () => {
  const { manifest, blobs } = artifactOf(files, { oci: "1.1", created, version: "9" });
  expect(JSON.parse(Buffer.from(manifest.bytes).toString())).toEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    artifactType: "application/vnd.docker.compose.project",
    config: { mediaType: "application/vnd.oci.empty.v1+json", digest: empty, size: 2, data: "e30=" },
    layers: [
      {
        mediaType: "application/vnd.docker.compose.file+yaml",
        digest: blobs[1]?.descriptor.digest,
        size: 13,
        annotations: { "com.docker.compose.file": "compose.yaml", "com.docker.compose.version": "9" },
        data: Buffer.from("services: {}\n").toString("base64"),
      },
      {
        mediaType: "application/vnd.docker.compose.file+yaml",
        digest: blobs[2]?.descriptor.digest,
        size: 13,
        annotations: {
          "com.docker.compose.extends": "true",
          "com.docker.compose.file": "ab.yaml",
          "com.docker.compose.version": "9",
        },
        data: Buffer.from("services: {}\n").toString("base64"),
      },
      {
        mediaType: "application/vnd.docker.compose.envfile",
        digest: blobs[3]?.descriptor.digest,
        size: 4,
        annotations: { "com.docker.compose.envfile": "cd.env", "com.docker.compose.version": "9" },
        data: "QT0xCg==",
      },
    ],
    annotations: { "org.opencontainers.image.created": created },
  });
});

test("for OCI 1.0 the config's type says what it is", () => {
  const { manifest } = artifactOf(files, { oci: "1.0", created, version: "9" });
  const json = JSON.parse(Buffer.from(manifest.bytes).toString());
  expect(json.artifactType).toBeUndefined();
  expect(json.config).toMatchObject({
    mediaType: "application/vnd.docker.compose.config.empty.v1+json",
    digest: empty,
  });
});

test.each(["1.0", "1.1"] as const)("what was made is read again, of OCI %s", (oci) => {
  const { manifest } = artifactOf(files, { oci, created, version: "9" });
  const content = contentOf(manifest.bytes, "it");
  expect(content.kind === "project" && content.layers.map(({ kind, name }) => ({ kind, name }))).toEqual(
    files.map(({ kind, name }) => ({ kind, name })),
  );
});

test("an index of images leads to the project that it is about", () => {
  const { manifest } = artifactOf(files, { oci: "1.1", created, version: "9" });
  const image = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: empty, size: 2 };
  const index = applicationIndex([image], manifest.descriptor, "9");
  expect(contentOf(index.bytes, "it")).toMatchObject({
    kind: "index",
    artifact: { digest: manifest.descriptor.digest },
  });
});

const layer = (mediaType: string, annotations: object, more: object = {}): object => ({
  mediaType: `application/vnd.docker.compose.${mediaType}`,
  digest: empty,
  size: 2,
  annotations,
  ...more,
});
const compose = layer("file+yaml", { "com.docker.compose.file": "compose.yaml" });
const crafted = (manifest: object): Uint8Array =>
  Buffer.from(JSON.stringify({ artifactType: "application/vnd.docker.compose.project", ...manifest }));
const env = (name: string): object => layer("envfile", { "com.docker.compose.envfile": name });
const extended = (name: string): object =>
  layer("file+yaml", { "com.docker.compose.extends": "true", "com.docker.compose.file": name });

test.each([
  ["an env file that leads out of its folder", { layers: [compose, env("../../.bashrc")] }, 'the file "../../.bashrc"'],
  ["an extended file that leads out", { layers: [compose, extended("/etc/x.yaml")] }, 'the file "/etc/x.yaml"'],
  ["an env file in place of the project", { layers: [compose, env("compose.yaml")] }, 'the file "compose.yaml"'],
  ["an override file", { layers: [compose, env("Compose.Override.yml")] }, "Compose.Override.yml"],
  ["variables of the project itself", { layers: [compose, env(".env")] }, 'the file ".env"'],
  ["an env file without a name", { layers: [compose, layer("envfile", {})] }, 'the file ""'],
  ["a layer without a digest", { layers: [{ ...compose, digest: "sha256:1" }] }, "without a valid digest and size"],
  ["a layer of a negative size", { layers: [{ ...compose, size: -1 }] }, "without a valid digest and size"],
  ["no Compose file", { layers: [] }, "holds no Compose file"],
  ["another kind of artifact", { artifactType: "application/x" }, "is not a Compose project, but application/x"],
  [
    "an image",
    { artifactType: undefined, config: { mediaType: "application/vnd.oci.image.config.v1+json" } },
    "is not a Compose project, but application/vnd.oci.image.config.v1+json",
  ],
  ["an index of images alone", { manifests: [compose] }, "is an index of images"],
])("%s is refused", (_name, manifest, message) => {
  expect(() => contentOf(crafted(manifest), "it")).toThrow(
    expect.objectContaining({ code: "artifact-invalid", message: expect.stringContaining(message) }),
  );
});

test("what is not JSON is refused", () => {
  expect(() => contentOf(Buffer.from("<html>"), "it")).toThrow("it has a manifest that is not valid JSON");
});

test("layers of kinds that are not known are left out", () => {
  const content = contentOf(crafted({ layers: [compose, layer("future", {})] }), "it");
  expect(content.kind === "project" && content.layers.length).toBe(1);
});
