/**
 * What of a project reaches beyond its containers: gives one the rights of root on the engine's host, or runs a program of
 * the user's machine. Plans show it,
 * `--restricted` refuses it.
 */
import { cleanPath } from "../core/clean-path.ts";
import type { Diagnostic } from "../core/diagnostics.ts";
import type { Project, Service } from "./project.ts";

export interface HostPrivilege {
  readonly service: string;
  /** In a few words, for a plan. */
  readonly mark: string;
  /** Of the attribute that says so, below the service. */
  readonly path: readonly (string | number)[];
}

export const hostPrivilegesOf = ({ services }: Project): readonly HostPrivilege[] =>
  [...services.values()].flatMap((service) =>
    rules.flatMap((rule) => rule(service).map((found) => ({ service: service.name, ...found }))),
  );

type Found = Omit<HostPrivilege, "service">;
type Rule = (service: Service) => readonly Found[];

/** Capabilities with which a process leaves its container. */
const escapes: ReadonlySet<string> = new Set(["ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO"]);

/** The engine's socket where it usually is, and the folders that hold it. */
const sockets: ReadonlySet<string> = new Set([
  "/var/run/docker.sock",
  "/run/docker.sock",
  "/run",
  "/var/run",
  "/var",
  "/",
]);

const rules: readonly Rule[] = [
  ({ provider }) =>
    provider ? [{ mark: `runs the program "${provider.type}" of this machine`, path: ["provider"] }] : [],
  ({ models }) =>
    [...models.keys()].map((key) => ({
      mark: `has docker's plugin for models fetch and run "${key}" on this machine`,
      path: ["models", key],
    })),
  ({ privileged }) => (privileged ? [{ mark: "has all rights on the host", path: ["privileged"] }] : []),
  ({ useApiSocket }) => (useApiSocket ? [{ mark: controls, path: ["use_api_socket"] }] : []),
  ({ volumes }) =>
    volumes.flatMap((volume, index) =>
      volume.type === "bind" && sockets.has(cleanPath(volume.source))
        ? [{ mark: controls, path: ["volumes", index, "source"] }]
        : [],
    ),
  ({ capAdd }) =>
    capAdd.flatMap((capability, index) =>
      escapes.has(capability.toUpperCase().replace(/^CAP_/, ""))
        ? [{ mark: `can leave its container (${capability})`, path: ["cap_add", index] }]
        : [],
    ),
  ({ preStart, postStart, preStop }) =>
    Object.entries({ pre_start: preStart, post_start: postStart, pre_stop: preStop }).flatMap(([kind, hooks]) =>
      hooks.flatMap((hook, index) =>
        hook.privileged
          ? [{ mark: `${kind}[${index}] has all rights on the host`, path: [kind, index, "privileged"] }]
          : [],
      ),
    ),
];

const controls = "controls the engine, as root on its host";

/** Errors for all of it, each with its line. */
export const restrictions = (project: Project): readonly Diagnostic[] =>
  hostPrivilegesOf(project).map(({ service, mark, path }) => {
    const full = ["services", service, ...path];
    const place = project.placeOf(full);
    return {
      code: "restricted",
      severity: "error",
      message: `service "${service}" ${mark}, which --restricted does not allow`,
      path: full.join("."),
      ...(place && { place }),
    };
  });
