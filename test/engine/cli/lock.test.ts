/** The life of a lock: the command on a real engine, with a registry whose tag moves. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { apiAtLeast } from "../../../src/engine/api-version.ts";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses, imageStore, removeImage } from "../../support/engines.ts";
import { digestOf } from "../../support/image-parts.ts";
import { type Ended, runProgram } from "../../support/program.ts";
import { startRegistry, type TestRegistry } from "../../support/registry.ts";

const [address = ""] = engineAddresses;

let effects: Effects;
let registry: TestRegistry;
let image: string;
let compose: string;
/** By digest, newest last. */
let versions: string[] = [];

beforeAll(async () => {
  registry = await startRegistry();
});
beforeEach(async () => {
  effects = await openEffects(address);
  image = `${registry.host}/${effects.project}:1`;
  compose = `services:
  web:
    image: "${image}"
    command: [sleep, "600"]
    init: true
    network_mode: none
`;
  await release("one");
  await windlass("lock");
});
afterEach(async () => {
  await effects.remove();
  await forgetImages();
  versions = [];
});
afterAll(() => registry.close());

async function windlass(...args: readonly string[]): Promise<Ended> {
  const path = join(effects.folder, "compose.yaml");
  await writeFile(path, compose);
  const env = { ...process.env, DOCKER_HOST: address, DOCKER_CONFIG: effects.folder };
  return runProgram(["-p", effects.project, "-f", path, ...args], { env, cwd: effects.folder });
}

/** Moves the tag to an image that says which one it is, on the registry and here. */
async function release(version: string): Promise<void> {
  const { docker } = effects;
  const [repo = "", tag = ""] = [image.slice(0, image.lastIndexOf(":")), image.slice(image.lastIndexOf(":") + 1)];
  const source = await docker.createContainer({ Image: "busybox", Labels: { version } });
  await source.commit({ repo, tag });
  await source.remove();
  const pushing = await docker.getImage(image).push({ authconfig: { username: "", password: "" } });
  await new Promise<void>((resolve, reject) =>
    docker.modem.followProgress(pushing, (error) => (error ? reject(error) : resolve())),
  );
  versions.push(digestOf(registry.manifests.get(effects.project)?.get(tag)?.body ?? Buffer.of()));
}

/** As on a machine that has never had them. */
async function forgetImages(): Promise<void> {
  const names = versions.map((digest) => image.replace(/:1$/, `@${digest}`));
  for (const name of [image, ...names]) await removeImage(address, name);
}

const version = async (): Promise<string | undefined> => (await effects.inspect("web")).Config.Labels.version;
const lock = (): Promise<string> => readFile(join(effects.folder, "compose.lock.yaml"), "utf8");
const short = (digest = ""): string => digest.slice(0, "sha256:".length + 12);

test("up --locked runs what was locked after the tag has moved; an update shows old and new, and then it is recreated", async () => {
  expect(await windlass("up", "-d", "--locked")).toMatchObject({ code: 0 });
  await release("two");

  const { Id } = await effects.inspect("web");
  const again = (await imageStore(address)) === "graph-driver" ? "nothing to do" : " Pulled ";
  expect((await windlass("up", "-d", "--locked")).stderr).toContain(again);
  expect(await effects.inspect("web")).toMatchObject({ Id, Config: { Labels: { version: "one" } } });
  const [, row = ""] = (await windlass("images", "--outdated")).stdout.split("\n");
  expect(row.split(/ {2,}/)).toEqual([image, "web", short(versions[0]), short(versions[1]), "outdated"]);

  const shown = `~ image: ${image} ${short(versions[0])}… → ${short(versions[1])}… (compose.lock.yaml:6)`;
  expect((await windlass("--dry-run", "update")).stdout).toContain(shown);
  expect(await lock()).toContain(versions[0]);
  expect(await windlass("update", "-y", "web")).toMatchObject({ code: 0, stdout: expect.stringContaining(shown) });
  expect(await lock()).toContain(versions[1]);

  expect((await windlass("plan", "--locked")).stdout).toContain(
    `image: ${image}@${short(versions[0])}… → ${image}@${short(versions[1])}… (compose.lock.yaml:6)`,
  );
  expect(await windlass("up", "-d", "--locked")).toMatchObject({ code: 0 });
  expect(await version()).toBe("two");
  expect(JSON.parse((await windlass("images", "--outdated", "--format", "json")).stdout)).toMatchObject([
    { Status: "current", Local: versions[1], Registry: versions[1] },
  ]);
});

test("a machine without the image brings it by its digest, whatever the tag stands for", async () => {
  await release("two");
  await forgetImages();
  expect(await windlass("up", "-d", "--locked")).toMatchObject({ code: 0 });
  expect(await version()).toBe("one");
  // The tag means another image, which is not here: only a pull can tell.
  expect((await windlass("plan")).stdout).toMatch(/may recreate +if the image changes/);
  expect(await windlass("up", "-d")).toMatchObject({ code: 0 });
  expect(await version()).toBe("two");
});

test("where lock and tag are one image, nothing is recreated by turns with and without the lock", async () => {
  compose += `    pre_start: [{image: "${image}", command: "true"}]\n`;
  if (apiAtLeast(effects.engine.facts.apiVersion, "1.48"))
    compose += `    volumes: [{type: image, source: "${image}", target: /same}]\n`;
  expect(await windlass("up", "-d")).toMatchObject({ code: 0 });
  const { Id } = await effects.inspect("web");
  for (const flags of [["--locked"], [], ["--locked"]])
    expect((await windlass("up", "-d", ...flags)).stderr).toContain("nothing to do");
  await forgetImages();
  expect((await windlass("up", "-d", "--locked")).code).toBe(0);
  expect((await effects.inspect("web")).Id).toBe(Id);
});

test("run, create and pull use the lock, too", async () => {
  await release("two");
  await forgetImages();
  expect(await windlass("pull", "--locked")).toMatchObject({ code: 0 });
  expect(await windlass("create", "--locked", "--pull", "never")).toMatchObject({ code: 0 });
  expect(await version()).toBe("one");
  const { stdout } = await windlass("run", "--rm", "-d", "--locked", "--name", `${effects.project}-run`, "web");
  const { Config } = await effects.docker.getContainer(stdout.trim()).inspect();
  expect(Config.Labels.version).toBe("one");
});

test("the digests of all platforms are locked where this machine reaches the registry, and unknown where not", async () => {
  await rm(join(effects.folder, "compose.lock.yaml"));
  await registry.add(`${effects.project}:1`, "several", ["linux/s390x", "linux/amd64"]);
  const manifests = [...(registry.manifests.get(effects.project)?.values() ?? [])];
  const index = JSON.parse(
    manifests.map(({ body }) => body.toString()).find((body) => body.includes('"manifests"')) ?? "",
  );
  const [s390x, amd64] = index.manifests.map(({ digest }: { readonly digest: string }) => digest);
  expect(await windlass("lock")).toMatchObject({ code: 0 });
  expect(await lock()).toContain("      linux/amd64: null\n      linux/s390x: null\n");
  const known = await windlass("--insecure-registry", registry.host, "update", "-y");
  expect(known.stdout).toContain("Wrote compose.lock.yaml: 1 with more platforms known\n");
  expect(await lock()).toContain(`      linux/amd64: ${amd64}\n      linux/s390x: ${s390x}\n`);
  expect((await windlass("update")).stdout).toContain("is up to date");
});

test("a missing entry is refused before the first call, and lock --check fails in text and JSON", async () => {
  compose = compose.replace(":1", ":2");
  const { code, stderr } = await windlass("up", "-d", "--locked");
  expect(code).toBe(1);
  expect(stderr).toContain(
    `error[image-not-locked]: ${image.replace(/:1$/, ":2")} is not in the lock file\n --> compose.yaml:3:`,
  );
  await expect(effects.inspect("web")).rejects.toThrow("no container");
  expect(await windlass("lock", "--check")).toMatchObject({ code: 1, stdout: expect.stringContaining("lock-unused") });
  const report = JSON.parse((await windlass("lock", "--check", "--format", "json")).stdout);
  expect(report).toMatchObject({ valid: false, errors: 2 });
});

test("an image that the registry does not have is an error with its line, and nothing is written", async () => {
  compose = compose.replace(":1", ":2");
  await rm(join(effects.folder, "compose.lock.yaml"));
  const { code, stderr } = await windlass("lock");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error\[image-not-found\]: cannot look up .*:2 on its registry: .*\n --> compose\.yaml:3:/);
  await expect(lock()).rejects.toThrow("ENOENT");
});
