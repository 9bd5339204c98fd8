/** The parts of a small image as a registry keeps them: one file in one layer, a config, a manifest. */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

export const digestOf = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** What this machine's engine runs. */
export const ownPlatform: string = `linux/${process.arch === "arm64" ? "arm64" : "amd64"}`;

const prefix = "application/vnd.docker";
export const manifestType: string = `${prefix}.distribution.manifest.v2+json`;
export const indexType: string = `${prefix}.distribution.manifest.list.v2+json`;

export interface ImageParts {
  readonly config: Buffer;
  readonly layer: Buffer;
  readonly manifest: Buffer;
}

/** @param content what the image's only file, `/content`, holds */
export async function imageParts(content: string | Buffer, platform: string = ownPlatform): Promise<ImageParts> {
  const tar = pack();
  tar.entry({ name: "content", mtime: new Date(0) }, content);
  tar.finalize();
  const plain = await buffer(tar);
  const layer = gzipSync(plain);
  const [os, architecture] = platform.split("/");
  const config = json({
    architecture,
    os,
    config: { Cmd: ["/content"], Labels: { from: "a test" } },
    rootfs: { type: "layers", diff_ids: [digestOf(plain)] },
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: `${prefix}.container.image.v1+json`, size: config.length, digest: digestOf(config) },
    layers: [{ mediaType: `${prefix}.image.rootfs.diff.tar.gzip`, size: layer.length, digest: digestOf(layer) }],
  });
  return { config, layer, manifest };
}

/** One name for several platforms. @param manifests platform → its manifest */
export const imageIndex = (manifests: Readonly<Record<string, Buffer>>): Buffer =>
  json({
    schemaVersion: 2,
    mediaType: indexType,
    manifests: Object.entries(manifests).map(([platform, manifest]) => {
      const [os, architecture] = platform.split("/");
      const descriptor = { mediaType: manifestType, size: manifest.length, digest: digestOf(manifest) };
      return { ...descriptor, platform: { os, architecture } };
    }),
  });

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
