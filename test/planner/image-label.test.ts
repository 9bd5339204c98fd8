import { expect, test } from "vitest";
import { labels } from "../../src/engine/labels.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { projectOf, up } from "../support/scenario.ts";

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
