import { describe, expect, test } from "vitest";
import { parsePorts } from "../../../src/spec/short/ports.ts";

/** `ip:published:target/protocol` */
function lines(text: string): string | readonly string[] {
  const ports = parsePorts(text);
  return "what" in ports
    ? `${ports.what} ${ports.part}`
    : ports.map(({ hostIp = "", published = "", target, protocol }) => `${hostIp}:${published}:${target}/${protocol}`);
}

describe("a port", () => {
  test.each([
    ["80", ["::80/tcp"]],
    ["80/udp", ["::80/udp"]],
    ["3000-3002", ["::3000/tcp", "::3001/tcp", "::3002/tcp"]],
    ["3000-3002:80-82", [":3000:80/tcp", ":3001:81/tcp", ":3002:82/tcp"]],
    ["3000-3002:80", [":3000-3002:80/tcp"]],
    ["[::1]:80:80", ["::1:80:80/tcp"]],
    ["::1:80:81", ["::1:80:81/tcp"]],
    ["80:80/UDP", [":80:80/udp"]],
    ["80:80/tcp/udp", [":80:80/tcp"]],
    ["0:80", [":0:80/tcp"]],
    ["080:080", [":80:80/tcp"]],
    ["127.0.0.1::80", ["127.0.0.1::80/tcp"]],
    [":80", ["::80/tcp"]],
    ["98-101", ["::100/tcp", "::101/tcp", "::98/tcp", "::99/tcp"]],
  ])("%s is %j", (text, ports) => expect(lines(text)).toEqual(ports));

  test.each([
    "3000:80-82",
    "80:80/xyz",
    "localhost:80:80",
    "80:0",
    "70000:80",
    "",
    "80:",
    "80:abc",
    "9-8",
    "1.2.3:80:80",
  ])("%j is none", (text) => expect(typeof lines(text)).toBe("string"));
});
