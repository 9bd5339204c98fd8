/**
 * What the engine is known to refuse of a single service: told before the first call, at the attribute's line. A table of
 * rules; what concerns other containers is in preflight.ts, what no file may say in spec/check.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Project, Service } from "../../spec/project.ts";
import type { Path } from "../../spec/tree/tree.ts";
import { aboutService } from "../wanted/about.ts";
import { ownerOf } from "../wanted/sharing.ts";

interface Rule {
  readonly code: "invalid-value" | "conflicting-attributes" | "needs-swarm";
  /** Where it is wrong; none where it is not. */
  readonly paths: (service: Service) => readonly Path[];
  readonly message: string;
  readonly hint: string;
}

const leastMemory = 6 * 2 ** 20;

const when = (wrong: boolean, ...paths: readonly Path[]): readonly Path[] => (wrong ? paths : []);

/** A container that is in another's network has its names and ports from there. */
const ofNetwork: readonly (readonly [attribute: string, asked: (service: Service) => boolean])[] = [
  ["hostname", ({ hostname }) => hostname !== undefined],
  ["dns", ({ dns }) => dns.length > 0],
  ["extra_hosts", ({ extraHosts }) => extraHosts.length > 0],
  ["ports", ({ ports }) => ports.length > 0],
  ["expose", ({ expose }) => expose.length > 0],
  ["links", ({ links }) => links.length > 0],
];

/** On Linux or on Windows. */
const absolute = /^(\/|[A-Za-z]:[\\/])/;

const rules: readonly Rule[] = [
  {
    code: "invalid-value",
    paths: ({ workingDir = "/" }) => when(!absolute.test(workingDir), ["working_dir"]),
    message: "the working directory must be an absolute path",
    hint: "start it with /",
  },
  {
    code: "invalid-value",
    paths: ({ resources: { memory = leastMemory } }) => when(memory < leastMemory, ["mem_limit"]),
    message: "a container needs at least 6m of memory",
    hint: "raise the limit",
  },
  {
    code: "conflicting-attributes",
    paths: ({ resources: { memory, memorySwap = 0 } }) =>
      when(memorySwap > 0 && memory === undefined, ["memswap_limit"]),
    message: "memswap_limit limits memory and swap together, so it needs a mem_limit",
    hint: "add a mem_limit",
  },
  {
    code: "conflicting-attributes",
    paths: ({ resources: { memory = 0, memorySwap = 0 } }) =>
      when(memorySwap > 0 && memorySwap < memory, ["memswap_limit"]),
    message: "memswap_limit limits memory and swap together, so it cannot be less than mem_limit",
    hint: "to turn swap off, use the same value for both",
  },
  {
    code: "conflicting-attributes",
    paths: ({ resources: { memory, memoryReservation = 0 } }) =>
      when(memory !== undefined && memoryReservation > memory, ["mem_reservation"]),
    message: "mem_reservation is more than mem_limit",
    hint: "raise the limit, or lower the reservation",
  },
  {
    code: "conflicting-attributes",
    paths: ({ resources: { nanoCpus, cpuPeriod } }) =>
      when(nanoCpus !== undefined && cpuPeriod !== undefined, ["cpu_period"]),
    message: "`cpus` and `cpu_period` cannot be used together",
    hint: "remove one of them",
  },
  {
    code: "conflicting-attributes",
    paths: ({ resources: { nanoCpus, cpuQuota } }) =>
      when(nanoCpus !== undefined && cpuQuota !== undefined, ["cpu_quota"]),
    message: "`cpus` and `cpu_quota` cannot be used together",
    hint: "remove one of them",
  },
  {
    code: "invalid-value",
    paths: ({ resources: { cpuPeriod = 1_000 } }) => when(cpuPeriod < 1_000 || cpuPeriod > 1_000_000, ["cpu_period"]),
    message: "cpu_period must be from 1000 to 1000000 microseconds",
    hint: "the default is 100000",
  },
  {
    code: "invalid-value",
    paths: ({ resources: { cpuQuota = 0 } }) => when(cpuQuota > 0 && cpuQuota < 1_000, ["cpu_quota"]),
    message: "cpu_quota must be at least 1000 microseconds",
    hint: "half a CPU is 50000 with the default cpu_period",
  },
  {
    code: "conflicting-attributes",
    paths: ({ restart }) =>
      when(restart !== undefined && restart.maxRetries > 0 && restart.name !== "on-failure", [
        "deploy",
        "restart_policy",
        "max_attempts",
      ]),
    message: "max_attempts works only with `condition: on-failure`",
    hint: "set `condition: on-failure`, or remove max_attempts",
  },
  {
    code: "invalid-value",
    paths: ({ uts }) => when(uts !== undefined && ownerOf(uts) !== undefined, ["uts"]),
    message: "a container cannot share another container's host name",
    hint: "use `uts: host` for the engine's host name, or the same `hostname` in both",
  },
  {
    code: "conflicting-attributes",
    paths: ({ uts, hostname }) => when(uts === "host" && hostname !== undefined, ["hostname"]),
    message: "`uts: host` and `hostname` cannot be used together",
    hint: "remove one of them",
  },
  ...ofNetwork.map(
    ([attribute, asked]): Rule => ({
      code: "conflicting-attributes",
      paths: (service) => when(ownerOf(service.networkMode ?? "") !== undefined && asked(service), [attribute]),
      message: `a container that joins another container's network cannot have \`${attribute}\``,
      hint: "set it on the other container",
    }),
  ),
  {
    code: "conflicting-attributes",
    paths: ({ networkMode, links }) => when(networkMode === "host" && links.length > 0, ["links"]),
    message: "`network_mode: host` and `links` cannot be used together",
    hint: "remove one of them",
  },
  {
    code: "needs-swarm",
    paths: ({ volumes }) => volumes.flatMap(({ type }, i) => when(type === "cluster", ["volumes", i, "type"])),
    message: "cluster volumes can be mounted only by Swarm services",
    hint: "use a local volume",
  },
  {
    code: "conflicting-attributes",
    paths: ({ healthcheck }) =>
      when(!!healthcheck?.startInterval && !healthcheck.startPeriod && !healthcheck.disable, [
        "healthcheck",
        "start_interval",
      ]),
    message: "healthcheck.start_interval requires healthcheck.start_period to be set",
    hint: "add a start_period: start_interval is the time between checks during it",
  },
  {
    code: "invalid-value",
    paths: ({ securityOpt }) =>
      securityOpt.flatMap((option, i) => when(!/[=:]|^no-new-privileges$/.test(option), ["security_opt", i])),
    message: "a security option must be `no-new-privileges` or have a value",
    hint: "write it as NAME=VALUE",
  },
];

export const contradictions = (project: Project, service: Service): readonly Diagnostic[] =>
  rules.flatMap(({ code, paths, message, hint }) =>
    paths(service).map(
      (path): Diagnostic => ({
        code,
        severity: "error",
        message,
        ...aboutService(project, service, path),
        hint,
      }),
    ),
  );
