/** What a container may use of the host: the limits of its control groups and its devices, seen from inside. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";

/** A block device whose rates can be limited: a real one, no partition, no loop. */
const disk = readdirSync("/sys/block").find((name) => /^(vd|sd|nvme|xvd|mmcblk)/.test(name));
const rates = `
      device_read_bps: [{path: /dev/${disk}, rate: 1mb}]
      device_write_bps: [{path: /dev/${disk}, rate: 2048k}]
      device_read_iops: [{path: /dev/${disk}, rate: 300}]
      device_write_iops: [{path: /dev/${disk}, rate: 400}]`;

const compose = `
services:
  plain:
    image: busybox
    command: sleep 600
  limited:
    image: busybox
    command: sleep 600
    mem_limit: 64m
    mem_reservation: 32m
    memswap_limit: 128m
    mem_swappiness: 0
    oom_kill_disable: true
    oom_score_adj: 321
    cpus: 0.5
    cpu_shares: 512
    cpuset: "0"
    pids_limit: 77
    group_add: ["1234"]
    uts: host
    cgroup: host
    cgroup_parent: /wdl-parent
    devices: ["/dev/fuse:/dev/wdl:r"]
    device_cgroup_rules: ["c 10:237 r"]
${disk ? `    blkio_config:${rates}` : ""}
  sliced:
    image: busybox
    command: sleep 600
    cpu_period: 50000
    cpu_quota: 20000
    cgroup: private
    runtime: io.containerd.runc.v2
    cpu_count: 1
    cpu_percent: 50
  deployed:
    image: busybox
    command: sleep 600
    deploy:
      resources:
        limits: {cpus: "0.25", memory: 48m, pids: 66}
        reservations: {memory: 24m}
  failing:
    image: busybox
    command: sh -c 'exit 3'
    restart: on-failure:1
  redeployed:
    image: busybox
    command: sh -c 'exit 4'
    restart: always
    deploy: {restart_policy: {condition: on-failure, max_attempts: 2, delay: 5s}}
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  let inside: Effects["inside"];
  /** Of the container's control group: by its name in version 1, or in version 2, where that has it. */
  const limit = async (service: string, v1: string, v2 = ""): Promise<string> =>
    inside(service, `cat /sys/fs/cgroup/${v1} 2>/dev/null || cat /sys/fs/cgroup/${v2 || "none"}`);
  const isV2 = (): Promise<boolean> =>
    inside("plain", "test -e /sys/fs/cgroup/cgroup.controllers && echo 2 || echo 1").then((found) => found === "2");

  beforeAll(async () => {
    effects = await openEffects(address);
    inside = effects.inside;
    await effects.up(compose);
  });
  afterAll(() => effects.remove());

  test("the next plan makes nothing anew, whatever the engine has dropped of what was asked for", async () => {
    const kinds = (await effects.plan(compose)).steps.map(({ operation }) => operation.kind);
    expect(kinds.filter((kind) => kind !== "start-container")).toEqual([]);
  });

  proves(
    ["services.mem_limit", "services.deploy.resources.limits.memory"],
    "the limit is in the control group",
    async () => {
      const read = (service: string) => limit(service, "memory/memory.limit_in_bytes", "memory.max");
      expect(await read("limited")).toBe(String(64 * 2 ** 20));
      expect(await read("deployed")).toBe(String(48 * 2 ** 20));
    },
  );

  proves(
    ["services.mem_reservation", "services.deploy.resources.reservations.memory"],
    "the soft limit is in the control group",
    async () => {
      const read = (service: string) => limit(service, "memory/memory.soft_limit_in_bytes", "memory.low");
      expect(await read("limited")).toBe(String(32 * 2 ** 20));
      expect(await read("deployed")).toBe(String(24 * 2 ** 20));
    },
  );

  proves("services.memswap_limit", "memory and swap together are limited", async () => {
    const swap = await limit("limited", "memory/memory.memsw.limit_in_bytes", "memory.swap.max");
    expect(swap).toBe(String(((await isV2()) ? 64 : 128) * 2 ** 20));
  });

  proves("services.mem_swappiness", "zero is said, and in the control group", async (context) => {
    context.skip(await isV2(), "version 2 has no such thing");
    expect(await limit("limited", "memory/memory.swappiness")).toBe("0");
    expect(await limit("plain", "memory/memory.swappiness")).not.toBe("0");
  });

  proves("services.oom_kill_disable", "the control group says so", async (context) => {
    context.skip(await isV2(), "version 2 has no such thing");
    expect(await limit("limited", "memory/memory.oom_control")).toMatch(/^oom_kill_disable 1$/m);
    expect(await limit("plain", "memory/memory.oom_control")).toMatch(/^oom_kill_disable 0$/m);
  });

  proves("services.oom_score_adj", "the process has it", async () => {
    expect(await inside("limited", "cat /proc/1/oom_score_adj")).toBe("321");
  });

  proves(
    ["services.cpus", "services.deploy.resources.limits.cpus", "services.cpu_period", "services.cpu_quota"],
    "the share of time is in the control group",
    async () => {
      const both = "cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us";
      const read = async (service: string) => (await limit(service, both, "cpu.max")).replace("\n", " ");
      expect(await read("limited")).toBe("50000 100000");
      expect(await read("deployed")).toBe("25000 100000");
      expect(await read("sliced")).toBe("20000 50000");
    },
  );

  proves("services.cpu_shares", "the weight is in the control group", async () => {
    const weight = await limit("limited", "cpu/cpu.shares", "cpu.weight");
    if (!(await isV2())) expect(weight).toBe("512");
    else expect(Number(weight)).toBeLessThan(Number(await limit("plain", "", "cpu.weight")));
  });

  proves("services.cpuset", "the process may run there only", async () => {
    expect(await inside("limited", "awk '/Cpus_allowed_list/ {print $2}' /proc/1/status")).toBe("0");
  });

  proves(
    ["services.pids_limit", "services.deploy.resources.limits.pids"],
    "the limit is in the control group",
    async () => {
      expect(await limit("limited", "pids/pids.max", "pids.max")).toBe("77");
      expect(await limit("deployed", "pids/pids.max", "pids.max")).toBe("66");
    },
  );

  proves(
    [
      "services.blkio_config.device_read_bps[].path",
      "services.blkio_config.device_read_bps[].rate",
      "services.blkio_config.device_write_bps[].path",
      "services.blkio_config.device_write_bps[].rate",
      "services.blkio_config.device_read_iops[].path",
      "services.blkio_config.device_read_iops[].rate",
      "services.blkio_config.device_write_iops[].path",
      "services.blkio_config.device_write_iops[].rate",
    ],
    "the rates are in the control group",
    async (context) => {
      context.skip(disk === undefined, "there is no disk");
      if (await isV2()) {
        expect(await limit("limited", "", "io.max")).toMatch(/ rbps=1048576 wbps=2097152 riops=300 wiops=400$/);
        return;
      }
      const read = async (key: string) => (await limit("limited", `blkio/blkio.throttle.${key}_device`)).split(" ")[1];
      const keys = ["read_bps", "write_bps", "read_iops", "write_iops"];
      expect(await Promise.all(keys.map(read))).toEqual(["1048576", "2097152", "300", "400"]);
    },
  );

  proves("services.group_add", "the process is in the group", async () => {
    expect((await inside("limited", "awk '/^Groups/' /proc/1/status")).split(/\s+/)).toContain("1234");
  });

  proves("services.uts", "the container has the engine's host name", async () => {
    expect(await inside("limited", "hostname")).toBe((await effects.docker.info()).Name);
  });

  proves(["services.cgroup", "services.cgroup_parent"], "the process sees where its control group is", async () => {
    expect(await inside("limited", "cat /proc/1/cgroup")).toContain("/wdl-parent/");
    expect(await inside("sliced", "cat /proc/1/cgroup")).toMatch(/:\/$/m);
  });

  proves("services.runtime", "the engine runs the container with it", async () => {
    expect((await effects.inspect("sliced")).HostConfig.Runtime).toBe("io.containerd.runc.v2");
    const unknown = compose.replace("io.containerd.runc.v2", "no-such-runtime");
    await expect(effects.up(unknown)).rejects.toThrow(/no-such-runtime/);
  });

  proves(
    ["services.devices[].source", "services.devices[].target", "services.devices[].permissions"],
    "the device is there, and may be used so",
    async () => {
      expect(await inside("limited", "stat -c %t:%T /dev/wdl")).toBe("a:e5");
      expect(await inside("limited", "cat </dev/wdl >/dev/null 2>&1; (: </dev/wdl) && echo open")).toBe("open");
      await expect(inside("limited", "(: >/dev/wdl)")).rejects.toThrow(/not permitted/);
    },
  );

  proves("services.device_cgroup_rules", "a device of that kind may be used so", async () => {
    const open = "rm -f /tmp/d; mknod /tmp/d c 10 237; (: </tmp/d) 2>&1";
    await expect(inside("plain", open)).rejects.toThrow();
    expect(await inside("limited", `${open} || true`)).not.toMatch(/not permitted/);
  });

  proves(
    ["services.restart", "services.deploy.restart_policy.condition", "services.deploy.restart_policy.max_attempts"],
    "the engine starts what failed again, so many times",
    async () => {
      for (const [service, times] of [
        ["failing", 1],
        ["redeployed", 2],
      ] as const) {
        const ended = async () => {
          const { RestartCount, State } = await effects.inspect(service);
          return { RestartCount, Status: State.Status };
        };
        await expect.poll(ended).toEqual({ RestartCount: times, Status: "exited" });
      }
    },
  );
});
