/** The engine's counters → what a container uses. */
import { expect, test } from "vitest";
import { usageOf } from "../../src/docker/usage.ts";

const sample = {
  cpu_stats: { cpu_usage: { total_usage: 600 }, system_cpu_usage: 4_000, online_cpus: 4 },
  precpu_stats: { cpu_usage: { total_usage: 100 }, system_cpu_usage: 2_000 },
  memory_stats: { usage: 1_000, limit: 4_000, stats: { inactive_file: 400 } },
  networks: { eth0: { rx_bytes: 10, tx_bytes: 1 }, eth1: { rx_bytes: 5, tx_bytes: 2 } },
  blkio_stats: {
    io_service_bytes_recursive: [
      { op: "read", value: 7 },
      { op: "Write", value: 3 },
      { op: "Read", value: 1 },
      { op: "", value: 9 },
    ],
  },
  pids_stats: { current: 3 },
};

test("a sample is a share of the processors, memory without cached files, and sums", () => {
  expect(usageOf(sample)).toEqual({
    cpuPercent: 100,
    memory: 600,
    memoryLimit: 4_000,
    received: 15,
    sent: 3,
    read: 8,
    written: 3,
    processes: 3,
  });
});

test.each([
  ["total_inactive_file of an older kernel", { stats: { total_inactive_file: 100, inactive_file: 400 } }, 900],
  ["more cached than used", { stats: { inactive_file: 4_000 } }, 1_000],
  ["nothing cached", {}, 1_000],
])("memory with %s", (_, memory, used) => {
  expect(usageOf({ ...sample, memory_stats: { usage: 1_000, ...memory } }).memory).toBe(used);
});

test("a container that is not up uses nothing", () => {
  expect(new Set(Object.values(usageOf({ id: "a", blkio_stats: { io_service_bytes_recursive: null } })))).toEqual(
    new Set([0]),
  );
});
