/** Files that can be read once only, such as `<(…)` of a shell: their text is kept. */
import { expect, test } from "vitest";
import { load } from "../../../src/spec/load.ts";
import type { LoadContext } from "../../../src/spec/load-request.ts";
import { request } from "../../support/load.ts";
import { memoryContext } from "../../support/memory-context.ts";

/** A world whose files at `/dev` are pipes: a second read gives nothing. */
function withPipes(files: Readonly<Record<string, string>>): LoadContext {
  const world = memoryContext(files);
  const drained = new Set<string>();
  const read: LoadContext["disk"]["read"] = async (path, ...rest) => {
    if (drained.has(path)) return new Uint8Array();
    if (path.startsWith("/dev/")) drained.add(path);
    return world.disk.read(path, ...rest);
  };
  return { ...world, disk: { ...world.disk, read } };
}

test("a pipe may be a project file, an env file of an included project and of a service", async () => {
  const world = withPipes({
    "/dev/fd/1":
      "name: app\ninclude: [{path: /app/sub.yaml, env_file: /dev/fd/2}]\nservices: {one: {image: x, env_file: /dev/fd/3}, two: {image: x, env_file: /dev/fd/3, label_file: /dev/fd/4}, three: {image: x, label_file: /dev/fd/4}}",
    "/dev/fd/2": "TAG=7",
    "/dev/fd/3": "A=1",
    "/dev/fd/4": "l=1",
    "/app/sub.yaml": "services: {sub: {image: 'redis:$TAG'}}",
  });
  const { services } = await load({ ...request, files: ["/dev/fd/1"] }, world);
  const byName = Object.fromEntries([...services.values()].map((service) => [service.name, service]));
  expect(byName).toMatchObject({
    sub: { image: "redis:7" },
    one: { environment: { A: "1" } },
    two: { environment: { A: "1" }, labels: { l: "1" } },
    three: { labels: { l: "1" } },
  });
});
