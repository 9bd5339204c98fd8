/** What a plan says of old and new values is what people write in the file. */
import { expect, test } from "vitest";
import type { Mount } from "../../../src/engine/container-config.ts";
import {
  commandText,
  cpuText,
  deviceRequestText,
  microsecondsText,
  mountText,
  plainText,
  portText,
  restartText,
  secondsText,
  sizeText,
  subnetText,
  ulimitText,
} from "../../../src/planner/wanted/value-text.ts";

test.each([
  [64 * 1024 ** 2, "64 MiB"],
  [1536 * 1024 ** 2, "1,536 MiB"],
  [1024 ** 3, "1 GiB"],
  [100_000_000, "100 MB"],
  [100_000_001, "100,000,001 B"],
  [0, "0 B"],
  [-1, "unlimited"],
])("%i bytes are %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

test("processors, times and policies have the words of the file", () => {
  expect([500_000_000, 1e9, 2.5e9].map(cpuText)).toEqual(["0.5 CPU", "1 CPU", "2.5 CPUs"]);
  expect([90, 0, -1].map(secondsText)).toEqual(["1m30s", "0s", "unlimited"]);
  expect([100_000, -1].map(microsecondsText)).toEqual(["100ms", "unlimited"]);
  expect(restartText({ name: "on-failure", maxRetries: 3 })).toBe("on-failure:3");
  expect(restartText({ name: "always", maxRetries: 0 })).toBe("always");
});

test("ports are told as the file's short form has them", () => {
  const port = (hostIp: string, hostPort: string) => portText({ container: "80/tcp", hostIp, hostPort });
  expect([port("", "8080"), port("127.0.0.1", "8080"), port("::1", "81"), port("", ""), port("127.0.0.1", "")]).toEqual(
    ["8080:80/tcp", "127.0.0.1:8080:80/tcp", "[::1]:81:80/tcp", "80/tcp", "127.0.0.1::80/tcp"],
  );
});

test.each<readonly [mount: Mount, text: string]>([
  [{ type: "bind", source: "/a", target: "/b", readOnly: false, createHostPath: true }, "/a:/b"],
  [
    {
      type: "bind",
      source: "/a",
      target: "/b",
      readOnly: true,
      createHostPath: true,
      selinux: "z",
      propagation: "rslave",
      recursive: "disabled",
    },
    "/a:/b:ro,z,rslave (recursive disabled)",
  ],
  [
    {
      type: "volume",
      source: "data",
      target: "/d",
      readOnly: false,
      noCopy: true,
      subpath: "x",
      labels: { tier: "db", "dev.windlass.project": "shop" },
    },
    "data:/d:nocopy (subpath x, labels tier=db)",
  ],
  [{ type: "volume", target: "/d", readOnly: false, noCopy: false }, "anonymous:/d"],
  [{ type: "tmpfs", target: "/t", options: "" }, "tmpfs:/t"],
  [
    { type: "tmpfs", target: "/t", options: "size=67108864,mode=1777,noexec" },
    "tmpfs:/t (size 64 MiB, mode 1777, noexec)",
  ],
  [
    { type: "tmpfs-mount", target: "/t", readOnly: true, size: 64 * 1024 ** 2, mode: 0o755 },
    "tmpfs:/t:ro (size 64 MiB, mode 0755)",
  ],
  [{ type: "image", source: "busybox", target: "/i", readOnly: false, subpath: "bin" }, "busybox:/i (subpath bin)"],
])("a mount says all that may differ: %j", (mount, text) => {
  expect(mountText(mount)).toBe(text);
});

test("what has several parts is told in one line", () => {
  expect(ulimitText({ name: "nofile", soft: 1024, hard: 2048 })).toBe("nofile=1024:2048");
  expect(ulimitText({ name: "memlock", soft: -1, hard: -1 })).toBe("memlock=unlimited");
  expect(
    subnetText({ subnet: "10.0.0.0/8", ipRange: "10.1.0.0/16", gateway: "10.0.0.1", auxAddresses: { a: "10.0.0.2" } }),
  ).toBe("10.0.0.0/8 (range 10.1.0.0/16, gateway 10.0.0.1, reserved a=10.0.0.2)");
  expect(
    deviceRequestText({ driver: "nvidia", count: -1, deviceIds: [], capabilities: [["gpu", "utility"]], options: {} }),
  ).toBe("nvidia: all (gpu+utility)");
  expect(commandText(["sh", "-c", "echo it's", ""])).toBe("sh -c 'echo it'\\''s' ''");
  expect(plainText(["1.1.1.1", "8.8.8.8"])).toBe("1.1.1.1, 8.8.8.8");
  expect(plainText({ a: "1", b: true })).toBe("a=1, b=true");
  expect([undefined, null, [], {}].map(plainText)).toEqual([undefined, undefined, undefined, undefined]);
});
