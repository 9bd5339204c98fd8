import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { nodeDisk, storedProject } from "../../../src/index.ts";
import type { TestContext } from "../../support/process-context.ts";
import { composeFile, putProject } from "../../support/published.ts";
import { startRegistry } from "../../support/registry.ts";
import { type Ended, type Shop, shop } from "../../support/shop.ts";

const asking = `name: shop
services:
  web:
    image: nginx
    privileged: true
    environment: {A: plain}
    volumes: ["/etc/hostname:/h"]
`;

/** Runs `windlass --insecure-registry HOST -f oci://HOST/shop:1 WORDS`. */
async function published(
  text: string,
  options: Parameters<typeof shop>[1] = {},
): Promise<{ readonly made: Shop; readonly windlass: (words: string, more?: string) => Promise<Ended> }> {
  const registry = await startRegistry();
  const cache = mkdtempSync(join(tmpdir(), "wdl-trust-"));
  onTestFinished(async () => {
    await registry.close();
    rmSync(cache, { recursive: true });
  });
  await putProject(registry, "shop:1", [composeFile(text)]);
  const made = shop("", options);
  const around: Partial<TestContext> = {
    disk: nodeDisk(() => process.stdin),
    openRegistries: (insecure) => ({
      project: (name) =>
        storedProject(name, {
          env: { XDG_CACHE_HOME: cache, DOCKER_CONFIG: "/nonexistent" },
          home: undefined,
          insecure,
          signal: new AbortController().signal,
        }),
    }),
  };
  return {
    made,
    windlass: (words, more = `--insecure-registry ${registry.host}`) =>
      made.windlass(`--progress plain ${more} -f oci://${registry.host}/shop:1 ${words}`, around),
  };
}

test.each(["up -d", "create", "plan", "run web", "up -d --dry-run", "scale web=2"])(
  "%s refuses a published project what it asks of this machine, where nobody can be asked",
  async (words) => {
    const { made, windlass } = await published(asking);
    const { code, err } = await windlass(words);
    expect(code).toBe(1);
    expect(err).toContain('error[untrusted-project]: not trusted: service "web" has all rights on the host');
    expect(err).toContain('not trusted: service "web" mounts "/etc/hostname" of this machine');
    expect(err).toMatch(/compose\.yaml:5:17\n/);
    expect(made.engine.states()).toEqual({});
  },
);

test.each(["up -d --yes", "up -d -y", "--trust up -d", "create -y"])("%s grants it", async (words) => {
  const { made, windlass } = await published(asking);
  expect((await windlass(words)).code).toBe(0);
  expect(Object.keys(made.engine.states())).toEqual(["shop-web-1"]);
});

test.each(["config", "pull", "ps", "down", "images"])(
  "%s asks nothing of this machine, and is not asked about",
  async (words) => {
    const { windlass } = await published(asking);
    expect((await windlass(words)).code).toBe(0);
  },
);

test("at a terminal it is asked once, in one list", async () => {
  const { made, windlass } = await published(asking, { tty: true, answers: ["y"] });
  const { code, err } = await windlass("--ansi never up -d");
  expect(code).toBe(0);
  expect(err).toContain(`/shop:1" asks for more than its own containers and files:
  compose.yaml:5  service "web" has all rights on the host
  compose.yaml:7  service "web" mounts "/etc/hostname" of this machine
Grant this? [y/N] `);
  expect(err.match(/Grant this/g)).toHaveLength(1);
  expect(Object.keys(made.engine.states())).toEqual(["shop-web-1"]);
});

test("a no changes nothing", async () => {
  const { made, windlass } = await published(asking, { tty: true, answers: ["n"] });
  const { code, err } = await windlass("--ansi never up -d");
  expect(code).toBe(1);
  expect(err).toContain("was not granted what it asks for");
  expect(made.engine.states()).toEqual({});
});

test("a registry without HTTPS is reached only with --insecure-registry", async () => {
  const { windlass } = await published("services: {web: {image: nginx}}");
  expect((await windlass("config --images")).out).toBe("nginx\n");
  expect((await windlass("config --images", "")).err).toContain("it does not speak HTTPS");
});
