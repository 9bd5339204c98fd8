/** What a builder outside the engine is told of other services' images: it has none that it did not build. */
import { expect, test } from "vitest";
import type { BuildingFacts } from "../../../src/observe/observed.ts";
import { planBuild } from "../../../src/planner/build.ts";
import type { Operation } from "../../../src/planner/plan/operation.ts";
import { engineWith, observedOf, projectOf } from "../../support/scenario.ts";

type Build = Extract<Operation, { kind: "build-image" }>;

const engine = { kind: "buildkit", store: "graph-driver", apiVersion: "1.51" } as const;
const outside: BuildingFacts = {
  engine,
  named: { kind: "outside", name: "farm", driver: "kubernetes", from: "--builder" },
  dockerfiles: {},
};

async function buildsOf(compose: string, building: BuildingFacts): Promise<ReadonlyMap<string, Build>> {
  const project = await projectOf(compose, {}, { services: ["web"], withoutDependencies: true });
  const observed = await observedOf(engineWith("shop-base", "shop-tools"), project, { building });
  const { steps } = planBuild(project, observed, { args: {}, noCache: false, pull: false });
  return new Map(
    steps.flatMap(({ operation, resource }) =>
      operation.kind === "build-image" ? [[resource.service ?? "", operation] as const] : [],
    ),
  );
}

const byContexts = `
services:
  web: {build: {context: ., additional_contexts: {base: "service:base"}}}
  base: {build: {context: ., additional_contexts: {first: "service:first"}}}
  first: {build: .}
  other: {build: .}`;

test("builds that its contexts are of come with a build, those of theirs, too, and no others", async () => {
  const web = (await buildsOf(byContexts, outside)).get("web");
  expect(web?.build).toMatchObject({ builder: "bake", builderName: "farm" });
  expect(Object.keys(web?.bases ?? {})).toEqual(["base", "first"]);
  expect(web?.bases?.base).toMatchObject({ builder: "bake", tags: ["shop-base"] });
});

test("an image that the Dockerfile names becomes a context, by the name that BuildKit looks for", async () => {
  const compose = `
services:
  web: {build: .}
  base: {build: .}
  tools: {image: "reg.test/tools:2", build: {context: ., tags: ["tools:latest"]}}`;
  const dockerfiles = { web: "FROM docker.io/library/shop-base:latest\nCOPY --from=reg.test/tools:2 /x /x\n" };
  const web = (await buildsOf(compose, { ...outside, dockerfiles })).get("web");
  expect(web?.build.contexts).toEqual({
    "shop-base": { from: "service", service: "base", image: "shop-base" },
    "reg.test/tools:2": { from: "service", service: "tools", image: "reg.test/tools:2" },
    tools: { from: "service", service: "tools", image: "reg.test/tools:2" },
  });
  expect(Object.keys(web?.bases ?? {})).toEqual(["base", "tools"]);
});

test("a build that looks for newer base images takes the project's own from the engine", async () => {
  const compose = "services: {web: {build: {context: ., pull: true}}, base: {build: .}}";
  const dockerfiles = { web: "FROM shop-base\n" };
  const contextsBy = async (kind: "buildkit" | "buildkit-http", text: string) =>
    (await buildsOf(text, { engine: { ...engine, kind }, dockerfiles })).get("web")?.build.contexts;
  expect(await contextsBy("buildkit", compose)).toEqual({
    "shop-base": { from: "service", service: "base", image: "shop-base" },
  });
  expect(await contextsBy("buildkit", compose.replace(", pull: true", ""))).toEqual({});
  expect(await contextsBy("buildkit-http", compose)).toEqual({});
});

test("the engine's own builders have the images, and are told no more", async () => {
  const web = (await buildsOf(byContexts, { engine, dockerfiles: {} })).get("web");
  expect(web).not.toHaveProperty("bases");
});
