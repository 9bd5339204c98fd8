/**
 * What the file asks for and Podman's Docker-compatible API does not do, with the attribute's line: an error where Podman
 * would refuse it, a warning where it would leave it out without a word. Pure; measured on Podman 4.3.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Network, Project, Service } from "../../spec/project.ts";
import { type Path, pathText } from "../../spec/tree/tree.ts";
import { hasOldLinks } from "../wanted/sharing.ts";

interface Lack<Asker> {
  readonly severity: Diagnostic["severity"];
  readonly what: string;
  readonly hint: string;
  /** Where it is asked for, below the service or network. */
  readonly asked: (asker: Asker) => readonly Path[];
}

/** Those that it takes by the names that they have in Docker, and its own. */
const logDrivers: ReadonlySet<string> = new Set(["json-file", "k8s-file", "journald", "none", "passthrough"]);

/** Options of networks in Docker's words that it understands. */
const networkOptions: ReadonlySet<string> = new Set([
  "com.docker.network.driver.mtu",
  "com.docker.network.bridge.name",
]);

const ofServices: readonly Lack<Service>[] = [
  {
    severity: "error",
    what: "does not support a range of host ports for one container port",
    hint: "publish one port, or none to get a free one",
    asked: ({ ports }) => ports.flatMap(({ published }, i) => (published.includes("-") ? [["ports", i]] : [])),
  },
  {
    severity: "error",
    what: "does not support links on its default bridge",
    hint: "put both on a network of the project and use the service's name",
    asked: (service) =>
      hasOldLinks(service)
        ? [...service.links.map((_, i) => ["links", i]), ...service.externalLinks.map((_, i) => ["external_links", i])]
        : [],
  },
  {
    severity: "error",
    what: "does not support seccomp profiles of a project",
    hint: "remove it, or use `seccomp=unconfined`",
    asked: ({ securityOpt }) =>
      securityOpt.flatMap((option, i) => (/^seccomp[=:]\s*\{/.test(option) ? [["security_opt", i]] : [])),
  },
  {
    severity: "error",
    what: `does not have this log driver; available: ${[...logDrivers].join(", ")}`,
    hint: "use one of those",
    asked: ({ logging }) => (logging?.driver && !logDrivers.has(logging.driver) ? [["logging", "driver"]] : []),
  },
  {
    severity: "warning",
    what: "runs health checks with systemd timers",
    hint: "without systemd, they run only while `up` waits for them",
    asked: ({ healthcheck }) => (healthcheck && !healthcheck.disable ? [["healthcheck"]] : []),
  },
  {
    severity: "warning",
    what: "does not set a domain name",
    hint: "make it part of `hostname`",
    asked: ({ domainname }) => (domainname ? [["domainname"]] : []),
  },
  {
    severity: "warning",
    what: "always limits memory and swap to twice the memory",
    hint: "set a limit",
    asked: ({ resources }) => (resources.memorySwap === -1 ? [["memswap_limit"]] : []),
  },
  {
    severity: "warning",
    what: "cannot unmask system paths",
    hint: "`privileged: true` unmasks them, but also grants everything else",
    asked: ({ securityOpt }) =>
      securityOpt.flatMap((option, i) => (option === "systempaths=unconfined" ? [["security_opt", i]] : [])),
  },
  {
    severity: "warning",
    what: "cannot remove a variable of the image",
    hint: "set it to an empty value",
    asked: ({ environment }) =>
      Object.entries(environment).flatMap(([name, value]) => (value === null ? [["environment", name]] : [])),
  },
  {
    severity: "warning",
    what: "resolves only a container's own names",
    hint: "give the other container an alias on the network",
    asked: (service) =>
      hasOldLinks(service)
        ? []
        : [
            ...service.links.flatMap(({ service: name, alias }, i) => (alias === name ? [] : [["links", i]])),
            ...service.externalLinks.flatMap(({ container, alias }, i) =>
              alias === container ? [] : [["external_links", i]],
            ),
          ],
  },
  {
    severity: "warning",
    what: "does not support link-local addresses",
    hint: "use `ipv4_address`",
    asked: ({ networks }) =>
      [...networks].flatMap(([key, { linkLocalIps }]) =>
        linkLocalIps.length > 0 ? [["networks", key, "link_local_ips"]] : [],
      ),
  },
  {
    severity: "warning",
    what: "uses one runtime for all containers",
    hint: "choose it in Podman's own settings",
    asked: ({ runtime }) => (runtime ? [["runtime"]] : []),
  },
  {
    severity: "warning",
    what: "does not support device cgroup rules",
    hint: "list the devices under `devices`",
    asked: ({ deviceCgroupRules }) => (deviceCgroupRules.length > 0 ? [["device_cgroup_rules"]] : []),
  },
  {
    severity: "warning",
    what: "does not support GPU requests of this form",
    hint: "list the devices under `devices`",
    asked: ({ deviceRequests }) => (deviceRequests.some(({ driver }) => driver !== "cdi") ? [["gpus"]] : []),
  },
];

const ofNetworks: readonly Lack<Network>[] = [
  {
    severity: "warning",
    what: "may give reserved addresses to containers",
    hint: "choose them outside of `ip_range`",
    asked: ({ subnets }) =>
      subnets.flatMap(({ auxAddresses }, i) =>
        Object.keys(auxAddresses).length > 0 ? [["ipam", "config", i, "aux_addresses"]] : [],
      ),
  },
  {
    severity: "warning",
    what: "does not support this Docker option",
    hint: "remove it, or use Podman's own option",
    asked: ({ driverOptions }) =>
      Object.keys(driverOptions).flatMap((name) =>
        name.startsWith("com.docker.") && !networkOptions.has(name) ? [["driver_opts", name]] : [],
      ),
  },
];

export const podmanLacks = (project: Project): Diagnostic[] => [
  ...[...project.services.values()]
    .filter(({ replicas }) => replicas > 0)
    .flatMap((service) => lacking(project, ["services", service.name], service, ofServices)),
  ...[...project.networks.values()]
    .filter(({ external }) => !external)
    .flatMap((network) => lacking(project, ["networks", network.key], network, ofNetworks)),
];

const lacking = <Asker>(project: Project, at: Path, asker: Asker, lacks: readonly Lack<Asker>[]): Diagnostic[] =>
  lacks.flatMap(({ severity, what, hint, asked }) =>
    asked(asker).map((below): Diagnostic => {
      const path = [...at, ...below];
      const place = project.placeOf(path);
      const message = `Podman ${what}`;
      return { code: "engine-lacks", severity, message, path: pathText(path), ...(place && { place }), hint };
    }),
  );
