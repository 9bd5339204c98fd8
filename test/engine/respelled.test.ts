/** What an engine keeps in other words than it was asked in is no change: a second plan finds nothing to do. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Effects, openEffects } from "../support/effects.ts";
import { engineAddresses } from "../support/engines.ts";

/** Attributes of one service each, some of them beside others that change what the engine makes of them. */
const asked: readonly string[] = [
  "command: []",
  "entrypoint: []",
  "entrypoint: [], command: []",
  "entrypoint: [sh], command: []",
  "working_dir: /tmp/",
  "working_dir: /tmp/../srv//",
  "user: ''",
  "hostname: UPPER.Case",
  "pids_limit: -1",
  "pids_limit: 0",
  "memswap_limit: -1",
  "mem_limit: 64m, memswap_limit: -1",
  "shm_size: 0",
  "restart: 'on-failure:0'",
  "stop_signal: sigint",
  "stop_grace_period: 1500ms",
  "logging: {options: {max-size: 1m}}",
  "logging: {driver: json-file}",
  "logging: {}",
  "healthcheck: {}",
  "healthcheck: {interval: 3s}",
  "healthcheck: {test: [], interval: 3s}",
  "mac_address: 02-42-AC-11-66-AB",
  "healthcheck: {test: [CMD, 'true'], retries: 0, timeout: 0s}",
  "security_opt: [no-new-privileges], ipc: host",
  "security_opt: [no-new-privileges], pid: host",
  "security_opt: [no-new-privileges], privileged: true",
  "security_opt: ['label:disable'], pid: host",
  "security_opt: ['seccomp:unconfined']",
  "cap_add: [net_admin, CAP_SYS_TIME]",
  "cap_add: [all]",
  "ulimits: {nproc: {soft: 10, hard: 20}, nofile: 1024}",
  "extra_hosts: ['A.Upper:1.2.3.4', 'six=2001:db8::1']",
  "dns_search: '.'",
  "environment: ['A=1', 'A=2']",
  "tmpfs: /folder/",
  "volumes: ['/folder/']",
  "volumes: ['/etc/hostname:/a', '/etc/:/b/']",
  "volumes: ['/etc//:/a', '/etc/../etc:/b', '//:/c', {type: bind, source: /etc//, target: /d, bind: {propagation: rslave}}]",
  "volumes: ['vol:/a:z', 'vol:/b:ro,Z', 'vol:/c:nocopy,z', {type: volume, source: vol, target: /d, bind: {selinux: Z}}]",
  "volumes: ['vol:/a:rslave', '/etc:/b:nocopy', 'vol:/c:cached', {type: volume, target: /d, bind: {selinux: z}}]",
  "expose: ['80', '81-82/udp'], ports: ['83']",
];

const services = asked.map((attributes, i) => `  s${i}: {image: busybox, ${attributes}}\n`);
const compose = `services:\n${services.join("")}volumes: {vol: }\n`;

let effects: Effects;
beforeAll(async () => {
  effects = await openEffects(engineAddresses[0] ?? "");
});
afterAll(() => effects.remove());

test("what the engine spells otherwise is as declared", async () => {
  await effects.up(compose, { start: false });
  const { verdicts } = await effects.plan(compose, { start: false });
  const changed = verdicts.filter(({ action }) => action !== "keep");
  expect(changed.map((verdict) => [asked[Number(verdict.resource.service?.slice(1))], verdict])).toEqual([]);
  expect(verdicts.filter(({ resource }) => resource.kind === "container")).toHaveLength(asked.length);
});
