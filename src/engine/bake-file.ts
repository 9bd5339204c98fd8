/**
 * The file that `docker buildx bake` reads: a target for each service with a build, and in the group `default` those that
 * are asked for. Keys stand in docker compose's order. It holds no secret: only where secrets are. Pure.
 */
import { join } from "node:path";
import type { Ordered, OrderedMap } from "../core/ordered-json.ts";
import type { BuildCache, BuildContext, BuildSpec } from "./port.ts";

export interface BakeFile {
  readonly file: OrderedMap;
  /** Service → its target's name. */
  readonly targets: ReadonlyMap<string, string>;
}

type TargetOf = (service: string) => string | undefined;

/**
 * @param builds by service; of services that contexts name and that are not among them, the image is taken as it is
 * @param asked services for the group; bake builds what their contexts need with them
 */
export function bakeFile(builds: ReadonlyMap<string, BuildSpec>, asked: readonly string[]): BakeFile {
  const targets = targetNames([...builds.keys()]);
  const targetOf: TargetOf = (service) => targets.get(service);
  const entries = [...builds].map(([service, build]): [string, Ordered] => [
    targetOf(service) ?? service,
    targetIn(build, targetOf),
  ]);
  const group = new Map([["default", new Map([["targets", asked.flatMap((service) => targetOf(service) ?? [])]])]]);
  const file = new Map<string, Ordered>([
    ["group", group],
    ["target", inOrder(entries)],
  ]);
  return { file, targets };
}

/** Services whose images a build is made of, by its contexts. */
export const servicesIn = ({ context, contexts }: BuildSpec): readonly string[] =>
  [context, ...Object.values(contexts)].flatMap((one) => (one.from === "service" ? [one.service] : []));

/** A target's name has no dot. Two services never share one. */
function targetNames(services: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set<string>();
  for (const service of services.toSorted()) {
    let name = service.replaceAll(".", "_");
    while (used.has(name)) name += "_";
    names.set(service, name);
    used.add(name);
  }
  return names;
}

function targetIn(build: BuildSpec, targetOf: TargetOf): OrderedMap {
  const contexts = Object.entries(build.contexts).map(
    ([name, context]): Pair => [name, contextText(context, targetOf)],
  );
  const { dockerfile } = build;
  return withoutEmpty([
    ["context", escaped(contextText(build.context, targetOf))],
    ["contexts", escapedMap(contexts)],
    ["dockerfile", dockerfile.from === "file" ? escaped(dockerfilePath(build.context, dockerfile.path)) : ""],
    ["dockerfile-inline", dockerfile.from === "text" ? escaped(dockerfile.text) : ""],
    ["args", escapedMap(Object.entries(build.args))],
    ["labels", escapedMap(Object.entries(build.labels))],
    ["tags", build.tags.map(escaped)],
    ["cache-from", build.cacheFrom.map(cacheText)],
    ["cache-to", build.cacheTo.map(cacheText)],
    ["target", escaped(build.target ?? "")],
    ["secret", build.secrets.map(secretText)],
    ["ssh", build.ssh.map(({ id, paths }) => escaped(`${id}=${paths.join(",")}`))],
    ["platforms", build.platforms.map(escaped)],
    ["pull", build.pull],
    ["no-cache", build.noCache],
    ["network", escaped(build.network ?? "")],
    ["no-cache-filter", build.noCacheFilter.map(escaped)],
    ["shm-size", build.shmSize === undefined ? "" : String(build.shmSize)],
    ["ulimits", build.ulimits.map(({ name, soft, hard }) => `${name}=${soft}${soft === hard ? "" : `:${hard}`}`)],
    ["entitlements", build.entitlements.map(escaped)],
    ["extra-hosts", escapedMap(hostsOf(build.extraHosts))],
    ["output", [outputOf(build)]],
    ["attest", attestationsOf(build)],
  ]);
}

type Pair = [name: string, value: string];

function contextText(context: BuildContext, targetOf: TargetOf): string {
  switch (context.from) {
    case "folder":
      return context.folder;
    case "remote":
      return context.url;
    case "image":
      return `docker-image://${context.image}`;
    case "service": {
      const target = targetOf(context.service);
      return target === undefined ? `docker-image://${context.image}` : `target:${target}`;
    }
    case "oci-layout":
      return context.reference;
  }
}

/** In a folder it is written whole; elsewhere it is the builder that looks for it. */
const dockerfilePath = (context: BuildContext, path: string): string =>
  context.from !== "folder" || path.startsWith("/") ? path : join(context.folder, path);

/** What is no more than a reference stands as such. */
function cacheText({ type, attributes }: BuildCache): string {
  const { ref, ...more } = attributes;
  if (type === "registry" && ref !== undefined && Object.keys(more).length === 0) return escaped(ref);
  return escaped(fields([["type", type], ...Object.entries(attributes)]));
}

function secretText({ id, source }: BuildSpec["secrets"][number]): string {
  const from: readonly Pair[] =
    "file" in source
      ? [
          ["type", "file"],
          ["src", source.file],
        ]
      : [
          ["type", "env"],
          ["env", source.variable],
        ];
  return escaped(fields([["id", id], ...from]));
}

/** Several addresses of one host stand together. */
function hostsOf(lines: readonly string[]): readonly Pair[] {
  const hosts = new Map<string, string>();
  for (const line of lines) {
    const [host = "", address = ""] = line.split(/:(.*)/s, 2);
    const before = hosts.get(host);
    hosts.set(host, before === undefined ? address : `${before},${address}`);
  }
  return [...hosts];
}

/** Several platforms are no image that an engine could load. */
function outputOf({ platforms, push }: BuildSpec): string {
  if (platforms.length > 1) return `type=image,push=${push}`;
  return push ? "type=registry" : "type=docker";
}

/** Without being told otherwise buildx makes a record of its own of how an image was built. */
function attestationsOf({ provenance, sbom }: BuildSpec): readonly string[] {
  const made = (type: string, settings: string | false | undefined): readonly string[] =>
    typeof settings === "string" ? [escaped(settings === "" ? `type=${type}` : `type=${type},${settings}`)] : [];
  return provenance === false
    ? ["type=provenance,disabled=true", ...made("sbom", sbom)]
    : [...made("provenance", provenance), ...made("sbom", sbom)];
}

/** A line of CSV, as BuildKit's tools read it. */
const fields = (pairs: readonly Pair[]): string =>
  pairs
    .map(([key, value]) => `${key}=${value}`)
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(",");

/** Bake reads every text of the file, and every key, as a template of HCL. */
const escaped = (text: string): string => text.replace(/[$%](?=\{)/g, "$&$&");

const escapedMap = (pairs: readonly Pair[]): OrderedMap =>
  inOrder(pairs.map(([key, value]) => [escaped(key), escaped(value)]));

const inOrder = (entries: readonly [string, Ordered][]): OrderedMap =>
  new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));

function withoutEmpty(entries: readonly [string, Ordered][]): OrderedMap {
  const isEmpty = (value: Ordered): boolean =>
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (value instanceof Map && value.size === 0);
  return new Map(entries.filter(([, value]) => !isEmpty(value)));
}
