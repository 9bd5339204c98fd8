import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type StoredProject, storedProject } from "../../src/registry/projects.ts";
import { composeFile, type PublishedText, putProject } from "../support/published.ts";
import { startRegistry, type TestRegistry } from "../support/registry.ts";

interface Around {
  readonly registry: TestRegistry;
  readonly cache: string;
  readonly stored: (name: string, env?: Readonly<Record<string, string>>) => Promise<StoredProject>;
}

async function around(): Promise<Around> {
  const registry = await startRegistry();
  const cache = mkdtempSync(join(tmpdir(), "wdl-projects-"));
  onTestFinished(async () => {
    await registry.close();
    rmSync(cache, { recursive: true });
  });
  return {
    registry,
    cache,
    stored: (name, env = {}) =>
      storedProject(`${registry.host}/${name}`, {
        env: { XDG_CACHE_HOME: cache, ...env },
        home: undefined,
        logins: async () => undefined,
        insecure: [registry.host],
        signal: new AbortController().signal,
      }),
  };
}

const files: readonly PublishedText[] = [
  composeFile("services: {web: {image: a}}"),
  composeFile("services: {web: {image: b}}", "compose.prod.yaml"),
  { kind: "extends", name: "ab.yaml", text: "services: {}" },
  { kind: "env", name: "cd.env", text: "A=1" },
];

test("the files of a project are in a folder of its name: the Compose files as documents of one, the others beside it", async () => {
  const { registry, stored } = await around();
  const digest = await putProject(registry, "me/shop:1", files);
  const project = await stored("me/shop:1");
  expect(project).toMatchObject({ digest, path: join(project.folder, "compose.yaml") });
  expect(basename(project.folder)).toBe("shop");
  expect(readdirSync(project.folder).sort()).toEqual(["ab.yaml", "cd.env", "compose.yaml"]);
  expect(readFileSync(project.path, "utf8")).toBe("services: {web: {image: a}}\n---\nservices: {web: {image: b}}");
  for (const path of [project.path, join(project.folder, "cd.env")]) expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("by its digest a project that is in the cache needs no network", async () => {
  const { registry, stored } = await around();
  const digest = await putProject(registry, "shop:1", files, withoutData);
  const first = await stored(`shop@${digest}`);
  const { length } = registry.calls;
  expect(await stored(`shop@${digest}`)).toEqual(first);
  expect(registry.calls.length).toBe(length);
});

test("a tag is asked for each time, and its files only once", async () => {
  const { registry, stored } = await around();
  await putProject(registry, "shop:1", files, withoutData);
  await stored("shop:1");
  const { length } = registry.calls;
  await stored("shop:1");
  expect(registry.calls.slice(length)).toEqual(["GET /v2/shop/manifests/1"]);
  const moved = await putProject(registry, "shop:1", [composeFile("name: other\nservices: {}")]);
  expect((await stored("shop:1")).digest).toBe(moved);
});

test("what somebody changed in the cache is made good, in its files and in what they are made of", async () => {
  const { registry, cache, stored } = await around();
  const digest = await putProject(registry, "shop:1", files, withoutData);
  const { path } = await stored(`shop@${digest}`);
  const before = readFileSync(path, "utf8");
  writeFileSync(path, "services: {web: {image: evil, privileged: true}}");
  await stored(`shop@${digest}`);
  expect(readFileSync(path, "utf8")).toBe(before);
  const blobs = join(cache, "windlass/oci/blobs");
  for (const name of readdirSync(blobs)) writeFileSync(join(blobs, name), "{}");
  await stored(`shop@${digest}`);
  expect(readFileSync(path, "utf8")).toBe(before);
});

test("what is not what its digest says is refused, and nothing of it is kept", async () => {
  const { registry, cache, stored } = await around();
  await putProject(registry, "shop:1", files, ({ layers, ...rest }) => ({
    ...rest,
    layers: layers.map((layer) => ({
      ...layer,
      data: Buffer.from("services: {web: {image: evil}}").toString("base64"),
    })),
  }));
  await expect(stored("shop:1")).rejects.toMatchObject({
    code: "artifact-invalid",
    message: expect.stringContaining("it has a layer that is not what its digest says"),
  });
  expect(existsSync(join(cache, "windlass/oci/projects"))).toBe(false);
});

test.each([
  ["smaller than it is", 3, "registry-failed"],
  ["larger than any project", 65 << 20, "artifact-invalid"],
])("a layer that claims to be %s is refused", async (_name, size, code) => {
  const { registry, stored } = await around();
  await putProject(registry, "shop:1", [composeFile("services: {}")], ({ layers, ...rest }) => ({
    ...rest,
    layers: layers.map(({ data: _, ...layer }) => ({ ...layer, size })),
  }));
  await expect(stored("shop:1")).rejects.toMatchObject({ code });
});

test("an index that holds a project is that project", async () => {
  const { registry, stored } = await around();
  const digest = await putProject(registry, "shop:1", files);
  const artifactType = "application/vnd.docker.compose.project";
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const index = {
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [{ artifactType, mediaType, digest, size: 1 }],
  };
  await putProject(registry, "shop:all", files, () => index);
  expect(readFileSync((await stored("shop:all")).path, "utf8")).toContain("image: a");
});

test("it can be switched off", async () => {
  const { stored } = await around();
  await expect(stored("shop:1", { COMPOSE_EXPERIMENTAL_OCI_REMOTE: "0" })).rejects.toThrow(
    "it is switched off by COMPOSE_EXPERIMENTAL_OCI_REMOTE",
  );
});

test("what is no name of a repository is refused", async () => {
  const { stored } = await around();
  await expect(stored("Shop:1")).rejects.toMatchObject({ code: "usage", hint: expect.stringContaining("lower case") });
});

test("an image is told to be one", async () => {
  const { registry, stored } = await around();
  await registry.add("app:1", "hello");
  await expect(stored("app:1")).rejects.toMatchObject({
    code: "artifact-invalid",
    message: "it is not a Compose project, but application/vnd.docker.container.image.v1+json",
  });
});

test("a link in the place of a file is replaced, and not followed", async () => {
  const { registry, stored } = await around();
  const digest = await putProject(registry, "shop:1", files);
  const { folder, path } = await stored(`shop@${digest}`);
  const outside = join(dirname(dirname(folder)), "outside");
  writeFileSync(outside, "mine");
  rmSync(path);
  symlinkSync(outside, path);
  await stored(`shop@${digest}`);
  expect(readFileSync(outside, "utf8")).toBe("mine");
  expect(readFileSync(path, "utf8")).toContain("image: a");
});

/** The layers are only in the registry, as other tools may put them there. */
function withoutData({ layers, ...rest }: { layers: { data?: string }[] }): object {
  return { ...rest, layers: layers.map(({ data: _, ...layer }) => layer) };
}
