/** What the file says of a build → what a builder is asked for. */
import { defined } from "../../core/defined.ts";
import { serviceName } from "../../core/ids.ts";
import { labels } from "../../engine/labels.ts";
import type { BuildCache, BuildContext, BuildSecret, BuildSpec, SshAccess } from "../../engine/port.ts";
import type { Observed } from "../../observe/observed.ts";
import type { BuiltService, Project } from "../../spec/project.ts";
import { isRemote } from "../../spec/values/path.ts";
import type { BuildOptions } from "../plan/options.ts";
import { projectLabels } from "../plan/resource-labels.ts";
import { chosenBuilder } from "./builder.ts";

export type BuildAround = BuildOptions & Pick<Observed, "proxies" | "building">;

export function buildSpec(
  project: Project,
  { name, image, platform, build }: BuiltService,
  { args, noCache, pull, proxies, building, ...asked }: BuildAround,
): BuildSpec {
  const { kind, name: builderName } = chosenBuilder(building);
  const ofContainer = platform === undefined ? [] : [platform];
  const { dockerfile, dockerfileInline } = build;
  return {
    builder: kind,
    tags: [...new Set([...build.tags, image])],
    context: contextOf(project, build.context),
    contexts: Object.fromEntries(
      Object.entries(build.additionalContexts).map(([key, written]) => [key, contextOf(project, written)]),
    ),
    dockerfile:
      dockerfileInline === undefined ? { from: "file", path: dockerfile } : { from: "text", text: dockerfileInline },
    args: { ...proxies, ...build.args, ...args },
    labels: { ...build.labels, ...projectLabels(project.name), [labels.service]: name },
    platforms: asked.platforms !== "one" && build.platforms.length > 0 ? build.platforms : ofContainer,
    noCache: noCache || build.noCache,
    noCacheFilter: build.noCacheFilter,
    pull: pull || build.pull,
    cacheFrom: build.cacheFrom.map(cacheOf),
    cacheTo: build.cacheTo.map(cacheOf),
    secrets: build.secrets.flatMap(({ id, source }) => secretOf(project, id, source)),
    ssh: [...new Set([...build.ssh, ...(asked.ssh ?? [])])].map((key) => sshOf(key, building?.sshAgent)),
    extraHosts: build.extraHosts,
    ulimits: build.ulimits,
    entitlements: build.privileged ? [...new Set([...build.entitlements, "security.insecure"])] : build.entitlements,
    push: kind === "bake" && asked.push === true && project.originOf(["services", name, "image"]) !== undefined,
    ...defined({
      builderName,
      target: build.target,
      network: build.network,
      shmSize: build.shmSize,
      isolation: build.isolation,
      memory: asked.memory,
      provenance: attestation(asked.provenance ?? build.provenance),
      sbom: attestation(asked.sbom ?? build.sbom),
    }),
  };
}

function contextOf({ services, otherBuilds }: Project, written: string): BuildContext {
  const [, scheme, rest = ""] = /^(service:|docker-image:\/\/|oci-layout:\/\/)(.*)$/s.exec(written) ?? [];
  switch (scheme) {
    case "service:": {
      const name = serviceName(rest);
      const other = services.get(name) ?? otherBuilds.get(name);
      return { from: "service", service: rest, image: other?.image ?? rest };
    }
    case "docker-image://":
      return { from: "image", image: rest };
    case "oci-layout://":
      return { from: "oci-layout", reference: written };
  }
  return isRemote(written) ? { from: "remote", url: written } : { from: "folder", folder: written };
}

/** `type=local,src=./cache`; what has no `=` is a reference. */
function cacheOf(written: string): BuildCache {
  if (!written.includes("=")) return { type: "registry", attributes: { ref: written } };
  const pairs = written.split(",").map((pair) => pair.split(/=(.*)/s, 2));
  const { type = "registry", ...attributes } = Object.fromEntries(
    pairs.map(([key = "", value = ""]) => [key.trim(), value.trim()]),
  );
  return { type, attributes };
}

function secretOf({ buildSecrets }: Project, id: string, key: string): readonly BuildSecret[] {
  const object = buildSecrets.get(key);
  if (object?.from === "file") return [{ id, content: `secrets.${key}`, source: { file: object.file } }];
  if (object?.from === "environment") return [{ id, content: `secrets.${key}`, source: { variable: object.variable } }];
  return [];
}

/** `default` is the agent, `id=path` its socket or a key. */
function sshOf(written: string, agent = ""): SshAccess {
  const [id = "", path] = written.split(/=(.*)/s, 2);
  return { id, paths: path === undefined ? [agent] : path.split(",") };
}

/** `true` is one with the builder's usual settings. */
const attestation = (written: string | undefined): BuildSpec["provenance"] =>
  written === "false" ? false : written === "true" ? "" : written;
