import { expect, test } from "vitest";
import { withEmptyEngine } from "../../scripts/lib/empty-engine.mjs";
import { connect } from "../../src/docker/connect.ts";
import type { RegistryImage } from "../../src/engine/port.ts";

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const amd64 = { architecture: "amd64", os: "linux" };
const arm64 = { architecture: "arm64", os: "linux", variant: "v8" };
const attestation = { architecture: "unknown", os: "unknown" };

/** What the port makes of the engine's answers. @param kept what the engine has of the image by its digest */
async function resolved(distribution: object, kept?: object): Promise<RegistryImage> {
  const never = new AbortController().signal;
  const answers = [
    { path: "/distribution/app:1/json", body: distribution },
    ...(kept ? [{ path: `/images/docker.io/library/app@${digest("1")}/json`, body: kept }] : []),
  ];
  return withEmptyEngine(async (host: string) => {
    const engine = await connect({ env: {}, host }, { signal: never });
    try {
      return await engine.resolveImage("app:1", never);
    } finally {
      engine.close();
    }
  }, answers);
}

const index = {
  Descriptor: { digest: digest("1"), mediaType: "application/vnd.oci.image.index.v1+json" },
  Platforms: [arm64, amd64, attestation],
};

test("attestations are no platforms, and the digests of platforms are unknown without the index", async () => {
  expect(await resolved(index)).toEqual({
    digest: digest("1"),
    platforms: [{ platform: "linux/amd64" }, { platform: "linux/arm64/v8" }],
  });
});

test("an engine that keeps the index tells the manifest of each platform", async () => {
  const manifest = (Platform: object, id: string): object => ({
    Kind: "image",
    ID: digest(id),
    ImageData: { Platform },
  });
  const Manifests = [manifest(amd64, "2"), manifest(arm64, "3"), { Kind: "attestation", ID: digest("4") }];
  expect((await resolved(index, { Id: digest("1"), Manifests })).platforms).toEqual([
    { platform: "linux/amd64", digest: digest("2") },
    { platform: "linux/arm64/v8", digest: digest("3") },
  ]);
});

test("versions of Windows are platforms of their own", async () => {
  const windows = (version: string): object => ({ architecture: "amd64", os: "windows", "os.version": version });
  const Platforms = [windows("10.0.26100.1"), windows("10.0.20348.2")];
  expect((await resolved({ ...index, Platforms })).platforms.map(({ platform }) => platform)).toEqual([
    "windows(10.0.20348.2)/amd64",
    "windows(10.0.26100.1)/amd64",
  ]);
});

test("an answer without a digest is an error", async () => {
  await expect(resolved({})).rejects.toMatchObject({
    code: "registry-failed",
    message: "cannot look up app:1 on its registry: the engine's answer has no digest",
  });
});
