import { describe, expect, test } from "vitest";
import { loginInVariable } from "../../../src/docker/client/login-variable.ts";
import { hubKey } from "../../../src/docker/client/registries.ts";

const auth = (plain: string): string => Buffer.from(plain).toString("base64");
const host = "reg.example.org";
const variable = (entries: unknown, more: object = {}): string => JSON.stringify({ auths: entries, ...more });

describe("a login in DOCKER_AUTH_CONFIG", () => {
  test("is that of the very key that docker has for a registry", () => {
    expect(loginInVariable(variable({ [host]: { auth: auth("me:a:b") } }), host)).toEqual({
      serveraddress: host,
      username: "me",
      password: "a:b",
    });
    expect(loginInVariable(variable({ [hubKey]: { auth: auth("me:pw") } }), hubKey)).toMatchObject({ username: "me" });
    expect(loginInVariable(variable({ [`https://${host}`]: { auth: auth("me:pw") } }), host)).toBeUndefined();
  });

  test("is none where the variable is unset, empty, or has other registries alone", () => {
    expect(loginInVariable(undefined, host)).toBeUndefined();
    expect(loginInVariable("", host)).toBeUndefined();
    expect(loginInVariable("{}", host)).toBeUndefined();
    expect(loginInVariable(variable({ other: { auth: auth("me:pw") } }), host)).toBeUndefined();
  });

  test.each([
    ["is not JSON", "hidden", "it is not valid JSON"],
    ["has another key", variable({}, { credsStore: "hidden" }), "it may hold nothing but `auths`"],
    [
      "has more than `auth`",
      variable({ [host]: { auth: auth("a:b"), identitytoken: "hidden" } }),
      `the entry for ${host} may hold nothing but \`auth\``,
    ],
    ["lacks `auth`", variable({ other: {} }), "the entry for other has no `auth`"],
  ])("is told where the variable %s, without what it holds", (_what, value, why) => {
    const read = (): unknown => loginInVariable(value, host);
    expect(read).toThrow(expect.objectContaining({ code: "login-unreadable" }));
    expect(read).toThrow(`cannot use DOCKER_AUTH_CONFIG: ${why}`);
    expect(read).not.toThrow(/hidden/);
  });
});
