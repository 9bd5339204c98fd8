/** The file for bake holds all that a build asks for: read as bake reads it, it gives the build again. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText } from "../../src/core/ordered-json.ts";
import { bakeFile } from "../../src/engine/bake-file.ts";
import type { BuildCache, BuildContext, BuildSpec } from "../../src/engine/port.ts";
import { effort } from "./effort.ts";

/** Texts with what CSV, HCL and JSON have a meaning for. */
const piece = fc.constantFrom("a", "é", "$", "{", "}", "%", "${", "%{", ",", '"', "'", "\\", "\n", " ", "<&>", "/");
const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `x${pieces.join("")}`);
const word = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,5}$/);
const names = fc.constantFrom("a.b", "a_b", "a.b.c", "a_b_c", "web", "web.");
const record = fc.dictionary(text, text, { maxKeys: 3 });

const context: fc.Arbitrary<BuildContext> = fc.oneof(
  text.map((folder): BuildContext => ({ from: "folder", folder: `/${folder}` })),
  text.map((rest): BuildContext => ({ from: "remote", url: `https://h.test/${rest}` })),
  word.map((image): BuildContext => ({ from: "image", image })),
  names.map((service): BuildContext => ({ from: "service", service, image: `image-of-${service}` })),
  word.map((rest): BuildContext => ({ from: "oci-layout", reference: `oci-layout:///${rest}` })),
);
const cache: fc.Arbitrary<BuildCache> = fc
  .tuple(fc.constantFrom("registry", "local"), fc.dictionary(word, text, { minKeys: 1, maxKeys: 3 }))
  .map(([type, attributes]) => ({ type, attributes }));
const host = fc.tuple(word, fc.constantFrom("1.2.3.4", "::1", "fe80::1")).map(([name, ip]) => `${name}:${ip}`);

const build: fc.Arbitrary<BuildSpec> = fc.record(
  {
    builder: fc.constant("bake" as const),
    tags: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    context,
    contexts: fc.dictionary(word, context, { maxKeys: 3 }),
    dockerfile: fc.oneof(
      text.map((path) => ({ from: "file", path: `/${path}` }) as const),
      text.map((lines) => ({ from: "text", text: lines }) as const),
    ),
    target: word,
    args: record,
    labels: record,
    platforms: fc.uniqueArray(word, { maxLength: 3 }),
    noCache: fc.boolean(),
    noCacheFilter: fc.array(word, { maxLength: 2 }),
    pull: fc.boolean(),
    cacheFrom: fc.array(cache, { maxLength: 2 }),
    cacheTo: fc.array(cache, { maxLength: 2 }),
    secrets: fc.array(
      fc.record({
        id: text,
        content: fc.constant("secrets.any"),
        source: fc.oneof(fc.record({ file: text }), fc.record({ variable: word })),
      }),
      { maxLength: 2 },
    ),
    ssh: fc.array(fc.record({ id: word, paths: fc.array(word, { minLength: 1, maxLength: 2 }) }), { maxLength: 2 }),
    network: word,
    extraHosts: fc.uniqueArray(host, { maxLength: 3 }),
    ulimits: fc.array(fc.record({ name: word, soft: fc.integer({ min: -1 }), hard: fc.integer({ min: -1 }) }), {
      maxLength: 2,
    }),
    shmSize: fc.nat(),
    entitlements: fc.array(word, { maxLength: 2 }),
    provenance: fc.constantFrom("", "mode=max", false as const),
    sbom: fc.constantFrom("", "generator=x"),
    push: fc.boolean(),
  },
  {
    requiredKeys: [
      "builder",
      "tags",
      "context",
      "contexts",
      "dockerfile",
      "args",
      "labels",
      "platforms",
      "noCache",
      "noCacheFilter",
      "pull",
      "cacheFrom",
      "cacheTo",
      "secrets",
      "ssh",
      "extraHosts",
      "ulimits",
      "entitlements",
      "push",
    ],
  },
);

type Target = Readonly<Record<string, unknown>>;

/** As HCL takes a template in which nothing is put in; it fails for one where something would be. */
function unescaped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [unescaped(key), unescaped(part)]));
  if (typeof value !== "string") return value;
  if (/(?<![$])\$\{|(?<!%)%\{/.test(value)) throw new Error(`${value} has a template`);
  return value.replace(/([$%])\1\{/g, "$1{");
}

/** A line of CSV with `key=value` in each field. */
function fieldsOf(line: string): Readonly<Record<string, string>> {
  const fields = [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)|([^,]+)(?:,|$)/g)];
  const texts = fields.map(([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain);
  return Object.fromEntries(texts.map((field) => field.split(/=(.*)/s, 2)));
}

const lines = (value: unknown): readonly string[] => (value as readonly string[] | undefined) ?? [];

function contextFrom(written: string, services: ReadonlyMap<string, string>): BuildContext {
  const [, scheme, rest = ""] = /^(target:|docker-image:\/\/|oci-layout:\/\/)(.*)$/s.exec(written) ?? [];
  if (scheme === "target:") {
    const service = services.get(rest) ?? `no target ${rest}`;
    return { from: "service", service, image: `image-of-${service}` };
  }
  if (scheme === "docker-image://") return { from: "image", image: rest };
  if (scheme === "oci-layout://") return { from: "oci-layout", reference: written };
  return written.startsWith("https:") ? { from: "remote", url: written } : { from: "folder", folder: written };
}

function cacheFrom(written: string): BuildCache {
  const { type, ...attributes } = fieldsOf(written);
  return type === undefined ? { type: "registry", attributes: { ref: written } } : { type, attributes };
}

/** What bake would do with a target, in the words of a build. */
function buildFrom(target: Target, services: ReadonlyMap<string, string>): BuildSpec {
  const contexts = (target.contexts ?? {}) as Readonly<Record<string, string>>;
  const inline = target["dockerfile-inline"];
  const attest = lines(target.attest).map((line) => line.split(/,(.*)/s, 2));
  const made = (type: string): string | false | undefined => {
    const found = attest.find(([first]) => first === `type=${type}`);
    return found?.[1] === "disabled=true" ? false : found && (found[1] ?? "");
  };
  const [output] = lines(target.output);
  const parts = {
    target: target.target as string | undefined,
    network: target.network as string | undefined,
    shmSize: target["shm-size"] === undefined ? undefined : Number(target["shm-size"]),
    provenance: made("provenance"),
    sbom: made("sbom"),
  };
  return {
    builder: "bake",
    tags: lines(target.tags),
    context: contextFrom(target.context as string, services),
    contexts: Object.fromEntries(Object.entries(contexts).map(([key, one]) => [key, contextFrom(one, services)])),
    dockerfile:
      inline === undefined
        ? { from: "file", path: target.dockerfile as string }
        : { from: "text", text: inline as string },
    args: (target.args ?? {}) as Readonly<Record<string, string>>,
    labels: (target.labels ?? {}) as Readonly<Record<string, string>>,
    platforms: lines(target.platforms),
    noCache: target["no-cache"] === true,
    noCacheFilter: lines(target["no-cache-filter"]),
    pull: target.pull === true,
    cacheFrom: lines(target["cache-from"]).map(cacheFrom),
    cacheTo: lines(target["cache-to"]).map(cacheFrom),
    secrets: lines(target.secret).map((line) => {
      const { id = "", src, env = "" } = fieldsOf(line);
      return { id, content: "secrets.any", source: src === undefined ? { variable: env } : { file: src } };
    }),
    ssh: lines(target.ssh).map((line) => {
      const [id = "", paths = ""] = line.split(/=(.*)/s, 2);
      return { id, paths: paths.split(",") };
    }),
    extraHosts: Object.entries((target["extra-hosts"] ?? {}) as Readonly<Record<string, string>>).flatMap(
      ([name, ips]) => ips.split(",").map((ip) => `${name}:${ip}`),
    ),
    ulimits: lines(target.ulimits).map((line) => {
      const [, name = "", soft, hard] = /^(.*)=(-?\d+)(?::(-?\d+))?$/.exec(line) ?? [];
      return { name, soft: Number(soft), hard: Number(hard ?? soft) };
    }),
    entitlements: lines(target.entitlements),
    push: output === "type=registry" || output === "type=image,push=true",
    ...(Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<BuildSpec>),
  };
}

/** In what has no order, or loses it where one host has several addresses. */
const sorted = (spec: BuildSpec): BuildSpec => ({ ...spec, extraHosts: spec.extraHosts.toSorted() });

test("what is asked of each build stands in the file, and each service has a target of its own", () => {
  const several = fc.uniqueArray(names, { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(several, fc.array(build, { minLength: 6, maxLength: 6 }), (services, specs) => {
      const builds = new Map(services.map((service, index) => [service, specs[index] as BuildSpec]));
      const { file, targets } = bakeFile(builds, services);
      const read = JSON.parse(jsonText(file)) as {
        readonly group: { readonly default: { readonly targets: readonly string[] } };
        readonly target: Readonly<Record<string, unknown>>;
      };
      const byTarget = new Map([...targets].map(([service, target]) => [target, service]));
      if (byTarget.size !== services.length) throw new Error("two services share a target");
      if (read.group.default.targets.some((target) => target.includes("."))) throw new Error("a target has a dot");
      for (const [service, spec] of builds) {
        const target = unescaped(read.target[targets.get(service) ?? ""]) as Target;
        expect(sorted(buildFrom(target, byTarget))).toEqual(sorted(spec));
      }
    }),
    { numRuns: 100 * effort, seed: 20_260_201 },
  );
});
