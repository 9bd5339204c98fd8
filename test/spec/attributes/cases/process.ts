/** What runs and how, networks and mounts aside. */
import type { AttributeCase } from "../case.ts";

export const processCases: readonly AttributeCase[] = [
  {
    title: "a command as text is split into words",
    attributes: `
command: echo "a b" 'c' d\\ e
entrypoint: sh -c
`,
    service: { command: ["echo", "a b", "c", "d e"], entrypoint: ["sh", "-c"] },
  },
  {
    title: "a command as a list stays; an empty one clears",
    attributes: `
command: []
entrypoint: [a, b c]
`,
    service: { command: [], entrypoint: ["a", "b c"] },
  },
  { title: "a command as a list stays", attributes: "command: [a, b c]", service: { command: ["a", "b c"] } },
  {
    title: "texts of the process",
    attributes: `
container_name: web-x
hostname: h
domainname: example.org
user: "1000:1000"
working_dir: /x/../y
stop_signal: SIGUSR1
runtime: runc
isolation: default
platform: linux/amd64
pull_policy: if_not_present
`,
    service: {
      container_name: "web-x",
      domainname: "example.org",
      hostname: "h",
      isolation: "default",
      platform: "linux/amd64",
      pull_policy: "missing",
      runtime: "runc",
      stop_signal: "SIGUSR1",
      user: "1000:1000",
      working_dir: "/x/../y",
    },
  },
  {
    title: "flags, also as text",
    attributes: `
attach: "no"
init: true
tty: "true"
stdin_open: "on"
privileged: "YES"
read_only: true
oom_kill_disable: "y"
use_api_socket: true
`,
    service: {
      attach: false,
      init: true,
      oom_kill_disable: true,
      privileged: true,
      read_only: true,
      stdin_open: true,
      tty: true,
      use_api_socket: true,
    },
  },
  {
    title: "flags that are off are not printed, but where off differs from nothing",
    attributes: `
attach: false
init: false
tty: false
stdin_open: false
privileged: false
read_only: false
oom_kill_disable: false
use_api_socket: false
`,
    service: { attach: false, init: false },
  },
  {
    title: "namespaces",
    attributes: `
cgroup: host
cgroup_parent: m-executor
ipc: shareable
pid: host
userns_mode: host
uts: host
`,
    service: {
      cgroup_parent: "m-executor",
      cgroup: "host",
      ipc: "shareable",
      pid: "host",
      userns_mode: "host",
      uts: "host",
    },
  },
  {
    title: "an empty pid says nothing",
    attributes: `
pid:
`,
    service: {},
  },
  {
    title: "lists of texts",
    attributes: `
cap_add: [NET_ADMIN, ALL]
cap_drop: [CHOWN]
security_opt: ["no-new-privileges:true"]
device_cgroup_rules: ["c 1:3 mr"]
external_links: [redis, "db:mysql"]
group_add: [mail, 1000, 1.0]
`,
    service: {
      cap_add: ["NET_ADMIN", "ALL"],
      cap_drop: ["CHOWN"],
      device_cgroup_rules: ["c 1:3 mr"],
      external_links: ["redis", "db:mysql"],
      group_add: ["mail", "1000", "1"],
      security_opt: ["no-new-privileges:true"],
    },
  },
  {
    title: "pairs as a mapping",
    attributes: `
annotations: {a: b, n: 1.50, t: true, e: }
labels: {a: b, n: 1.0, e: }
sysctls: {net.core.somaxconn: 1024}
environment: {A: b, N: 1e3, U: }
`,
    service: {
      annotations: { a: "b", e: "", n: "1.5", t: "true" },
      environment: { A: "b", N: "1000", U: null },
      labels: { a: "b", e: "", n: "1" },
      sysctls: { "net.core.somaxconn": "1024" },
    },
  },
  {
    title: "pairs as a list",
    attributes: `
annotations: [a=b, e]
labels: [a=b=c, e]
sysctls: ["net.core.somaxconn=1024"]
environment: [A=b=c, E=, U]
`,
    service: {
      annotations: { a: "b", e: "" },
      environment: { A: "b=c", E: "", U: null },
      labels: { a: "b=c", e: "" },
      sysctls: { "net.core.somaxconn": "1024" },
    },
  },
  {
    title: "keys that look like numbers are sorted as text",
    attributes: `
labels: {"10": a, "9": b, "1": c}
environment: ["10=a", "9=b"]
`,
    service: { environment: { "9": "b", "10": "a" }, labels: { "1": "c", "9": "b", "10": "a" } },
  },
  {
    title: "options are texts",
    attributes: `
storage_opt: {size: 1G, n: 10}
logging: {driver: json-file, options: {max-size: 10m, max-file: 3, e: }}
`,
    service: {
      logging: { driver: "json-file", options: { e: "", "max-file": "3", "max-size": "10m" } },
      storage_opt: { n: "10", size: "1G" },
    },
  },
  {
    title: "one text or a list",
    attributes: `
dns: 8.8.8.8
dns_search: example.org
dns_opt: [use-vc]
tmpfs: "/run:size=64m"
`,
    service: { dns: ["8.8.8.8"], dns_opt: ["use-vc"], dns_search: ["example.org"], tmpfs: ["/run:size=64m"] },
  },
  {
    title: "several texts",
    attributes: `
dns: [8.8.8.8, "", 9.9.9.9]
dns_search: [a, b]
tmpfs: [/run, /tmp]
`,
    service: { dns: ["8.8.8.8", "9.9.9.9"], dns_search: ["a", "b"], tmpfs: ["/run", "/tmp"] },
  },
  {
    title: "ports inside",
    attributes: 'expose: [80, "81/udp", "90-92"]',
    service: { expose: ["80", "81/udp", "90-92"] },
  },
  {
    title: "hosts as a mapping and as a list",
    attributes: 'extra_hosts: {b: "::1", a: [1.1.1.1, 2.2.2.2]}',
    service: { extra_hosts: ["a=1.1.1.1", "a=2.2.2.2", "b=::1"] },
  },
  {
    title: "hosts as a list",
    attributes: 'extra_hosts: ["b=[::1]", "a:1.1.1.1", "host.docker.internal:host-gateway"]',
    service: { extra_hosts: ["a=1.1.1.1", "b=::1", "host.docker.internal=host-gateway"] },
  },
  {
    title: "a health check",
    attributes:
      'healthcheck: {test: curl -f x, interval: 90s, timeout: 1.5s, retries: "3", start_period: 1h, start_interval: 500ms}',
    service: {
      healthcheck: {
        test: ["CMD-SHELL", "curl -f x"],
        timeout: "1.5s",
        interval: "1m30s",
        retries: 3,
        start_period: "1h0m0s",
        start_interval: "500ms",
      },
    },
  },
  {
    title: "no health check",
    attributes: 'healthcheck: {disable: "true"}',
    service: { healthcheck: { disable: true } },
  },
  {
    title: "a health check in words",
    attributes: 'healthcheck: {test: [CMD, curl, "-f"], retries: 2.7}',
    service: { healthcheck: { test: ["CMD", "curl", "-f"], retries: 2 } },
  },
  {
    title: "when it restarts and stops",
    attributes: `
restart: on-failure:3
stop_grace_period: 1m30s
scale: "3"
`,
    service: { restart: "on-failure:3", scale: 3, stop_grace_period: "1m30s" },
  },
  {
    title: "Windows credentials are printed and ignored",
    attributes: "credential_spec: {file: ./a, config: c, registry: r}",
    service: { credential_spec: { config: "c", file: "./a", registry: "r" } },
  },
  { title: "what has no effect is not printed", attributes: "pull_refresh_after: 5s", service: {} },
];
