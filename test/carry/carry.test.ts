/** A project's archive: what is in it, what comes back of it, and what is refused, in front of an engine in memory. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { type Headers, pack } from "tar-stream";
import { beforeEach, describe, expect, test } from "vitest";
import { composeName, type Manifest, manifestName } from "../../src/carry/archive.ts";
import { loadArchive } from "../../src/carry/load.ts";
import { carriedName, saveProject } from "../../src/carry/save.ts";
import { WindlassError } from "../../src/core/errors.ts";
import { watchedTar } from "../../src/host/tar-watch.ts";
import type { Project } from "../../src/spec/project.ts";
import { ImagesEngine } from "../support/images-engine.ts";
import { loadText } from "../support/load.ts";

const { signal } = new AbortController();
const digest = `sha256:${"d".repeat(64)}`;

const text = `name: shop
services:
  web:
    image: nginx:1.27
    build: .
    pull_policy: always
    env_file: web.env
    environment: {PRICE: 5$$}
    volumes: ["./data:/data", "/srv:/srv", {type: image, source: "assets:1", target: /a}, "shared:/s"]
    secrets: [token, key]
    configs: [site]
    networks: [outside]
    devices: ["/dev/null:/dev/x"]
    security_opt: ["seccomp:./profile.json"]
    depends_on: [db]
  db:
    image: redis:7@${digest}
    pre_start: [{image: busybox, command: ["true"]}]
networks: {outside: {external: true}}
volumes: {shared: {external: true, name: nfs}}
configs: {site: {file: ./site.conf}}
secrets: {token: {file: /run/token}, key: {environment: KEY}}
`;

let engine: ImagesEngine;
let project: Project;

beforeEach(async () => {
  engine = new ImagesEngine();
  for (const name of ["nginx:1.27", "assets:1", "busybox"]) engine.addImage(name);
  engine.addImage(`redis:7@${digest}`, { references: [] });
  project = await loadText(text, { files: { "/app/web.env": "MODE=fast\n", "/app/profile.json": "{}" } });
});

const collected = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

async function* stream(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
}

async function filesIn(archive: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const watched = watchedTar(
    stream(archive),
    async ({ name, bytes }) => void files.set(name, (await bytes()).toString()),
  );
  await collected(watched);
  return files;
}

const saved = async (): Promise<Buffer> => collected((await saveProject(project, {}, { engine, signal })).chunks());
const load = (archive: Uint8Array, into = engine): ReturnType<typeof loadArchive> =>
  loadArchive(stream(archive), {}, { engine: into, signal });

describe("saving", () => {
  test("an archive begins with what says what is in it, and has each image once", async () => {
    const files = await filesIn(await saved());
    expect([...files.keys()].slice(0, 2)).toEqual([manifestName, composeName]);
    const manifest = JSON.parse(files.get(manifestName) ?? "") as Manifest;
    expect(manifest).toMatchObject({ format: "windlass-project", version: 1, project: "shop" });
    expect(manifest.images.map(({ name, services }) => [name, services])).toEqual([
      ["redis:7-dddddddddddd", ["db"]],
      ["busybox", ["db"]],
      ["nginx:1.27", ["web"]],
      ["assets:1", ["web"]],
    ]);
    const [first] = manifest.images;
    const own = JSON.parse(files.get("manifest.json") ?? "") as { RepoTags: string[] | null; Config: string }[];
    expect(own.map(({ RepoTags }) => RepoTags)).toEqual([null, ["busybox"], ["nginx:1.27"], ["assets:1"]]);
    expect(own[0]?.Config).toContain(first?.id.slice(7));
    expect(await saved()).toEqual(await saved());
  });

  test("its file needs neither sources nor a registry, and starts from its own folder", async () => {
    const yaml = (await filesIn(await saved())).get(composeName) ?? "";
    const again = await loadText(yaml, { files: { "/app/profile.json": "{}" } });
    const web = [...again.services.values()].find(({ name }) => name === "web");
    expect(web).toMatchObject({
      image: "nginx:1.27",
      pullPolicy: { kind: "never" },
      environment: { MODE: "fast", PRICE: "5$" },
    });
    expect(web?.build).toBeUndefined();
    expect(yaml).not.toMatch(/build:|env_file:/);
    expect(yaml).toContain("source: ./data");
    expect(yaml).toContain("source: /srv");
    expect(yaml).toContain("file: ./site.conf");
    expect(yaml).toContain("image: redis:7-dddddddddddd");
  });

  test("what the machine must have beside it is listed, with who needs it", async () => {
    const { needs } = await saveProject(project, {}, { engine, signal });
    expect(needs.map(({ kind, name, services }) => `${kind} ${name} ${services.join()}`)).toEqual([
      "bind ./data web",
      "bind /srv web",
      "volume nfs web",
      "config ./site.conf web",
      "secret /run/token web",
      "variable KEY web",
      "bind ./profile.json web",
      "network outside web",
      "device /dev/null web",
    ]);
  });

  test("contents of configs and secrets are in it only where that is asked for", async () => {
    const folder = await mkdtemp(join(tmpdir(), "windlass-carried-"));
    try {
      const [site, token] = [join(folder, "site.conf"), join(folder, "token")];
      await writeFile(site, "server {}\n", { mode: 0o644 });
      await writeFile(token, Uint8Array.of(0, 255, 10), { mode: 0o600 });
      const own = text.replace("./site.conf", site).replace("/run/token", token);
      project = await loadText(own, { files: { "/app/web.env": "", "/app/profile.json": "{}" } });
      expect([...(await filesIn(await saved())).keys()]).not.toContain("secrets/token");
      const all = await saveProject(project, { withFiles: true }, { engine, signal });
      expect(all.needs.map(({ kind }) => kind)).not.toContain("secret");
      const archive = await collected(all.chunks());
      expect([...(await filesIn(archive)).keys()].slice(1, 4)).toEqual([composeName, "configs/site", "secrets/token"]);
      const back = (await load(archive, new ImagesEngine())).project;
      expect(back?.files).toEqual([
        { name: "configs/site", mode: 0o644, bytes: Buffer.from("server {}\n") },
        { name: "secrets/token", mode: 0o600, bytes: Buffer.of(0, 255, 10) },
      ]);
      expect(back?.compose).toContain("file: ./configs/site\n");
      await rm(token);
      const failed = await saveProject(project, { withFiles: true }, { engine, signal }).catch(
        (error: unknown) => error,
      );
      expect(failed).toMatchObject({ code: "file-not-found", diagnostics: [{ place: { line: 22 } }] });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("all images that are missing are told with their lines, before anything is written", async () => {
    engine.images.delete("nginx:1.27");
    engine.images.delete("busybox");
    const failed = await saveProject(project, {}, { engine, signal }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(WindlassError);
    const { code, diagnostics } = failed as WindlassError;
    expect(code).toBe("image-missing");
    expect(diagnostics.map(({ message, place, hint }) => [message, place?.line, hint])).toEqual([
      ['the engine does not have the image busybox of service "db"', 18, "pull it first: windlass pull db"],
      ['the engine does not have the image nginx:1.27 of service "web"', 5, "build it first: windlass build web"],
    ]);
  });

  test("what is named by its content is carried by a tag", () => {
    expect(carriedName("nginx")).toBe("nginx");
    expect(carriedName(`host:5000/a/b:1@${digest}`)).toBe("host:5000/a/b:1-dddddddddddd");
    expect(carriedName(`nginx@${digest}`)).toBe("nginx:dddddddddddd");
    expect(carriedName(digest)).toBe(digest);
  });
});

describe("loading", () => {
  test("brings all images back under their names, and says what was there before", async () => {
    const archive = await saved();
    const ids = new Map([...engine.images].map(([name, { id }]) => [name, id]));
    const other = new ImagesEngine();
    other.addImage("busybox");
    other.addImage("nginx:1.27", { id: digest });
    const { images, project: own } = await load(archive, other);
    expect(images.map(({ name, id, before }) => [name, id, before])).toEqual([
      ["redis:7-dddddddddddd", ids.get(`redis:7@${digest}`), { kind: "absent" }],
      ["busybox", ids.get("busybox"), { kind: "same" }],
      ["nginx:1.27", ids.get("nginx:1.27"), { kind: "other", id: digest }],
      ["assets:1", ids.get("assets:1"), { kind: "absent" }],
    ]);
    for (const { name, id } of images) expect((await other.findImage(name))?.id).toBe(id);
    expect(own).toMatchObject({ name: "shop", compose: expect.stringContaining("pull_policy: never") });
    expect(own?.needs).toHaveLength(9);
  });

  test("an archive of docker's has images alone", async () => {
    const archive = await collected(await engine.saveImages(["nginx:1.27"], undefined, signal));
    const { images, project: own } = await load(archive, new ImagesEngine());
    expect(images.map(({ name, before }) => [name, before.kind])).toEqual([["nginx:1.27", "absent"]]);
    expect(own).toBeUndefined();
  });

  test("an archive that is cut off anywhere loads nothing", async () => {
    const archive = await saved();
    for (const length of [0, 300, 2_048, archive.length - 2_048, archive.length - 1_024, archive.length - 1]) {
      const other = new ImagesEngine();
      await expect(load(archive.subarray(0, length), other), String(length)).rejects.toMatchObject({
        code: "archive-invalid",
      });
      expect([...other.images.keys()], String(length)).toEqual([]);
    }
  });

  test("an empty file and a page of a website are no archives", async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from("<html>Sign in</html>"), Buffer.from("<p>".repeat(1_000))])
      await expect(load(bytes)).rejects.toThrow("cannot load the archive: it is not a tar archive");
  });

  test("what the reader of the archive throws is thrown as it is", async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      yield (await saved()).subarray(0, 5_000);
      throw new Error("disk on fire");
    };
    await expect(loadArchive(broken(), {}, { engine, signal })).rejects.toThrow("disk on fire");
  });
});

describe("an archive that may not be loaded", () => {
  type Entry = Headers & { readonly text?: string };

  async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
    const tar = pack();
    for (const { text: content, ...header } of entries)
      if (content === undefined) tar.entry(header);
      else tar.entry(header, content);
    tar.finalize();
    return buffer(tar);
  }
  const id = `sha256:${"a".repeat(64)}`;
  const manifest = (more: object = {}): Entry => ({
    name: manifestName,
    text: JSON.stringify({
      format: "windlass-project",
      version: 1,
      project: "shop",
      images: [{ name: "app:1", id }],
      needs: [],
      ...more,
    }),
  });
  const compose: Entry = { name: composeName, text: "services: {}\n" };
  const docker = (...names: readonly string[]): Entry => ({
    name: "manifest.json",
    text: JSON.stringify([{ Config: `blobs/sha256/${"a".repeat(64)}`, RepoTags: names }]),
  });
  const blob: Entry = { name: `blobs/sha256/${"a".repeat(64)}`, text: JSON.stringify({ id }) };
  const index = (name: string, of: string): Entry => ({
    name: "index.json",
    text: JSON.stringify({ manifests: [{ digest: of, annotations: { "io.containerd.image.name": name } }] }),
  });

  test("what holds together can be loaded", async () => {
    const { images } = await load(await tarOf([manifest(), compose, blob, docker("app:1")]), new ImagesEngine());
    expect(images).toEqual([{ name: "app:1", id, before: { kind: "absent" } }]);
  });

  test("an image may be known by its manifest where it was saved, and by its configuration where it is loaded", async () => {
    const saving = manifest({ images: [{ name: "app:1", id: digest }] });
    const entries = [saving, compose, blob, index("docker.io/library/app:1", digest), docker("app:1")];
    const { images } = await load(await tarOf(entries), new ImagesEngine());
    expect(images).toEqual([{ name: "app:1", id, before: { kind: "absent" } }]);
  });

  test.each<readonly [string, readonly Entry[]]>([
    ["leads out of it", [{ name: "../../etc/passwd", text: "x" }]],
    ["leads out of it", [{ name: "/etc/passwd", text: "x" }]],
    ["is a link", [{ name: "blobs", type: "symlink", linkname: "/etc" }]],
    ["is a link", [manifest(), { name: "compose.yaml", type: "link", linkname: "/etc/passwd" }]],
    ["is a character-device", [{ name: "null", type: "character-device" }]],
    ["is too large", [{ name: manifestName, text: " ".repeat(5 << 20) }]],
    ["is not valid JSON", [{ name: manifestName, text: "{" }]],
    ["is not valid JSON", [manifest(), compose, blob, { name: "manifest.json", text: "[" }]],
    ["is not one of Windlass", [{ name: manifestName, text: "{}" }]],
    ["it has version 2, and this Windlass reads version 1", [manifest({ version: 2 })]],
    ["is not a valid image name", [manifest({ images: [{ name: "-v /:/x", id }] })]],
    ["is not a valid name of a file", [manifest({ files: [{ name: "secrets/../../x", mode: 511 }] })]],
    ["is not a valid name of a file", [manifest({ files: [{ name: "compose.yaml", mode: 511 }] })]],
    [
      "it has no secrets/token",
      [manifest({ files: [{ name: "secrets/token", mode: 0 }] }), compose, blob, docker("app:1")],
    ],
    [
      "is too large",
      [manifest({ files: [{ name: "configs/a" }] }), compose, { name: "configs/a", text: " ".repeat(17 << 20) }],
    ],
    ["there are no images in it", [manifest(), compose, blob]],
    ["it has no compose.yaml", [manifest(), blob, docker("app:1")]],
    ["it brings the image busybox:latest", [manifest(), compose, blob, docker("app:1", "busybox:latest")]],
    [
      "it brings the image docker.io/library/evil:1",
      [manifest(), compose, blob, index("docker.io/library/evil:1", id), docker("app:1")],
    ],
    [
      "the image other:1 is not in it",
      [
        manifest({
          images: [
            { name: "app:1", id },
            { name: "other:1", id },
          ],
        }),
        compose,
        blob,
        docker("app:1"),
      ],
    ],
    [
      "is not the one that was saved",
      [manifest({ images: [{ name: "app:1", id: digest }] }), compose, blob, docker("app:1")],
    ],
  ])("because of what is in it: %s", async (why, entries) => {
    const other = new ImagesEngine();
    const loading = load(await tarOf(entries), other);
    await expect(loading).rejects.toMatchObject({ code: "archive-invalid" });
    await expect(loading).rejects.toThrow(why);
    expect([...other.images.keys()]).toEqual([]);
  });
});
