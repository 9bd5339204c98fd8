/**
 * What the file asks for and this engine, by the version of its API, does not have: said before the first call, with the
 * attribute's line. An older engine would leave most of it out without a word.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { apiAtLeast, apiOfManyEndpoints } from "../../engine/api-version.ts";
import type { EngineFacts } from "../../engine/port.ts";
import type { Network, Project, Service } from "../../spec/project.ts";
import { type Path, pathText } from "../../spec/tree/tree.ts";

interface Need<Asker> {
  readonly api: string;
  readonly what: string;
  /** Where it is asked for, below the service or network. */
  readonly asked: (asker: Asker) => readonly Path[];
}

const ofServices: readonly Need<Service>[] = [
  {
    api: "1.43",
    what: "annotations",
    asked: ({ annotations }) => (Object.keys(annotations).length > 0 ? [["annotations"]] : []),
  },
  {
    api: "1.44",
    what: "the name of a CDI device",
    asked: ({ deviceRequests }) => (deviceRequests.some(({ driver }) => driver === "cdi") ? [["devices"]] : []),
  },
  {
    api: "1.44",
    what: "start_interval of a health check",
    asked: ({ healthcheck }) => (healthcheck?.startInterval ? [["healthcheck", "start_interval"]] : []),
  },
  {
    api: apiOfManyEndpoints,
    what: "mac_address on a network that is not the first",
    asked: ({ networks }) =>
      [...networks].slice(1).flatMap(([key, { macAddress }]) => (macAddress ? [["networks", key, "mac_address"]] : [])),
  },
  {
    api: "1.45",
    what: "subpath of a volume",
    asked: ({ volumes }) =>
      volumes.flatMap((volume, i) =>
        volume.type === "volume" && volume.subpath ? [["volumes", i, "volume", "subpath"]] : [],
      ),
  },
  {
    api: "1.44",
    what: "recursive: writable or readonly of a bind mount",
    asked: ({ volumes }) =>
      volumes.flatMap((volume, i) =>
        volume.type === "bind" && (volume.recursive === "writable" || volume.recursive === "readonly")
          ? [["volumes", i, "bind", "recursive"]]
          : [],
      ),
  },
  {
    api: "1.48",
    what: "mounting an image",
    asked: ({ volumes }) => volumes.flatMap(({ type }, i) => (type === "image" ? [["volumes", i, "type"]] : [])),
  },
  {
    api: "1.48",
    what: "gw_priority",
    asked: ({ networks }) =>
      [...networks].flatMap(([key, { gatewayPriority }]) =>
        gatewayPriority ? [["networks", key, "gw_priority"]] : [],
      ),
  },
  {
    api: "1.49",
    what: "interface_name",
    asked: ({ networks }) =>
      [...networks].flatMap(([key, { interfaceName }]) => (interfaceName ? [["networks", key, "interface_name"]] : [])),
  },
];

const ofNetworks: readonly Need<Network>[] = [
  {
    api: "1.48",
    what: "enable_ipv4: false",
    asked: ({ enableIPv4, external }) => (enableIPv4 === false && !external ? [["enable_ipv4"]] : []),
  },
];

export function engineLacks(project: Project, engine: EngineFacts): Diagnostic[] {
  const services = [...project.services.values()].filter(({ replicas }) => replicas > 0);
  return [
    ...services.flatMap((service) => lacking(project, engine, ["services", service.name], service, ofServices)),
    ...[...project.networks.values()].flatMap((network) =>
      lacking(project, engine, ["networks", network.key], network, ofNetworks),
    ),
  ];
}

function lacking<Asker>(
  project: Project,
  engine: EngineFacts,
  at: Path,
  asker: Asker,
  needs: readonly Need<Asker>[],
): Diagnostic[] {
  return needs
    .filter(({ api }) => !apiAtLeast(engine.apiVersion, api))
    .flatMap(({ api, what, asked }) =>
      asked(asker).map((below): Diagnostic => {
        const path = [...at, ...below];
        const place = project.placeOf(path);
        return {
          code: "engine-too-old",
          severity: "error",
          message: `${what} needs an engine with API ${api}`,
          path: pathText(path),
          ...(place && { place }),
          hint: `this engine speaks ${engine.apiVersion}: update the engine, or remove it`,
        };
      }),
    );
}
