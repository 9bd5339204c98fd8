import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildAbilities, cannotBuild } from "../../../src/engine/builder-abilities.ts";
import type { BuilderFacts, BuilderKind, BuildSpec } from "../../../src/engine/port.ts";
import { buildOf } from "../../support/build-spec.ts";

const newest = "1.51";
const facts = (store: BuilderFacts["store"]): BuilderFacts => ({ kind: "buildkit", store, apiVersion: newest });
const asked = (builder: BuilderKind, more: Partial<BuildSpec>, store: BuilderFacts["store"] = "containerd"): string[] =>
  cannotBuild(buildOf("image", "/folder", { builder, ...more }), facts(store), "").map(({ attribute }) => attribute);

const everyBuilder: readonly BuilderKind[] = ["buildkit", "buildkit-http", "classic", "bake"];

test.each(everyBuilder)("%s builds what asks for nothing special", (builder) => {
  const more: Partial<BuildSpec> = {
    dockerfile: { from: "text", text: "FROM scratch" },
    args: { A: "1" },
    labels: { l: "x" },
    target: "run",
    platforms: ["linux/amd64"],
    noCache: true,
    pull: true,
    cacheFrom: [{ type: "registry", attributes: { ref: "example/cache" } }],
    network: "host",
    entitlements: ["network.host"],
    extraHosts: ["h:1.2.3.4"],
    ulimits: [{ name: "nofile", soft: 1, hard: 2 }],
    shmSize: 1 << 20,
    provenance: false,
    sbom: false,
  };
  expect(asked(builder, more, "graph-driver")).toEqual([]);
});

const image = { from: "image", image: "alpine" } as const;
const remote = { from: "remote", url: "https://example.com/a.git" } as const;
const cases: readonly (readonly [attribute: string, more: Partial<BuildSpec>, builders: readonly BuilderKind[]])[] = [
  ["additional_contexts", { contexts: { a: image } }, ["buildkit", "bake"]],
  ["context", { context: image }, ["bake"]],
  ["dockerfile_inline", { context: remote, dockerfile: { from: "text", text: "FROM x" } }, ["buildkit", "bake"]],
  ["dockerfile", { context: remote, dockerfile: { from: "file", path: "/Dockerfile" } }, ["buildkit", "bake"]],
  ["platforms", { platforms: ["linux/amd64", "linux/arm64"] }, ["buildkit", "bake"]],
  ["no_cache_filter", { noCacheFilter: ["run"] }, ["buildkit", "bake"]],
  ["cache_from", { cacheFrom: [{ type: "local", attributes: { src: "/c" } }] }, ["bake"]],
  ["cache_from", { cacheFrom: [{ type: "s3", attributes: {} }] }, ["bake"]],
  ["cache_to", { cacheTo: [{ type: "inline", attributes: {} }] }, ["buildkit", "buildkit-http", "bake"]],
  ["cache_to", { cacheTo: [{ type: "registry", attributes: { ref: "r" } }] }, ["buildkit", "bake"]],
  [
    "secrets",
    { secrets: [{ id: "t", content: "secrets.t", source: { variable: "T" } }] },
    ["buildkit", "buildkit-http", "bake"],
  ],
  ["ssh", { ssh: [{ id: "default", paths: [] }] }, ["buildkit", "buildkit-http", "bake"]],
  ["network", { network: "own" }, ["classic"]],
  ["shm_size", { shmSize: 1 }, everyBuilder],
  ["ulimits", { ulimits: [{ name: "nofile", soft: 1, hard: 2 }] }, everyBuilder],
  ["entitlements", { entitlements: ["security.insecure"] }, ["buildkit", "bake"]],
  ["entitlements", { entitlements: ["network.host"] }, ["buildkit", "bake"]],
  ["isolation", { isolation: "hyperv" }, ["classic"]],
  ["memory", { memory: 1 << 30 }, ["classic"]],
  ["provenance", { provenance: "mode=max" }, ["buildkit", "bake"]],
  ["sbom", { sbom: "" }, ["buildkit", "bake"]],
  ["push", { push: true }, ["buildkit", "bake"]],
];

test.each(cases)("%s, where it is %o, is refused by all but %o", (attribute, more, builders) => {
  for (const builder of everyBuilder)
    expect(asked(builder, more), builder).toEqual(builders.includes(builder) ? [] : [attribute]);
});

describe("where the engine keeps images with a graph driver", () => {
  test("its BuildKit is refused what only containerd's store takes, and bake, which builds elsewhere, is not", () => {
    const more: Partial<BuildSpec> = {
      platforms: ["linux/amd64", "linux/arm64"],
      cacheTo: [{ type: "registry", attributes: { ref: "r" } }],
      provenance: "mode=max",
      sbom: "",
      push: true,
    };
    const lacking = ["platforms", "cache_to", "provenance", "sbom", "push"];
    expect(asked("buildkit", more, "graph-driver")).toEqual(lacking);
    expect(asked("bake", more, "graph-driver")).toEqual([]);
  });

  test("an inability says that it is the store's", () => {
    const spec = buildOf("image", "/folder", { push: true });
    expect(cannotBuild(spec, facts("graph-driver"), "")).toMatchObject([
      { builders: ["buildkit", "bake"], since: "store" },
    ]);
  });
});

describe("where the engine is one of Docker 20.10", () => {
  const limits: Partial<BuildSpec> = { ulimits: [{ name: "nofile", soft: 1, hard: 2 }], shmSize: 1 << 20 };
  const lacking = (more: Partial<BuildSpec>, dockerfile = "FROM scratch\n"): string[] =>
    cannotBuild(buildOf("image", "/folder", more), { ...facts("graph-driver"), apiVersion: "1.41" }, dockerfile).map(
      ({ attribute, since }) => `${attribute} ${since}`,
    );

  test.each<BuilderKind>(["buildkit", "buildkit-http"])(
    "%s is refused the limits that it would leave out",
    (builder) => {
      expect(lacking({ builder, ...limits })).toEqual(["shm_size api", "ulimits api"]);
    },
  );

  test.each<BuilderKind>(["classic", "bake"])("%s, which knows them, is not", (builder) => {
    expect(lacking({ builder, ...limits })).toEqual([]);
  });

  test("its BuildKit knows named contexts where a frontend of the build's own reads the Dockerfile", () => {
    const contexts = { a: image };
    expect(lacking({ contexts })).toEqual(["additional_contexts api"]);
    expect(lacking({ contexts }, "# check=skip=all\n# syntax=docker/dockerfile:1\nFROM a\n")).toEqual([]);
    expect(lacking({ contexts }, "# A comment\n# syntax=docker/dockerfile:1\nFROM a\n")).not.toEqual([]);
    expect(lacking({ contexts, args: { BUILDKIT_SYNTAX: "docker/dockerfile:1" } })).toEqual([]);
  });
});

test("each ability is one of somebody's, and has a case here", () => {
  for (const { builders, what } of buildAbilities) expect(builders, what).not.toEqual([]);
  expect(new Set(buildAbilities.map(({ attribute }) => attribute))).toEqual(
    new Set(cases.map(([attribute]) => attribute)),
  );
});

/** `build` of the Compose file by builder, as a page. */
function page(): string {
  const store = "with containerd's image store";
  const cell = (builder: BuilderKind, { builders, store: needed, api }: (typeof buildAbilities)[number]): string => {
    if (!builders.includes(builder)) return "–";
    if (needed !== undefined && builder !== "bake") return store;
    return api !== undefined && builder.startsWith("buildkit") ? `since API ${api}` : "yes";
  };
  const rows = buildAbilities.map((ability) => [
    `\`${ability.attribute}\``,
    ability.what,
    ...everyBuilder.map((builder) => cell(builder, ability)),
  ]);
  const table = [
    ["attribute", "what of it", ...everyBuilder],
    ["---", "---", ...everyBuilder.map(() => "---")],
    ...rows,
  ];
  return [
    "# What each builder can do",
    "",
    "This page is written by a test (`test/docker/build/builder-abilities.test.ts`). [Builds](builds.md) says which builder is which, and when each is used. What is",
    "not listed, every builder can: `context` as a folder, an archive or a repository, `dockerfile`, `dockerfile_inline`, `args`, `labels`, `tags`, `target`, one platform,",
    "`no_cache`, `pull`, `extra_hosts`.",
    "",
    ...table.map((row) => `| ${row.join(" | ")} |`),
    "",
    "`since API`: the BuildKit in an older engine would leave it out without a word, so that it is an error. API 1.42 is that of Docker 23. A Dockerfile that names a newer",
    "frontend (`# syntax=docker/dockerfile:1`) has `additional_contexts` on older engines, too.",
    "",
    "`–`: an error, before anything is built. `memory` and `push` are flags of `build`; where the engine cannot push while it builds, the push is a step of its own.",
    "",
  ].join("\n");
}

test("the page of builders has the table", async () => {
  await expect(page()).toMatchFileSnapshot(join(import.meta.dirname, "../../../docs/builders.md"));
});
