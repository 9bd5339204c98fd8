/** What it may use: CPU, memory, devices. */
import type { AttributeCase } from "../case.ts";

export const resourcesCases: readonly AttributeCase[] = [
  {
    title: "CPU",
    attributes: `
cpu_count: 2
cpu_percent: 50
cpu_period: 100000.9
cpu_quota: "50000"
cpu_rt_period: 1000
cpu_rt_runtime: "400"
cpu_shares: 1.5
cpus: "0.3"
cpuset: "0-3"
`,
    service: {
      cpu_count: 2,
      cpu_percent: 50,
      cpu_period: 100000,
      cpu_quota: 50000,
      cpu_rt_period: 1000,
      cpu_rt_runtime: 400,
      cpus: 0.3,
      cpuset: "0-3",
      cpu_shares: 1,
    },
  },
  {
    title: "CPU, zero is nothing",
    attributes: `
cpu_count: 0
cpu_percent: 0
cpu_period: 0
cpus: 0
cpu_shares: 0
`,
    service: {},
  },
  {
    title: "memory",
    attributes: `
mem_limit: 1.5g
mem_reservation: 512 MB
memswap_limit: -1
mem_swappiness: "60"
shm_size: 1048576
`,
    service: {
      mem_limit: "1610612736",
      mem_reservation: "536870912",
      memswap_limit: "-1",
      mem_swappiness: "60",
      shm_size: "1048576",
    },
  },
  {
    title: "memory, zero is nothing",
    attributes: `
mem_limit: 0
mem_swappiness: 0
shm_size: 0b
`,
    service: {},
  },
  {
    title: "processes",
    attributes: `
pids_limit: "100"
oom_score_adj: "-500"
`,
    service: { oom_score_adj: -500, pids_limit: 100 },
  },
  {
    title: "limits, one number for both or two",
    attributes: 'ulimits: {nproc: 65535, nofile: {soft: 20000, hard: "40000"}}',
    service: { ulimits: { nofile: { soft: 20000, hard: 40000 }, nproc: 65535 } },
  },
  {
    title: "limits of zero",
    attributes: "ulimits: {core: 0, nofile: {soft: 0, hard: 5}, nproc: {soft: 0, hard: 0}}",
    service: { ulimits: { core: {}, nofile: { hard: 5 }, nproc: {} } },
  },
  {
    title: "block devices",
    attributes: `
blkio_config:
  weight: 300
  weight_device: [{path: /dev/sda, weight: 400}, {path: /dev/sdb}]
  device_read_bps: [{path: /dev/sda, rate: 10mb}]
  device_read_iops: [{path: /dev/sda, rate: 120}]
  device_write_bps: [{path: /dev/sda, rate: "1024k"}]
  device_write_iops: [{path: /dev/sda, rate: 0}]
`,
    service: {
      blkio_config: {
        weight: 300,
        weight_device: [
          { Path: "/dev/sda", Weight: 400 },
          { Path: "/dev/sdb", Weight: 0 },
        ],
        device_read_bps: [{ Path: "/dev/sda", Rate: "10485760" }],
        device_read_iops: [{ Path: "/dev/sda", Rate: "120" }],
        device_write_bps: [{ Path: "/dev/sda", Rate: "1048576" }],
        device_write_iops: [{ Path: "/dev/sda", Rate: "0" }],
      },
    },
  },
  {
    title: "devices in short",
    attributes: 'devices: [/dev/a, "/dev/a:/dev/b", "/dev/c:/dev/d:r", "vendor.com/gpu=0"]',
    service: {
      devices: [
        { source: "/dev/a", target: "/dev/a", permissions: "rwm" },
        { source: "/dev/a", target: "/dev/b", permissions: "rwm" },
        { source: "/dev/c", target: "/dev/d", permissions: "r" },
        { source: "vendor.com/gpu=0", target: "vendor.com/gpu=0", permissions: "rwm" },
      ],
    },
  },
  {
    title: "devices in full",
    attributes: "devices: [{source: /dev/a, target: /dev/b, permissions: rw}, {source: /dev/c, target: /dev/c}]",
    service: {
      devices: [
        { source: "/dev/a", target: "/dev/b", permissions: "rw" },
        { source: "/dev/c", target: "/dev/c" },
      ],
    },
  },
  {
    title: "a device's target is its source where nothing else is said",
    attributes: "devices: [{source: /dev/a}]",
    service: { devices: [{ source: "/dev/a", target: "/dev/a" }] },
  },
  { title: "all graphics processors", attributes: "gpus: all", service: { gpus: [{ count: -1 }] } },
  {
    title: "some graphics processors",
    attributes:
      'gpus: [{driver: nvidia, count: "2", capabilities: [utility], options: {a: 1}}, {device_ids: ["0", "1"]}, {count: all, options: [b=c]}, {}]',
    service: {
      gpus: [
        { capabilities: ["utility"], driver: "nvidia", count: 2, options: { a: "1" } },
        { device_ids: ["0", "1"] },
        { count: -1, options: { b: "c" } },
        { count: -1 },
      ],
    },
  },
];
