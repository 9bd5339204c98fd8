import { expect, test } from "vitest";
import { labels } from "../../src/engine/labels.ts";
import type { ImageFact } from "../../src/engine/port.ts";
import type { UpOptions } from "../../src/planner/plan/options.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { planOf, projectOf, unmarked, up } from "../support/scenario.ts";

test("a container's label has the digest of its image's content, else the image's id", async () => {
  const engine = new MemoryEngine();
  const plain = engine.addImage("plain");
  engine.addImage("indexed", { content: "sha256:content" });
  engine.registry.set("pulled", engine.addImage("other", { content: "sha256:pulled" }));
  await up(await projectOf("services: {a: {image: plain}, b: {image: indexed}, c: {image: pulled}}"), engine);
  const digests = [...engine.containers.values()].map(({ config }) => [
    config.labels[labels.service],
    config.labels[labels.image],
  ]);
  expect(digests.toSorted()).toEqual([
    ["a", plain.id],
    ["b", "sha256:content"],
    ["c", "sha256:pulled"],
  ]);
});

test("a container stays where a build gives its content another id, and goes where the content is another", async () => {
  const engine = new MemoryEngine();
  const file = await projectOf("services: {a: {image: app, build: {context: .}, environment: {A: b}}}");
  const build = async (image: Partial<ImageFact>, options: Partial<UpOptions>): Promise<readonly string[]> => {
    engine.images.delete("app");
    const made = engine.addImage("app", image);
    engine.registry.set("app", made);
    await up(file, engine, options);
    return [...engine.containers.keys()];
  };
  const first = await build(
    { id: "sha256:index-1", content: "sha256:one", environment: { OWN: "1" } },
    { build: true },
  );
  expect(
    await build({ id: "sha256:index-2", content: "sha256:one", environment: { OWN: "1" } }, { build: true }),
  ).toEqual(first);
  expect(await build({ id: "sha256:index-3", content: "sha256:one", environment: { OWN: "1" } }, {})).toEqual(first);
  const second = await build({ id: "sha256:index-4", content: "sha256:two" }, {});
  expect(second).not.toEqual(first);
  expect(await build({ id: "sha256:index-5", content: "sha256:three" }, { build: true })).not.toEqual(second);
});

test("of an image that the engine has without its settings nothing is drift, and what the file changes is seen", async () => {
  const engine = new MemoryEngine();
  const image = engine.addImage("x", { labels: { of: "image" } });
  const compose = (value: string): string => `services: {a: {image: x, environment: {A: ${value}}}}`;
  await up(await projectOf(compose("1")), engine);
  for (const container of engine.containers.values())
    container.config = { ...container.config, labels: unmarked(container.config.labels) };
  engine.images.set("x", { ...image, platform: "", environment: {}, command: [] });
  const actionOf = async (text: string): Promise<string | undefined> => {
    const { verdicts } = await planOf(await projectOf(text), engine);
    return verdicts.find(({ resource }) => resource.kind === "container")?.action;
  };
  expect(await actionOf(compose("1"))).toBe("keep");
  expect(await actionOf(compose("2"))).toBe("replace");
});
