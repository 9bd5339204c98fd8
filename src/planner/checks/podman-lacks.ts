/**
 * What the file asks for and Podman's Docker-compatible API does not do, with the attribute's line: an error where Podman
 * would refuse it, a warning where it would leave it out without a word. Pure; measured on Podman 4.3.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Project, Service } from "../../spec/project.ts";
import { type Path, pathText } from "../../spec/tree/tree.ts";

interface Lack {
  readonly severity: Diagnostic["severity"];
  readonly what: string;
  readonly hint: string;
  /** Where it is asked for, below the service. */
  readonly asked: (service: Service) => readonly Path[];
}

const lacks: readonly Lack[] = [
  {
    severity: "error",
    what: "takes no range of host ports for one port of a container",
    hint: "name one port, or none for a free one",
    asked: ({ ports }) => ports.flatMap(({ published }, i) => (published.includes("-") ? [["ports", i]] : [])),
  },
  {
    severity: "warning",
    what: "runs health checks by timers of systemd",
    hint: "where no systemd runs, they run only while `up` waits for them",
    asked: ({ healthcheck }) => (healthcheck && !healthcheck.disable ? [["healthcheck"]] : []),
  },
  {
    severity: "warning",
    what: "does not set a domain name",
    hint: "write it into `hostname`",
    asked: ({ domainname }) => (domainname ? [["domainname"]] : []),
  },
  {
    severity: "warning",
    what: "limits memory and swap to twice the memory, whatever is asked for",
    hint: "say how much there may be",
    asked: ({ resources }) => (resources.memorySwap === -1 ? [["memswap_limit"]] : []),
  },
  {
    severity: "warning",
    what: "keeps the system's paths masked",
    hint: "`privileged: true` unmasks them, with everything else",
    asked: ({ securityOpt }) =>
      securityOpt.flatMap((option, i) => (option === "systempaths=unconfined" ? [["security_opt", i]] : [])),
  },
  {
    severity: "warning",
    what: "can't take a variable of the image away",
    hint: "give it an empty value",
    asked: ({ environment }) =>
      Object.entries(environment).flatMap(([name, value]) => (value === null ? [["environment", name]] : [])),
  },
];

export const podmanLacks = (project: Project): Diagnostic[] =>
  [...project.services.values()]
    .filter(({ replicas }) => replicas > 0)
    .flatMap((service) =>
      lacks.flatMap(({ severity, what, hint, asked }) =>
        asked(service).map((below): Diagnostic => {
          const path = ["services", service.name, ...below];
          const place = project.placeOf(path);
          const message = `Podman ${what}`;
          return { code: "engine-lacks", severity, message, path: pathText(path), ...(place && { place }), hint };
        }),
      ),
    );
