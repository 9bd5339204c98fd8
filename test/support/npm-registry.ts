/** A registry for npm on a free port of this host. It has the packages that are in a folder as `npm pack` made them, and no others. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { extract } from "tar-stream";
import { type Served, served } from "./release.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
}

export async function startNpmRegistry(folder: string): Promise<Served> {
  const packages = new Map<
    string,
    { readonly manifest: Manifest; readonly file: string; readonly integrity: string }
  >();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".tgz"))) {
    const bytes = readFileSync(join(folder, file));
    const manifest: Manifest = JSON.parse((await filesIn(bytes)).get("package/package.json")?.toString() ?? "");
    const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
    packages.set(manifest.name, { manifest, file, integrity });
  }
  const server = await served(({ url = "" }, response) => {
    const path = decodeURIComponent(url).slice(1);
    const found = packages.get(path);
    if (path.endsWith(".tgz")) response.end(readFileSync(join(folder, path)));
    else if (found === undefined) response.writeHead(404).end("{}");
    else response.end(JSON.stringify(described(found, server.address)));
  });
  return server;
}

const described = (
  { manifest, file, integrity }: { readonly manifest: Manifest; readonly file: string; readonly integrity: string },
  address: string,
) => ({
  name: manifest.name,
  "dist-tags": { latest: manifest.version },
  versions: { [manifest.version]: { ...manifest, dist: { tarball: `${address}/${file}`, integrity } } },
});

/** Path → content; of files that are larger than any text there is only the path. */
export async function filesIn(archive: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const entries = extract();
  entries.on("entry", ({ name, size = 0 }, stream, next) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => size < 10_000_000 && parts.push(part));
    stream.on("end", () => {
      files.set(name, Buffer.concat(parts));
      next();
    });
  });
  entries.end(gunzipSync(archive));
  await new Promise((resolve, reject) => entries.on("finish", resolve).on("error", reject));
  return files;
}
