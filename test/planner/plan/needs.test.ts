import { expect, test } from "vitest";
import { fixedPorts, type HostPort, keys, portHeld, portNeeded } from "../../../src/planner/plan/needs.ts";

const at = (hostIp: string, port = 80, protocol = "tcp"): HostPort => ({ hostIp, port, protocol });

/** Whether who publishes the one is in the way of who publishes the other. */
const collide = (held: HostPort, needed: HostPort): boolean =>
  portNeeded(needed).some((key) => portHeld(held).includes(key));

test.each<[string, HostPort, HostPort, boolean]>([
  ["the same address", at("127.0.0.1"), at("127.0.0.1"), true],
  ["two addresses", at("127.0.0.1"), at("192.0.2.1"), false],
  ["every address and one", at(""), at("127.0.0.1"), true],
  ["one address and every one", at("127.0.0.1"), at("0.0.0.0"), true],
  ["every address, in two spellings", at("::"), at("0.0.0.0"), true],
  ["two ports", at("", 80), at("", 81), false],
  ["two protocols", at("", 53, "udp"), at("", 53), false],
])("%s: a port at %j is in the way of %j: %s", (_what, held, needed, expected) => {
  expect(collide(held, needed)).toBe(expected);
});

test("a port without a number of its own is nobody's before the engine has chosen it", () => {
  const binding = (container: string, hostPort: string) => ({ container, hostIp: "", hostPort });
  const ports = [
    binding("80/tcp", ""),
    binding("81/tcp", "0"),
    binding("82/tcp", "8000-8010"),
    binding("53/udp", "53"),
  ];
  expect(fixedPorts({ ports })).toEqual([{ hostIp: "", port: 53, protocol: "udp" }]);
});

test("no two kinds of things share a key", () => {
  const all = Object.values(keys).map((key) => (typeof key === "string" ? key : key("x")));
  expect(new Set(all).size).toBe(all.length);
});
