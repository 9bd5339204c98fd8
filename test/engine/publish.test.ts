/** Published projects go between both tools: what one publishes the other loads, with the same result, from a registry that wants a login. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { noTls } from "../support/authority.ts";
import { engineAddresses } from "../support/engines.ts";
import { runProgram } from "../support/program.ts";
import { startRegistry, type TestRegistry } from "../support/registry.ts";

const [address = ""] = engineAddresses;
const login = { by: "token", user: "me", password: "correct horse" } as const;

/** Both tools, by one environment. */
interface Tools {
  readonly compose: (...args: string[]) => Promise<string>;
  readonly windlass: (...args: string[]) => Promise<string>;
}

const run = promisify(execFile);
const version = await run("docker", ["compose", "version", "--short"], {
  env: { ...process.env, DOCKER_CONFIG: join(homedir(), ".docker") },
}).catch(() => undefined);
const skipped = noTls || (version === undefined ? " (skipped: docker compose is not installed)" : "");

let folder = "";
let registry: TestRegistry;
let env: NodeJS.ProcessEnv = {};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wl-publish-"));
  registry = await startRegistry({ tls: !noTls, login });
  const config = join(folder, "config");
  await mkdir(config);
  const auth = Buffer.from(`${login.user}:${login.password}`).toString("base64");
  const plugins = join(homedir(), ".docker/cli-plugins");
  await writeFile(
    join(config, "config.json"),
    JSON.stringify({ auths: { [registry.host]: { auth } }, cliPluginsExtraDirs: [plugins] }),
  );
  const { NODE_EXTRA_CA_CERTS: _, ...own } = process.env;
  env = {
    ...own,
    DOCKER_HOST: address,
    DOCKER_CONFIG: config,
    SSL_CERT_FILE: registry.authority,
    XDG_CACHE_HOME: join(folder, "cache"),
    STAGE: "test",
  };
});

afterEach(async () => {
  await registry.close();
  await rm(folder, { recursive: true });
});

/** In a folder with these files. */
async function toolsIn(name: string, files: Readonly<Record<string, string>>): Promise<Tools> {
  const cwd = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(cwd, path, ".."), { recursive: true });
    await writeFile(join(cwd, path), text);
  }
  await mkdir(cwd, { recursive: true });
  return {
    compose: async (...args) => (await run("docker", ["compose", ...args], { env, cwd })).stdout,
    async windlass(...args) {
      const { code, stdout, stderr } = await runProgram(args, { env, cwd });
      expect({ args, code, stderr }).toMatchObject({ code: 0 });
      return stdout;
    },
  };
}

/** What both tools can publish: one name a list, no comment behind a name. */
const files = {
  "compose.yaml": `name: wl-publish-both
services:
  web:
    extends:
      file: parts/base.yaml
      service: base
    image: busybox:\${TAG:-1}
    env_file:
      - a.env
    environment:
      STAGE: \${STAGE}
  db:
    image: busybox
    volumes: ["data:/data"]
volumes:
  data:
`,
  "compose.more.yaml": "services:\n  db:\n    command: [sleep, '1']\n",
  "parts/base.yaml": "services:\n  base:\n    image: busybox\n    labels: {from: base}\n",
  "a.env": "A=1\n",
};

describe(`a project of several files, an extended one and an env file${skipped}`, { skip: skipped !== "" }, () => {
  test.each(["windlass", "compose"] as const)("that %s publishes is the same for both", async (publisher) => {
    const name = `${registry.host}/me/shop:1`;
    const here = await toolsIn("here", files);
    const named = ["-f", "compose.yaml", "-f", "compose.more.yaml"];
    await here[publisher](...named, "publish", "--with-env", "-y", name);
    const there = await toolsIn("there", {});
    const loaded = ["-f", `oci://${name}`, "config"];
    const [ours, theirs] = [await there.windlass(...loaded), await there.compose(...loaded)];
    expect(ours).toBe(theirs);
    expect(ours).toBe(await here.windlass(...named, "config"));
  });
});

test(`what windlass publishes of flow lists, comments and anchors docker compose loads${skipped}`, {
  skip: skipped !== "",
}, async () => {
  const name = `${registry.host}/me/shop:1`;
  const here = await toolsIn("here", {
    "compose.yaml": `name: wl-publish-both
x-common: &common
  env_file: [ a.env, {path: b.env, required: false} ] # two
services:
  web: {<<: *common, image: busybox, extends: {file: base.yaml, service: base}} # one line
`,
    "base.yaml": "services: {base: {image: busybox, env_file: c.env}}\n",
    "a.env": "A=1\n",
    "c.env": "C=1\n",
  });
  const there = await toolsIn("there", {});
  for (const [flags, environment] of [
    [["--with-env"], { A: "1", C: "1" }],
    [["-y"], undefined],
  ] as const) {
    await here.windlass("publish", ...flags, name);
    const { services } = JSON.parse(await there.compose("-f", `oci://${name}`, "config", "--format", "json"));
    expect(services.web.environment).toEqual(environment);
  }
});

test(`an included project of a registry is the same for both${skipped}`, { skip: skipped !== "" }, async () => {
  const name = `${registry.host}/me/shop:1`;
  const here = await toolsIn("here", { "compose.yaml": "services: {web: {image: busybox, ports: ['80']}}" });
  await here.windlass("publish", name);
  const there = await toolsIn("there", {
    "compose.yaml": `name: wl-publish-in\ninclude: ["oci://${name}"]\nservices: {db: {image: busybox}}\n`,
  });
  expect(await there.windlass("config")).toBe(await there.compose("config"));
});

test(`the manifest is docker compose's but for its version and time${skipped}`, { skip: skipped !== "" }, async () => {
  const here = await toolsIn("here", { "compose.yaml": "services: {web: {image: busybox}}\n" });
  const manifestOf = (tag: string): unknown => {
    const manifest = JSON.parse(registry.manifests.get("me/shop")?.get(tag)?.body.toString() ?? "");
    for (const { annotations } of manifest.layers) annotations["com.docker.compose.version"] = "";
    return { ...manifest, annotations: Object.keys(manifest.annotations) };
  };
  await here.windlass("publish", `${registry.host}/me/shop:ours`);
  await here.compose("publish", "-y", `${registry.host}/me/shop:theirs`);
  expect(manifestOf("ours")).toEqual(manifestOf("theirs"));
});

test(`one tool starts what the other published, and the other stops it${skipped}`, {
  skip: skipped !== "",
}, async () => {
  const name = `${registry.host}/me/shop:1`;
  const project = `wl-publish-${process.pid}`;
  const here = await toolsIn("here", {
    "compose.yaml": `name: ${project}
services:
  web:
    image: busybox
    command: sleep 600
    env_file: a.env
`,
    "a.env": "A=1",
  });
  await here.compose("publish", "--with-env", "-y", name);
  const there = await toolsIn("there", {});
  try {
    await there.windlass("-f", `oci://${name}`, "up", "-d");
    expect(await there.compose("-f", `oci://${name}`, "exec", "-T", "web", "sh", "-c", "echo $A")).toBe("1\n");
  } finally {
    await there.compose("-f", `oci://${name}`, "down", "-t", "0");
  }
  expect(await there.windlass("-p", project, "ps", "-aq")).toBe("");
});

test(`a wrong password is told without it${noTls}`, { skip: noTls !== "" }, async () => {
  const here = await toolsIn("here", { "compose.yaml": "services: {web: {image: busybox}}\n" });
  await here.windlass("publish", `${registry.host}/me/shop:1`);
  const auth = Buffer.from("me:hunter2").toString("base64");
  await writeFile(join(folder, "config/config.json"), JSON.stringify({ auths: { [registry.host]: { auth } } }));
  for (const args of [
    ["publish", `${registry.host}/me/shop:1`],
    ["-f", `oci://${registry.host}/me/shop:1`, "config"],
  ]) {
    const { code, stderr } = await runProgram(args, { env, cwd: join(folder, "here") });
    expect(code).toBe(1);
    expect(stderr).toContain("error[login-needed]");
    expect(stderr).toContain("docker login");
    expect(stderr).not.toMatch(/hunter2|correct horse/);
    expect(stderr).not.toContain(auth);
  }
});
