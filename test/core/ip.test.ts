import { describe, expect, test } from "vitest";
import { contains, overlap, parseAddress, parseSubnet, type Subnet } from "../../src/core/ip.ts";

const subnet = (text: string): Subnet => parseSubnet(text) ?? expect.fail(`${text} is a subnet`);

describe("an address", () => {
  test.each([
    ["10.0.0.1", 4, 0x0a000001n],
    ["::", 6, 0n],
    ["fd00::7", 6, (0xfd00n << 112n) | 7n],
    ["1:2:3:4:5:6:7:8", 6, 0x00010002000300040005000600070008n],
    ["::ffff:10.0.0.1", 6, 0xffff0a000001n],
  ])("%s", (text, family, value) => {
    expect(parseAddress(text)).toEqual({ family, value });
  });

  test.each(["", "10.0.0", "10.0.0.256", "a.b.c.d", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "g::1"])(
    "%j is none",
    (text) => {
      expect(parseAddress(text)).toBeUndefined();
    },
  );
});

describe("a subnet", () => {
  test("begins where its prefix ends, whatever address it was written with", () => {
    expect(subnet("10.1.2.3/16")).toEqual(subnet("10.1.0.0/16"));
    expect(subnet("0.0.0.0/0")).toEqual({ family: 4, first: 0n, last: 0xffffffffn });
  });

  test.each(["10.0.0.0", "10.0.0.0/33", "fd00::/129", "/8", "10.0.0.0/x"])("%j is none", (text) => {
    expect(parseSubnet(text)).toBeUndefined();
  });

  test.each([
    ["10.0.0.0/24", "10.0.0.255", true],
    ["10.0.0.0/24", "10.0.1.0", false],
    ["fd00::/64", "fd00::ffff", true],
    ["0.0.0.0/0", "::1", false],
  ])("%s and %s", (text, address, expected) => {
    const parsed = parseAddress(address);
    expect(parsed && contains(subnet(text), parsed)).toBe(expected);
  });

  test.each([
    ["10.0.0.0/8", "10.9.0.0/16", true],
    ["10.9.0.0/16", "10.0.0.0/8", true],
    ["10.0.0.0/24", "10.0.1.0/24", false],
    ["::/0", "0.0.0.0/0", false],
  ])("%s overlaps with %s: %s", (a, b, expected) => {
    expect(overlap(subnet(a), subnet(b))).toBe(expected);
  });
});
