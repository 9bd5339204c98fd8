import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { askHelper } from "../../../src/docker/client/credential-helper.ts";
import { dockerLogins } from "../../../src/docker/client/docker-login.ts";

const folder = mkdtempSync(`${tmpdir()}/wdl-login-`);
const bin = `${folder}/bin`;
const env = { DOCKER_CONFIG: `${folder}/config`, PATH: `${bin}:${process.env.PATH}` };
const never = new AbortController().signal;
const host = "reg.example.org";

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  mkdirSync(env.DOCKER_CONFIG);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = (value: unknown): void => writeFileSync(`${env.DOCKER_CONFIG}/config.json`, JSON.stringify(value));

/** A credential helper of that name, as a shell script. */
function helper(name: string, script: string): void {
  writeFileSync(`${bin}/docker-credential-${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(`${bin}/docker-credential-${name}`, 0o755);
}

describe("what docker login left", () => {
  test("is read from the folder that DOCKER_CONFIG names, or from home", async () => {
    config({ auths: { [host]: { auth: Buffer.from("me:pw").toString("base64") } } });
    const login = { serveraddress: host, username: "me", password: "pw" };
    expect(await dockerLogins(env)(host, never)).toEqual({ ...login, from: `${env.DOCKER_CONFIG}/config.json` });
    mkdirSync(`${folder}/.docker`);
    writeFileSync(`${folder}/.docker/config.json`, readFileSync(`${env.DOCKER_CONFIG}/config.json`));
    expect(await dockerLogins({ HOME: folder })(host, never)).toEqual({
      ...login,
      from: `${folder}/.docker/config.json`,
    });
  });

  test("is nothing where there is no file, or nothing in it, and no place for one", async () => {
    expect(await dockerLogins(env)(host, never)).toBeUndefined();
    expect(await dockerLogins({})(host, never)).toBeUndefined();
    writeFileSync(`${env.DOCKER_CONFIG}/config.json`, "\n");
    expect(await dockerLogins(env)(host, never)).toBeUndefined();
  });

  test("is an error where the file is no JSON, without quoting it", async () => {
    writeFileSync(`${env.DOCKER_CONFIG}/config.json`, '{"auths": secret}');
    const asked = dockerLogins(env)(host, never);
    await expect(asked).rejects.toMatchObject({ code: "client-config-invalid" });
    await expect(asked).rejects.not.toThrow(/secret/);
  });
});

describe("DOCKER_AUTH_CONFIG", () => {
  const auth = Buffer.from("me:pw").toString("base64");
  const asked = { ...env, DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [host]: { auth } } }) };

  test("goes before the file and its helpers, and leads on to them for other registries", async () => {
    config({ credsStore: "test" });
    helper("test", `echo '{"Username":"helped","Secret":"pw"}'`);
    expect(await dockerLogins(asked)(host, never)).toMatchObject({ username: "me", from: "DOCKER_AUTH_CONFIG" });
    expect(await dockerLogins(asked)("other.example.org", never)).toMatchObject({ username: "helped" });
  });

  test("needs no file that can be read", async () => {
    writeFileSync(`${env.DOCKER_CONFIG}/config.json`, "{");
    expect(await dockerLogins(asked)(host, never)).toMatchObject({ username: "me" });
  });
});

describe("helpers of one command", () => {
  /** Tells when each of its runs begins and ends. */
  const telling = `read -r key; echo "+ $key" >> ${folder}/asked; sleep 0.1; echo "- $key" >> ${folder}/asked
echo '{"Username":"me","Secret":"pw"}'`;
  const asked = (): string[] => readFileSync(`${folder}/asked`, "utf8").trim().split("\n");

  test("are asked one question at a time, and none twice", async () => {
    config({ credsStore: "test" });
    helper("test", telling);
    const logins = dockerLogins(env);
    const hosts = ["a.example.org", "b.example.org", "a.example.org"];
    const found = await Promise.all(hosts.map((one) => logins(one, never)));
    expect(found.map((login) => login?.serveraddress)).toEqual(hosts);
    expect(asked()).toEqual(["+ a.example.org", "- a.example.org", "+ b.example.org", "- b.example.org"]);
  });

  test("are asked again where one has failed, and once their answer is old", async () => {
    config({ credsStore: "test" });
    helper("test", "echo 'error: locked'; exit 1");
    let now = 0;
    const logins = dockerLogins(env, () => now);
    await expect(logins(host, never)).rejects.toMatchObject({ code: "login-unreadable" });
    helper("test", telling);
    expect(await logins(host, never)).toMatchObject({ username: "me" });
    expect(await logins(host, never)).toMatchObject({ username: "me" });
    expect(asked()).toHaveLength(2);
    now = 600_000;
    await logins(host, never);
    expect(asked()).toHaveLength(4);
  });

  test("do not hold up those of other registries", async () => {
    config({ credHelpers: { "slow.example.org": "slow", "quick.example.org": "quick" } });
    helper("slow", "sleep 600");
    helper("quick", `echo '{"Username":"me","Secret":"pw"}'`);
    const logins = dockerLogins(env);
    const controller = new AbortController();
    const slow = logins("slow.example.org", controller.signal);
    slow.catch(() => {});
    expect(await logins("quick.example.org", never)).toMatchObject({ username: "me" });
    controller.abort(new Error("enough"));
    await expect(slow).rejects.toThrow("enough");
  });

  test("are none where a registry's own entry is empty: the file counts then", async () => {
    config({
      credsStore: "missing",
      credHelpers: { [host]: "" },
      auths: { [host]: { username: "me", password: "p" } },
    });
    expect(await dockerLogins(env)(host, never)).toMatchObject({ username: "me" });
  });
});

describe("a credential helper", () => {
  const ask = (limitMs?: number): ReturnType<typeof askHelper> =>
    askHelper("test", host, { env, signal: never, ...(limitMs !== undefined && { limitMs }) });

  test("is asked for the registry that it keeps the login of", async () => {
    config({ credHelpers: { "docker.io": "test" } });
    helper("test", `printf '%s %s' "$1" "$(cat)" > ${folder}/asked; echo '{"Username":"me","Secret":"pw"}'`);
    expect(await dockerLogins(env)("docker.io", never)).toEqual({
      serveraddress: "https://index.docker.io/v1/",
      username: "me",
      password: "pw",
      from: "docker-credential-test",
    });
    expect(readFileSync(`${folder}/asked`, "utf8")).toBe("get https://index.docker.io/v1/");
  });

  test("may give a token", async () => {
    helper("test", `echo '{"ServerURL":"${host}","Username":"<token>","Secret":"t"}'`);
    expect(await ask()).toEqual({ serveraddress: host, identitytoken: "t" });
  });

  test("that has no login for it is no error", async () => {
    helper("test", "echo 'credentials not found in native keychain'; exit 1");
    expect(await ask()).toBeUndefined();
  });

  test("that is not installed is named", async () => {
    await expect(ask()).rejects.toMatchObject({
      code: "login-unreadable",
      message: "the credential helper docker-credential-test is not installed",
    });
  });

  test("that fails is told with its own words", async () => {
    helper("test", "echo 'error: the key store is locked'; exit 1");
    await expect(ask()).rejects.toMatchObject({
      code: "login-unreadable",
      message: `docker-credential-test gave no login for ${host}: error: the key store is locked`,
    });
  });

  test("that answers nonsense is told without quoting it", async () => {
    helper("test", "echo pw:secret");
    await expect(ask()).rejects.toMatchObject({
      code: "login-unreadable",
      message: "docker-credential-test answered with something that is not JSON",
    });
  });

  test("that reads nothing of what it is asked works all the same", async () => {
    helper("test", `exec 0<&-; echo '{"Username":"me","Secret":"pw"}'`);
    expect(await ask()).toMatchObject({ username: "me" });
  });

  test("that does not answer is given up", async () => {
    helper("test", "exec sleep 600");
    await expect(ask(50)).rejects.toMatchObject({
      code: "login-unreadable",
      message: "docker-credential-test did not answer within 0.05 s",
    });
  });

  test("is given up when the run is", async () => {
    helper("test", `exec sleep 600`);
    const reason = new Error("enough");
    const controller = new AbortController();
    const asked = askHelper("test", host, { env, signal: controller.signal });
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await expect(askHelper("test", host, { env, signal: controller.signal })).rejects.toBe(reason);
  });
});
