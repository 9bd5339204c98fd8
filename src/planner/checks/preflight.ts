/**
 * What can be known to fail before the first call: ports that somebody else holds, conditions that can never
 * be fulfilled. External resources and images are checked where they are planned.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { ServiceName } from "../../core/ids.ts";
import { labels } from "../../engine/labels.ts";
import type { ListedContainer } from "../../engine/port.ts";
import type { HeldPort, Observed } from "../../observe/observed.ts";
import type { Port, Project, Service } from "../../spec/project.ts";
import type { Classified } from "../compare/classify.ts";
import { checks } from "../containers/conditions.ts";
import { readyErrors } from "../containers/probe.ts";
import { hasProvider } from "../containers/providers.ts";
import type { ServiceImage } from "../images/images.ts";
import type { UpOptions } from "../plan/options.ts";
import { wantedConfig } from "../wanted/container-spec.ts";
import { withImageDefaults } from "../wanted/defaults.ts";
import { contradictions } from "./contradictions.ts";
import { engineLacks } from "./engine-lacks.ts";
import { ipcProblems, ownerErrors } from "./missing-owners.ts";
import { podmanLacks } from "./podman-lacks.ts";

interface Known {
  readonly observed: Observed;
  readonly images: ReadonlyMap<ServiceName, ServiceImage>;
  readonly classified: Classified;
}

/** @returns errors, and warnings about what may go well */
export function preflight(
  project: Project,
  { observed, images, classified }: Known,
  { start = true }: Pick<UpOptions, "start">,
): Diagnostic[] {
  const { snapshot, heldPorts } = observed;
  const foreign = snapshot.listed.filter((container) => container.labels[labels.project] !== project.name);
  const ours = snapshot.listed.filter((container) => container.labels[labels.project] === project.name);
  return [
    ...engineLacks(project, snapshot.engine),
    ...(snapshot.engine.kind === "podman" ? podmanLacks(project) : []),
    ...[...project.services.values()]
      .filter((service) => !hasProvider(service))
      .flatMap((service) => [
        // A container that is only made holds no port and waits for nobody.
        ...(start ? portErrors(project, service, foreign, ours, heldPorts) : []),
        ...contradictions(project, service),
        ...ownerErrors(project, service, classified, snapshot.listed),
        ...ipcProblems(project, service),
        ...platformWarnings(project, service, images.get(service.name)),
        ...(start ? readyErrors(project, service, snapshot.engine) : []),
      ]),
    ...(start ? [...project.services.values()].flatMap((service) => healthErrors(project, service, images)) : []),
  ];
}

/** The local image is used as it is, unless a step brings another. */
function platformWarnings(project: Project, service: Service, image: ServiceImage | undefined): Diagnostic[] {
  const asked = service.platform;
  const actual = image?.step === undefined ? image?.present?.platform : undefined;
  if (!asked || !actual || samePlatform(asked, actual)) return [];
  return [
    {
      code: "platform-mismatch",
      severity: "warning",
      message: `the local image ${service.image} is for ${actual}, not for ${asked}`,
      ...about(project, service, "platform"),
      hint: "pull the image for that platform, or remove `platform`",
    },
  ];
}

/** What one of them leaves open does not count. */
function samePlatform(asked: string, actual: string): boolean {
  const parts = actual.split("/");
  const words = asked
    .toLowerCase()
    .split("/")
    .map((word) => usualWords.get(word) ?? word);
  if (words.length === 1) return words.some((word) => parts.includes(word));
  return words.every((word, i) => parts[i] === undefined || parts[i] === word);
}

const usualWords: ReadonlyMap<string, string> = new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["aarch64", "arm64"],
]);

function portErrors(
  project: Project,
  service: Service,
  foreign: readonly ListedContainer[],
  ours: readonly ListedContainer[],
  held: readonly HeldPort[],
): Diagnostic[] {
  if (service.replicas === 0) return [];
  return service.ports.flatMap((port, i): Diagnostic[] => {
    if (!/^\d+$/.test(port.published) || port.published === "0") return [];
    const place = project.placeOf(["services", service.name, "ports", i]);
    const base = {
      code: "port-taken",
      severity: "error",
      path: `services.${service.name}.ports[${i}]`,
      ...(place && { place }),
      hint: "publish another port, or stop the program that uses this one",
    } as const;
    const address = `${port.hostIp || "0.0.0.0"}:${port.published}/${port.protocol}`;
    const holder = foreign.find((container) => container.publishedPorts.some((published) => collides(port, published)));
    if (holder) return [{ ...base, message: `host port ${address} is already in use by container "${holder.name}"` }];
    const oursToo = ours.some((container) => container.publishedPorts.some((published) => collides(port, published)));
    const process = oursToo ? undefined : held.find((published) => collides(port, published));
    return process === undefined
      ? []
      : [
          {
            ...base,
            message: `host port ${address} is already in use by ${process.by ?? "another program on this host"}`,
          },
        ];
  });
}

const anyAddress: ReadonlySet<string> = new Set(["", "0.0.0.0", "::"]);

const collides = (port: Port, published: HeldPort): boolean =>
  Number(port.published) === published.hostPort &&
  port.protocol === published.protocol &&
  (anyAddress.has(port.hostIp) || anyAddress.has(published.hostIp) || port.hostIp === published.hostIp);

/** `service_healthy` on a service that has no check can never come true. A warning where the service is not required. */
function healthErrors(
  project: Project,
  service: Service,
  images: ReadonlyMap<ServiceName, ServiceImage>,
): Diagnostic[] {
  return [...service.dependsOn].flatMap(([name, { condition, required }]): Diagnostic[] => {
    const dependency = project.services.get(name);
    const image = images.get(name);
    if (condition !== "service_healthy" || dependency === undefined || dependency.replicas === 0) return [];
    if (dependency.ready || dependency.provider) return [];
    const config = wantedConfig(project, dependency, 1, () => undefined);
    const known = image?.present && image.step === undefined ? withImageDefaults(config, image.present) : config;
    const unknown = image?.step !== undefined && config.healthcheck === undefined;
    if (unknown || checks(known.healthcheck)) return [];
    const place = project.placeOf(["services", service.name, "depends_on", name, "condition"]);
    return [
      {
        code: "no-healthcheck",
        severity: required ? "error" : "warning",
        message: required
          ? `service "${service.name}" waits for "${name}" to be healthy, but "${name}" has no health check`
          : `optional dependency "${name}" failed to start as service "${service.name}" asks: it has no health check`,
        path: `services.${service.name}.depends_on.${name}`,
        ...(place && { place }),
        hint: `give "${name}" a healthcheck, or wait for service_started`,
      },
    ];
  });
}

function about(project: Project, service: Service, attribute: string): Pick<Diagnostic, "path" | "place"> {
  const place = project.placeOf(["services", service.name, attribute]);
  return { path: `services.${service.name}.${attribute}`, ...(place && { place }) };
}
