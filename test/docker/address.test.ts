import { describe, expect, test } from "vitest";
import { addressText, candidates, isLocal } from "../../src/docker/address.ts";

describe("the engine's address", () => {
  test.each([
    ["unix:///run/a.sock", { kind: "unix", path: "/run/a.sock" }],
    ["tcp://10.0.0.1:2375", { kind: "tcp", host: "10.0.0.1", port: 2375 }],
    ["tcp://example.org", { kind: "tcp", host: "example.org", port: 2375 }],
    ["http://example.org:80/", { kind: "tcp", host: "example.org", port: 80 }],
    ["example.org:2376", { kind: "tcp", host: "example.org", port: 2376 }],
    ["[::1]:2375", { kind: "tcp", host: "[::1]", port: 2375 }],
  ])("%s is the only place to look at", (text, address) => {
    expect(candidates({ DOCKER_HOST: text, HOME: "/home/u" })).toEqual([address]);
  });

  test.each([
    ["ssh://u@host", /ssh:\/\/ is not supported yet/],
    ["https://host:2376", /https:\/\/ is not supported yet/],
    ["npipe:////./pipe/docker_engine", /npipe:\/\/ is not supported yet/],
    ["fd://", /use unix:\/\/ or tcp:\/\//],
    ["unix://relative", /absolute path/],
    ["tcp://host:99999", /tcp:\/\/host:port/],
    ["tcp://user@host:1", /tcp:\/\/host:port/],
    ["tcp://host:1/path", /tcp:\/\/host:port/],
    ["tcp://", /tcp:\/\/host:port/],
  ])("%s is refused with the reason", (text, hint) => {
    expect(() => candidates({ DOCKER_HOST: text })).toThrow(
      expect.objectContaining({ code: "engine-address-invalid", hint: expect.stringMatching(hint) }),
    );
  });

  test("TLS and contexts are refused rather than left out", () => {
    expect(() => candidates({ DOCKER_HOST: "tcp://h:2376", DOCKER_TLS_VERIFY: "1" })).toThrow(/not an address/);
    expect(() => candidates({ DOCKER_CONTEXT: "far" })).toThrow(/context "far" is selected/);
    expect(candidates({ DOCKER_CONTEXT: "default" })).toHaveLength(1);
  });

  test("without one, the usual sockets are tried in turn", () => {
    const env = { HOME: "/home/u", XDG_RUNTIME_DIR: "/run/user/1" };
    expect(candidates(env).map(addressText)).toEqual([
      "unix:///var/run/docker.sock",
      "unix:///run/user/1/docker.sock",
      "unix:///home/u/.docker/run/docker.sock",
    ]);
    expect(candidates({}).map(addressText)).toEqual(["unix:///var/run/docker.sock"]);
  });

  test("an engine is local on a socket and on loopback", () => {
    const local = (text: string): boolean => isLocal(candidates({ DOCKER_HOST: text })[0]);
    expect(["unix:///a", "tcp://localhost:1", "tcp://127.1.2.3:1", "tcp://[::1]:1"].map(local)).not.toContain(false);
    expect(["tcp://10.0.0.1:1", "tcp://localhost.example:1", "tcp://127.0.0.1.example:1"].map(local)).not.toContain(
      true,
    );
  });
});
