import { describe, expect, test } from "vitest";
import { addressText, isLocal, parseAddress } from "../../../src/docker/reach/address.ts";

const tls = { ca: "authority", verify: true };
const read = (text: string): ReturnType<typeof parseAddress> => parseAddress(text, "DOCKER_HOST");

describe("an engine's address", () => {
  test.each([
    ["unix:///run/a.sock", { kind: "unix", path: "/run/a.sock" }],
    ["tcp://10.0.0.1:2375", { kind: "tcp", host: "10.0.0.1", port: 2375 }],
    ["tcp://example.org", { kind: "tcp", host: "example.org", port: 2375 }],
    ["http://example.org:80/", { kind: "tcp", host: "example.org", port: 80 }],
    ["example.org:2376", { kind: "tcp", host: "example.org", port: 2376 }],
    ["[::1]:2375", { kind: "tcp", host: "::1", port: 2375 }],
    ["https://example.org", { kind: "tcp", host: "example.org", port: 2376, tls: { verify: true } }],
    ["npipe:////./pipe/docker_engine", { kind: "npipe", path: "//./pipe/docker_engine" }],
    ["npipe://\\\\.\\pipe\\docker_engine", { kind: "npipe", path: "//./pipe/docker_engine" }],
    ["ssh://host", { kind: "ssh", host: "host" }],
    ["ssh://me@host:2222", { kind: "ssh", host: "host", user: "me", port: 2222 }],
    ["ssh://me@[fe80::1]:22", { kind: "ssh", host: "fe80::1", user: "me", port: 22 }],
    ["ssh://host/run/user/1000/docker.sock", { kind: "ssh", host: "host", socket: "/run/user/1000/docker.sock" }],
    ["SSH://host/", { kind: "ssh", host: "host" }],
  ])("%s", (text, address) => {
    expect(read(text)).toEqual(address);
  });

  test("TLS goes with what is spoken over TCP, on its own port", () => {
    expect(parseAddress("tcp://h", "DOCKER_HOST", tls)).toEqual({ kind: "tcp", host: "h", port: 2376, tls });
    expect(parseAddress("unix:///a", "DOCKER_HOST", tls)).toEqual({ kind: "unix", path: "/a" });
  });

  test.each([
    ["fd://", /use unix:\/\/, tcp:\/\/, ssh:\/\/ or npipe:\/\//],
    ["constructor://x", /use unix:/],
    ["unix://relative", /absolute path/],
    ["tcp://host:99999", /tcp:\/\/host:port/],
    ["tcp://user@host:1", /tcp:\/\/host:port/],
    ["tcp://host:1/path", /tcp:\/\/host:port/],
    ["tcp://", /tcp:\/\/host:port/],
    ["ssh://", /ssh:\/\/user@host:port/],
    ["ssh://-oProxyCommand=x", /ssh:\/\/user@host:port/],
    ["ssh://host:0", /ssh:\/\/user@host:port/],
    ["npipe://docker_engine", /npipe:\/\/\/\/\.\/pipe\/docker_engine/],
  ])("%s is refused with the way to write it", (text, hint) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: "engine-address-invalid", hint: expect.stringMatching(hint) }),
    );
  });

  test("a password in one is refused, and not repeated", () => {
    expect(() => read("ssh://me:hunter2@host")).toThrow(
      /^DOCKER_HOST is "ssh:\/\/host", which is not a valid engine address/,
    );
  });

  test.each([
    "unix:///run/a.sock",
    "npipe:////./pipe/docker_engine",
    "tcp://10.0.0.1:2375",
    "tcp://[::1]:2375",
    "ssh://me@host:2222/run/docker.sock",
    "ssh://[fe80::1]",
  ])("%s is written as it was read", (text) => {
    expect(addressText(read(text))).toBe(text);
  });

  test("an engine is local on a socket, a pipe and on loopback, never behind ssh", () => {
    const near = ["unix:///a", "npipe:////./pipe/a", "tcp://localhost:1", "tcp://127.1.2.3:1", "tcp://[::1]:1"];
    const far = ["tcp://10.0.0.1:1", "tcp://localhost.example:1", "tcp://127.0.0.1.example:1", "ssh://localhost"];
    expect(near.map((text) => isLocal(read(text)))).not.toContain(false);
    expect(far.map((text) => isLocal(read(text)))).not.toContain(true);
  });
});
