/** What a plan says of old and new values is what people write in the file. */
import { expect, test } from "vitest";
import { valueText } from "../../../src/planner/wanted/value-text.ts";

test.each<readonly [field: string, value: unknown, text: string | undefined]>([
  ["mem_limit", 64 * 1024 ** 2, "64 MiB"],
  ["mem_limit", 1536 * 1024 ** 2, "1536 MiB"],
  ["mem_limit", 100_000_000, "100000000 B"],
  ["mem_limit", 0, "0 B"],
  ["memswap_limit", -1, "unlimited"],
  ["shm_size", 1024 ** 3, "1 GiB"],
  ["cpus", 500_000_000, "0.5"],
  ["cpus", 1e9, "1"],
  ["stop_grace_period", 90, "1m30s"],
  ["restart", { name: "on-failure", maxRetries: 3 }, "on-failure:3"],
  ["restart", { name: "always", maxRetries: 0 }, "always"],
  ["cpu_shares", 512, "512"],
  ["tty", true, "true"],
  ["labels.mem_limit", "64", "64"],
  ["dns", ["1.1.1.1"], '["1.1.1.1"]'],
  ["image", undefined, undefined],
  ["mem_limit", null, undefined],
])("%s: %j is %s", (field, value, text) => {
  expect(valueText(field, value)).toBe(text);
});

test("ports are told as the file's short form has them", () => {
  const port = (hostIp: string, hostPort: string): object => ({ container: "80/tcp", hostIp, hostPort });
  const ports = [port("", "8080"), port("127.0.0.1", "8080"), port("::1", "81"), port("", ""), port("127.0.0.1", "")];
  expect(valueText("ports", ports)).toBe(
    "8080:80/tcp, 127.0.0.1:8080:80/tcp, [::1]:81:80/tcp, 80/tcp, 127.0.0.1::80/tcp",
  );
});

test("a health check tells its times with their units", () => {
  expect(
    valueText("healthcheck", { test: ["CMD-SHELL", "true"], interval: 30e9, startPeriod: 500e6, retries: 3 }),
  ).toBe('{"interval":"30s","retries":3,"startPeriod":"500ms","test":["CMD-SHELL","true"]}');
});
