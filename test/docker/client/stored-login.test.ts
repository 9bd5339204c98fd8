import { describe, expect, test } from "vitest";
import { hubKey } from "../../../src/docker/client/registries.ts";
import { storedLogin } from "../../../src/docker/client/stored-login.ts";

const auth = (plain: string): string => Buffer.from(plain).toString("base64");
const host = "reg.example.org";

describe("a login in the file", () => {
  test.each([
    ["under the host", host],
    ["with a scheme", `https://${host}`],
    ["with scheme and path", `https://${host}/v1/`],
  ])("is found %s", (_, key) => {
    const config = { auths: { "other.example.org": { auth: auth("x:y") }, [key]: { auth: auth("me:a:b") } } };
    expect(storedLogin(config, host)).toEqual({
      kind: "login",
      login: { serveraddress: host, username: "me", password: "a:b" },
    });
  });

  test("for Docker Hub is found under any of its names", () => {
    for (const key of [hubKey, "docker.io", "https://index.docker.io/v2/"])
      expect(storedLogin({ auths: { [key]: { auth: auth("me:pw") } } }, hubKey)).toMatchObject({
        login: { username: "me", serveraddress: hubKey },
      });
  });

  test("may be a token, with or without a user", () => {
    const login = (entry: object): unknown => storedLogin({ auths: { [host]: entry } }, host);
    expect(login({ auth: auth("me:"), identitytoken: "t" })).toMatchObject({
      login: { username: "me", identitytoken: "t" },
    });
    expect(login({ registrytoken: "r" })).toEqual({
      kind: "login",
      login: { serveraddress: host, registrytoken: "r" },
    });
  });

  test("may be spelt out, and padded with zero bytes", () => {
    expect(storedLogin({ auths: { [host]: { username: "me", password: "pw" } } }, host)).toMatchObject({
      login: { username: "me", password: "pw" },
    });
    expect(storedLogin({ auths: { [host]: { auth: auth("me:pw\0\0") } } }, host)).toMatchObject({
      login: { password: "pw" },
    });
  });

  test("that is damaged is told without what it holds", () => {
    const damaged = (): unknown => storedLogin({ auths: { [host]: { auth: auth("nocolon") } } }, host);
    expect(damaged).toThrow(expect.objectContaining({ code: "login-unreadable" }));
    expect(damaged).not.toThrow(/nocolon/);
  });

  test("that is empty is none", () => {
    expect(storedLogin({ auths: { [host]: {} } }, host)).toEqual({ kind: "none" });
    expect(storedLogin({}, host)).toEqual({ kind: "none" });
    expect(storedLogin({ auths: "nonsense" }, host)).toEqual({ kind: "none" });
  });
});

describe("a credential helper", () => {
  test("goes before the file, and a registry's own before the general one", () => {
    const auths = { [host]: { auth: auth("me:pw") } };
    expect(storedLogin({ auths, credsStore: "general" }, host)).toEqual({ kind: "helper", helper: "general" });
    const both = { auths, credsStore: "general", credHelpers: { [`https://${host}`]: "own" } };
    expect(storedLogin(both, host)).toEqual({ kind: "helper", helper: "own" });
    expect(storedLogin({ auths, credHelpers: { "other.example.org": "own" } }, host)).toMatchObject({ kind: "login" });
  });

  test("of Docker Hub is found under any of its names", () => {
    expect(storedLogin({ credHelpers: { "docker.io": "hub" } }, hubKey)).toEqual({ kind: "helper", helper: "hub" });
  });
});
