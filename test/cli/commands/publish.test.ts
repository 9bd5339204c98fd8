// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import { expect, onTestFinished, test } from "vitest";
import type { TestContext } from "../../support/process-context.ts";
import { startRegistry, type TestRegistry } from "../../support/registry.ts";
import { type Ended, shop } from "../../support/shop.ts";

const plain = "services: {web: {image: 'busybox:${TAG:-1}'}}\n";
const risky = `services:
  web:
    image: busybox
    environment: {DB_PASSWORD: hunter2}
    volumes: ["./user-data:/user-data"]
`;

async function started(): Promise<TestRegistry> {
  const registry = await startRegistry();
  onTestFinished(() => registry.close());
  return registry;
}

const windlass = (
  words: string,
  file: string,
  options: Parameters<typeof shop>[1] = {},
  around: Partial<TestContext> = {},
): Promise<Ended> => shop(file, options).windlass(words, around);

const tagOf = (registry: TestRegistry, tag = "1"): string =>
  registry.manifests.get("me/shop")?.get(tag)?.body.toString() ?? "";

test.each(["publish", "alpha publish"])("%s puts the project's files into a registry", async (command) => {
  const registry = await started();
  const { code, out, err } = await windlass(`${command} --insecure-registry ${registry.host}/me/shop:1`, plain);
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).toMatch(/ publishing compose\.yaml\n .* published sha256:[0-9a-f]{64}\n$/);
  const { layers } = JSON.parse(tagOf(registry));
  expect(Buffer.from(layers[0].data, "base64").toString()).toBe(plain);
});

test("publish without an answer is refused, with all that was found, its lines, and no value", async () => {
  const registry = await started();
  const { code, err } = await windlass(`publish --insecure-registry ${registry.host}/me/shop:1`, risky);
  expect(code).toBe(1);
  expect(err).toContain(
    'error[publish-refused]: service "web": literal value for "DB_PASSWORD"\n --> compose.yaml:4:32',
  );
  expect(err).toContain('service "web" mounts ./user-data:/user-data');
  expect(err).toContain("add --allow env or --with-env");
  expect(err).not.toContain("hunter2");
  expect(registry.calls).toEqual([]);
});

test("publish asks once for all of it; a no is 130, a yes publishes", async () => {
  const registry = await started();
  const words = `publish --insecure-registry ${registry.host}/me/shop:1`;
  const declined = await windlass(words, risky, { answers: ["n"] });
  expect(declined.code).toBe(130);
  expect(declined.err).toBe(`you are about to publish env-related declarations within your OCI artifact.
  compose.yaml:4  service "web": literal value for "DB_PASSWORD"
you are about to publish bind mounts declaration within your OCI artifact.
only the bind mount declarations will be added to the OCI artifact (not content)
  compose.yaml:5  service "web" mounts ./user-data:/user-data
Are you ok to publish all of this? [y/N] 
`);
  expect(registry.calls).toEqual([]);
  expect((await windlass(words, risky, { answers: ["y"] })).code).toBe(0);
  expect(tagOf(registry)).not.toBe("");
});

test("publish asks in front of a terminal, and an empty line is a no", async () => {
  const { code, err } = await windlass("--progress plain publish r.test/me/shop", risky, { tty: true });
  expect(code).toBe(130);
  expect(err).toMatch(/Are you ok to publish all of this\? \[y\/N\] $/);
});

test.each(["--yes", "-y", "--allow bind-mounts,env", "--with-env --allow bind-mounts"])(
  "publish %s asks nothing",
  async (flags) => {
    const { code, err } = await windlass(`publish ${flags} --dry-run r.test/me/shop`, risky);
    expect({ code, err }).toEqual({
      code: 0,
      err: " r.test/me/shop publishing compose.yaml (dry run)\n r.test/me/shop published compose.yaml (dry run)\n",
    });
  },
);

test("publish --with-env publishes env files; without it they may be missing where the project is used", async () => {
  const registry = await started();
  const file = "services: {web: {image: x, env_file: a.env}}";
  const published = async (flags: string): Promise<string[]> => {
    const shell = shop(file);
    const { disk } = await import("../../support/memory-context.ts").then(({ memoryContext }) =>
      memoryContext({ "/app/compose.yaml": file, "/app/a.env": "A=1" }),
    );
    const { code } = await shell.windlass(`publish ${flags} --insecure-registry ${registry.host}/me/shop:1`, { disk });
    expect(code).toBe(0);
    const { layers } = JSON.parse(tagOf(registry));
    return layers.map((layer: { data: string }) => Buffer.from(layer.data, "base64").toString());
  };
  expect(await published("--with-env")).toEqual([expect.stringMatching(/env_file: [0-9a-f]{64}\.env}/), "A=1"]);
  expect(await published("-y")).toEqual([expect.stringContaining("required: false")]);
});

test("publish --resolve-image-digests and --app publish the images, too", async () => {
  const registry = await started();
  const image = await registry.add("app:1", "hello");
  const words = `--insecure-registry ${registry.host}/me/shop:1`;
  const file = `services: {web: {image: '${image}'}}`;
  expect((await windlass(`publish --resolve-image-digests ${words}`, file)).code).toBe(0);
  expect(JSON.parse(tagOf(registry)).layers.length).toBe(2);
  const { err } = await windlass(`publish --app ${words}`, file);
  const [, index = ""] = /, images (sha256:[0-9a-f]{64})\n/.exec(err) ?? [];
  expect(JSON.parse(tagOf(registry, index)).subject.artifactType).toBe("application/vnd.docker.compose.project");
});

test("publish --oci-version 1.0 is for registries that know no artifacts", async () => {
  const registry = await started();
  const words = `publish --oci-version 1.0 --insecure-registry ${registry.host}/me/shop:1`;
  expect((await windlass(words, plain)).code).toBe(0);
  expect(JSON.parse(tagOf(registry)).artifactType).toBeUndefined();
  expect((await windlass("publish --oci-version 2 r.test/x", plain)).err).toContain("must be one of 1.0, 1.1");
});

test("publish refuses a wrong --allow and a name that is none", async () => {
  expect((await windlass("publish --allow all r.test/x", plain)).err).toContain(
    "must be one of bind-mounts, env, secrets, configs",
  );
  expect((await windlass("publish https://r.test/x", plain)).err).toContain("write the name without https://");
});

test("publish tells what cannot be published, with its line", async () => {
  const { code, err } = await windlass("publish r.test/me/shop", "services:\n  web:\n    build: .\n");
  expect(code).toBe(1);
  expect(err).toContain('it only contains a build section for service(s): "web"\n --> compose.yaml:3:5');
});
