/** Push, remove, pull and run, with the logins that docker's settings have, from registries that ask for one. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { apiAtLeast } from "../../../src/engine/api-version.ts";
import { noTls } from "../../support/authority.ts";
import { apiVersion } from "../../support/engines.ts";
import { type ImageProject, imageProject, sleeper } from "../../support/image-project.ts";
import { type RegistryLogin, startRegistry, type TestRegistry } from "../../support/registry.ts";

const password = `marked-${randomBytes(8).toString("hex")}`;
const wrong = `wrong-${randomBytes(8).toString("hex")}`;
const identityToken = `token-${randomBytes(8).toString("hex")}`;
const auth = (secret: string): string => Buffer.from(`me:${secret}`).toString("base64");

let project: ImageProject;
let registry: TestRegistry;
/** All that was printed: no secret may be among it. */
let printed: string;

beforeEach(() => {
  project = imageProject();
  printed = "";
});
afterEach(async () => {
  await project.close();
  await registry.close();
  for (const secret of [password, wrong, identityToken, registry.token])
    for (const form of [secret, auth(secret), Buffer.from(secret).toString("base64")])
      expect(printed).not.toContain(form);
});

async function windlass(args: string, env: Readonly<Record<string, string>> = {}) {
  const ended = await project.run(args.split(" "), env);
  printed += ended.stdout + ended.stderr;
  return { code: ended.code, err: ended.stderr, out: ended.stdout };
}

async function start(by: RegistryLogin["by"], tls = false): Promise<string> {
  registry = await startRegistry({ login: { by, user: "me", password, identityToken }, tls });
  const image = `${registry.host}/${project.name}:1`;
  project.write({ "compose.yaml": `services: {web: {image: "${image}", build: .}}\n`, Dockerfile: sleeper });
  return image;
}

/** Pushes, forgets, pulls and runs. */
async function thereAndBack(image: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  expect(await windlass("build", env)).toMatchObject({ code: 0 });
  await project.tag(image, "also");
  const build = `{context: ., tags: ["${image.replace(/1$/, "also")}"]}`;
  project.write({ "tags.yaml": `services: {web: {build: ${build}}}\n` });
  const pushed = await windlass("-f compose.yaml -f tags.yaml push", env);
  expect(pushed).toMatchObject({ code: 0, err: expect.stringContaining("2 images pushed") });
  const tags = registry.manifests.get(project.name);
  expect([...(tags?.keys() ?? [])]).toEqual(expect.arrayContaining(["1", "also"]));
  const digest = [...(tags?.keys() ?? [])].find((key) => key.startsWith("sha256:"));
  expect(pushed.err).toContain(` Image ${image} Pushed ${digest}\n`);
  await project.forget(image);
  await project.forget(image.replace(/1$/, "also"));
  expect(await windlass("pull", env)).toMatchObject({
    code: 0,
    err: expect.stringContaining(` Image ${image} Pulled`),
  });
  expect(await windlass("up -d --no-build", env)).toMatchObject({ code: 0 });
  expect((await windlass("ps", env)).out).toContain("Up");
}

describe.each([
  ["basic", false, ""],
  ["token", false, ""],
  ["basic", true, noTls],
] as const)("a registry that asks for a login (%s, TLS: %s)", (by, tls, skipped) => {
  test.skipIf(skipped !== "")(`takes and gives images by the login in the file${skipped}`, async () => {
    const image = await start(by, tls);
    project.settings({ auths: { [`https://${registry.host}/v1/`]: { auth: auth(password) } } });
    await thereAndBack(image);
  });

  test.skipIf(skipped !== "")(`refuses a wrong password, and says whose it was and where it is${skipped}`, async () => {
    const image = await start(by, tls);
    project.settings({ auths: { [registry.host]: { auth: auth(wrong) } } });
    await windlass("build");
    for (const args of ["push", "pull", "--progress json pull", "--progress tty --ansi always pull"]) {
      const { code, err } = await windlass(args);
      expect(code).toBe(1);
      expect(err.replaceAll("\\/", "/")).toContain(
        `(logged in to ${registry.host} as me, from ${project.folder}/docker/config.json)`,
      );
    }
    const { err } = await windlass("pull");
    expect(err).toContain(`error[login-needed]: service "web": cannot pull ${image}`);
    expect(err).toContain("compose.yaml:2:25");
    expect(err).toContain(`hint: log in again: docker login ${registry.host}`);
    await windlass("plan push");
    await windlass("plan --format json pull");
  });

  test.skipIf(skipped !== "")(`says how to log in where there is no login${skipped}`, async ({ skip }) => {
    // Of a registry of its own host, which it also tries without TLS, an older engine tells only how that went.
    skip(tls && !apiAtLeast(await apiVersion(), "1.42"), "this engine does not tell that a login is missing");
    await start(by, tls);
    const { code, err } = await windlass("pull");
    expect(code).toBe(1);
    expect(err).toContain(`hint: log in to the registry: docker login ${registry.host}`);
  });
});

test("a wrong password leaves what runs as it is", async () => {
  const image = await start("basic");
  project.settings({ auths: { [registry.host]: { auth: auth(password) } } });
  await thereAndBack(image);
  project.write({ "compose.yaml": `services: {web: {image: "${image}"}}\n` });
  expect(await windlass("up -d")).toMatchObject({ code: 0 });
  const before = (await windlass("ps -q")).out;
  project.settings({ auths: { [registry.host]: { auth: auth(wrong) } } });
  const { code } = await windlass("up -d --pull always --force-recreate");
  expect(code).toBe(1);
  expect((await windlass("ps -q")).out).toBe(before);
});

test("DOCKER_AUTH_CONFIG goes before the file", async () => {
  const image = await start("basic");
  project.settings({ auths: { [registry.host]: { auth: auth(wrong) } } });
  const given = (secret: string) => ({
    DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [registry.host]: { auth: auth(secret) } } }),
  });
  await thereAndBack(image, given(password));
  const { err } = await windlass("pull", given(wrong));
  expect(err).toContain(`(logged in to ${registry.host} as me, from DOCKER_AUTH_CONFIG)`);
});

describe("a credential helper", () => {
  /** Keeps its calls in a file. */
  const logging = (answer: object): string =>
    `#!/bin/sh\nread -r key; echo "$1 $key" >> ${project.folder}/asked\necho '${JSON.stringify(answer)}'\n`;

  test("is asked for the registry, once a command", async () => {
    await start("basic");
    const also = await registry.add("also:1", "x");
    const more = await registry.add("more:1", "y");
    project.write({ "compose.yaml": `services: {a: {image: "${also}"}, b: {image: "${more}"}}\n` });
    project.program("docker-credential-fake", logging({ Username: "me", Secret: password }));
    project.settings({ auths: { [registry.host]: {} }, credHelpers: { [registry.host]: "fake" } });
    expect(await windlass("pull")).toMatchObject({ code: 0 });
    expect(readFileSync(`${project.folder}/asked`, "utf8")).toBe(`get ${registry.host}\n`);
    expect(registry.calls.filter((call) => call.startsWith("HEAD") && call.includes("/manifests/"))).not.toEqual([]);
  });

  test("may keep an identity token, which stands for a password", async () => {
    const image = await start("token");
    project.program("docker-credential-fake", logging({ Username: "<token>", Secret: identityToken }));
    project.settings({ credsStore: "fake" });
    await registry.add(`${project.name}:1`, "x");
    expect(await windlass("pull")).toMatchObject({ code: 0 });
    project.program("docker-credential-fake", logging({ Username: "<token>", Secret: wrong }));
    await project.forget(image);
    const { code, err } = await windlass("pull");
    expect(code).toBe(1);
    expect(err).toContain(`(logged in to ${registry.host} with a token, from docker-credential-fake)`);
  });

  test("that is not installed is told, with what to do", async () => {
    await start("basic");
    project.settings({ credsStore: "nowhere" });
    const { code, err } = await windlass("pull");
    expect(code).toBe(1);
    expect(err).toContain("error[login-unreadable]");
    expect(err).toContain("the credential helper docker-credential-nowhere is not installed");
    expect(err).toContain("compose.yaml:2:25");
  });
});

test("a registry token is sent as it is", async () => {
  await start("token");
  await registry.add(`${project.name}:1`, "x");
  project.settings({ auths: { [registry.host]: { registrytoken: registry.token } } });
  expect(await windlass("pull")).toMatchObject({ code: 0 });
});
