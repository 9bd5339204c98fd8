import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { addressText } from "../../../src/docker/reach/address.ts";
import type { Files } from "../../../src/docker/reach/disk.ts";
import { type EngineSelector, placesToTry } from "../../../src/docker/reach/engine-selector.ts";
import { engineVariables } from "../../../src/docker/reach/for-programs.ts";

/** A disk of these files. */
const disk = (files: Readonly<Record<string, string>>): Files => ({
  read: (path) => files[path],
  names: (folder) => [
    ...new Set(
      Object.keys(files)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).replace(/\/.*/, "")),
    ),
  ],
});

const idOf = (name: string): string => createHash("sha256").update(name).digest("hex");

/** The files of a context, as `docker context create` writes them. */
const context = (
  name: string,
  docker: object,
  { folder = "/home/u/.docker", tls = {} }: { folder?: string; tls?: Readonly<Record<string, string>> } = {},
): Record<string, string> => ({
  [`${folder}/contexts/meta/${idOf(name)}/meta.json`]: JSON.stringify({ Name: name, Endpoints: { docker } }),
  ...Object.fromEntries(
    Object.entries(tls).map(([file, text]) => [`${folder}/contexts/tls/${idOf(name)}/docker/${file}`, text]),
  ),
});

const far = context("far", { Host: "tcp://far:2375" });
const near = context("near", { Host: "unix:///near.sock" });
const inUse = { "/home/u/.docker/config.json": '{"currentContext": "far"}' };

const found = (where: Partial<EngineSelector>, files: Readonly<Record<string, string>> = {}): readonly string[] =>
  placesToTry({ platform: "linux", home: "/home/u", env: {}, ...where }, disk(files)).map(
    ({ address, because }) => `${addressText(address)}${because && ` by ${because}`}`,
  );

describe("which engine is meant", () => {
  const files = { ...far, ...near, ...inUse };
  const env = { DOCKER_HOST: "tcp://host:1", DOCKER_CONTEXT: "near" };

  test("the flag counts before DOCKER_HOST, that before DOCKER_CONTEXT, that before the context in use", () => {
    expect(found({ env, context: "far" }, files)).toEqual(['tcp://far:2375 by the docker context "far"']);
    expect(found({ env, host: "tcp://flag:1" }, files)).toEqual(["tcp://flag:1 by --host"]);
    expect(found({ env }, files)).toEqual(["tcp://host:1 by DOCKER_HOST"]);
    expect(found({ env: { ...env, DOCKER_HOST: "" } }, files)).toEqual([
      'unix:///near.sock by the docker context "near"',
    ]);
    expect(found({}, files)).toEqual(['tcp://far:2375 by the docker context "far"']);
  });

  test("the context `default` is DOCKER_HOST, or the usual places", () => {
    expect(found({ env, context: "default" }, files)).toEqual(["tcp://host:1 by DOCKER_HOST"]);
    expect(found({ env: { DOCKER_CONTEXT: "default" } }, files)[0]).toBe("unix:///var/run/docker.sock");
  });

  test("--host and --context at once are refused", () => {
    expect(() => found({ host: "tcp://a:1", context: "far" }, files)).toThrow(
      expect.objectContaining({ code: "usage", message: expect.stringContaining("--host and --context") }),
    );
  });

  test("DOCKER_CONFIG says where contexts are kept", () => {
    const elsewhere = {
      ...context("other", { Host: "tcp://other:1" }, { folder: "/cfg" }),
      "/cfg/config.json": '{"currentContext": "other"}',
    };
    expect(found({ env: { DOCKER_CONFIG: "/cfg" } }, { ...files, ...elsewhere })).toEqual([
      'tcp://other:1 by the docker context "other"',
    ]);
  });

  test("HOME, or Windows' USERPROFILE, says where the user's folder is", () => {
    expect(found({ home: undefined, env: { HOME: "/home/u" } }, files)).toEqual(found({}, files));
    expect(found({ home: undefined, env: { USERPROFILE: "/home/u" } }, files)).toEqual(found({}, files));
  });

  test("a config.json that is no JSON selects no context, as for docker", () => {
    expect(found({}, { "/home/u/.docker/config.json": "{" })[0]).toBe("unix:///var/run/docker.sock");
  });

  test("a context that does not exist is an error that names those that do", () => {
    expect(() => found({ context: "faar" }, files)).toThrow(
      expect.objectContaining({
        code: "context-not-found",
        message: 'docker context "faar" does not exist',
        hint: "did you mean far? available contexts: default, far, near",
      }),
    );
    expect(() => found({ env: { DOCKER_CONTEXT: "x" } })).toThrow(
      expect.objectContaining({ hint: "available contexts: default" }),
    );
    expect(() => found({}, { ...near, ...inUse })).toThrow(/docker context "far" does not exist/);
  });

  test("a context without an engine, or with an address that is none, is named", () => {
    expect(() => found({ context: "k" }, context("k", {}))).toThrow(/^the docker context "k" has no engine address$/);
    expect(() => found({ context: "k" }, context("k", { Host: "fd://" }))).toThrow(
      /^the docker context "k" is "fd:\/\/"/,
    );
  });
});

describe("TLS", () => {
  const pems = { "ca.pem": "CA", "cert.pem": "CERT", "key.pem": "KEY" };
  const addressOf = (where: Partial<EngineSelector>, files: Readonly<Record<string, string>>): unknown =>
    placesToTry({ platform: "linux", home: "/home/u", env: {}, ...where }, disk(files))[0]?.address;
  const under = (folder: string): Record<string, string> =>
    Object.fromEntries(Object.entries(pems).map(([name, text]) => [`${folder}/${name}`, text]));
  const client = { cert: "CERT", key: "KEY" };
  const base = { kind: "tcp", host: "h", port: 2376 };

  test("DOCKER_TLS_VERIFY takes the certificates of DOCKER_CERT_PATH, or docker's own folder", () => {
    const env = { DOCKER_HOST: "tcp://h:2376", DOCKER_TLS_VERIFY: "1" };
    const expected = { ...base, tls: { ca: "CA", client, verify: true } };
    expect(addressOf({ env: { ...env, DOCKER_CERT_PATH: "/certs" } }, under("/certs"))).toEqual(expected);
    expect(addressOf({ env }, under("/home/u/.docker"))).toEqual(expected);
    expect(addressOf({ env: { DOCKER_TLS_VERIFY: "1" }, host: "tcp://h" }, under("/home/u/.docker"))).toEqual(expected);
  });

  test("DOCKER_TLS alone asks for TLS with whatever certificate the engine has", () => {
    expect(addressOf({ env: { DOCKER_HOST: "tcp://h", DOCKER_TLS: "1" } }, {})).toEqual({
      ...base,
      tls: { verify: false },
    });
  });

  test("without an authority there is nothing to verify by", () => {
    expect(() => addressOf({ env: { DOCKER_HOST: "tcp://h", DOCKER_TLS_VERIFY: "1" } }, {})).toThrow(
      expect.objectContaining({
        code: "engine-address-invalid",
        message: "DOCKER_TLS_VERIFY is set, but /home/u/.docker/ca.pem does not exist",
      }),
    );
  });

  test("a certificate without its key is told", () => {
    const { "/certs/key.pem": _, ...rest } = under("/certs");
    const env = { DOCKER_HOST: "tcp://h", DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: "/certs" };
    expect(() => addressOf({ env }, rest)).toThrow(/DOCKER_CERT_PATH has cert.pem, but no key.pem/);
  });

  test("a context brings its own, whatever the environment says", () => {
    const secured = context("far", { Host: "tcp://h:2376", SkipTLSVerify: false }, { tls: pems });
    const careless = context("far", { Host: "tcp://h:2376", SkipTLSVerify: true });
    expect(addressOf({ context: "far" }, secured)).toEqual({ ...base, tls: { ca: "CA", client, verify: true } });
    expect(addressOf({ context: "far" }, careless)).toEqual({ ...base, tls: { verify: false } });
    expect(addressOf({ context: "far", env: { DOCKER_TLS_VERIFY: "1" } }, far)).toEqual({
      kind: "tcp",
      host: "far",
      port: 2375,
    });
  });
});

describe("the usual places", () => {
  test("of Linux", () => {
    expect(found({ env: { XDG_RUNTIME_DIR: "/run/user/1" } })).toEqual([
      "unix:///var/run/docker.sock",
      "unix:///run/user/1/docker.sock by rootless Docker",
      "unix:///home/u/.docker/run/docker.sock by Docker Desktop",
      "unix:///home/u/.docker/desktop/docker.sock by Docker Desktop",
      "unix:///home/u/.orbstack/run/docker.sock by OrbStack",
      "unix:///home/u/.colima/default/docker.sock by Colima",
      "unix:///home/u/.rd/docker.sock by Rancher Desktop",
      "unix:///run/user/1/podman/podman.sock by rootless Podman",
      "unix:///run/podman/podman.sock by Podman",
    ]);
  });

  test("of macOS", () => {
    expect(
      found({ platform: "darwin", home: "/Users/u", env: { TMPDIR: "/var/folders/x/T/", COLIMA_HOME: "/c" } }),
    ).toEqual([
      "unix:///var/run/docker.sock",
      "unix:///Users/u/.docker/run/docker.sock by Docker Desktop",
      "unix:///Users/u/.docker/desktop/docker.sock by Docker Desktop",
      "unix:///Users/u/.orbstack/run/docker.sock by OrbStack",
      "unix:///c/default/docker.sock by Colima",
      "unix:///Users/u/.rd/docker.sock by Rancher Desktop",
      "unix:///var/folders/x/T/podman/podman-machine-default-api.sock by Podman",
      "unix:///Users/u/.local/share/containers/podman/machine/podman.sock by Podman",
    ]);
  });

  test("of Windows", () => {
    expect(found({ platform: "win32", home: "C:\\Users\\u" })).toEqual([
      "npipe:////./pipe/docker_engine",
      "npipe:////./pipe/dockerDesktopLinuxEngine by Docker Desktop",
      "npipe:////./pipe/podman-machine-default by Podman",
    ]);
  });

  test("without a user's folder, those that need none", () => {
    expect(found({ home: undefined })).toEqual([
      "unix:///var/run/docker.sock",
      "unix:///run/podman/podman.sock by Podman",
    ]);
  });
});

describe("what docker's own programs are told of the engine", () => {
  const told = (where: Partial<EngineSelector>): object =>
    engineVariables({ home: "/home/u", env: {}, ...where }, "tcp://found:1", disk({ ...far, ...inUse }));

  test("a context by its name, whatever the environment says besides", () => {
    const env = { DOCKER_HOST: "tcp://host:1" };
    expect(told({ env, context: "far" })).toEqual({ DOCKER_HOST: undefined, DOCKER_CONTEXT: "far" });
    expect(told({ env: { DOCKER_CONTEXT: "far" } })).toEqual({ DOCKER_HOST: undefined, DOCKER_CONTEXT: "far" });
    expect(told({})).toEqual({ DOCKER_HOST: undefined, DOCKER_CONTEXT: "far" });
  });

  test("otherwise the address at which the engine was found", () => {
    const address = { DOCKER_HOST: "tcp://found:1", DOCKER_CONTEXT: undefined };
    expect(told({ host: "tcp://found:1", env: { DOCKER_CONTEXT: "far" } })).toEqual(address);
    expect(told({ env: { DOCKER_HOST: "tcp://found:1", DOCKER_CONTEXT: "far" } })).toEqual(address);
    expect(told({ home: "/home/other" })).toEqual(address);
    expect(told({ home: undefined })).toEqual(address);
  });
});
