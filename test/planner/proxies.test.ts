import { describe, expect, test } from "vitest";
import { reasonText } from "../../src/cli/render/reasons.ts";
import type { ContainerConfig } from "../../src/engine/container-config.ts";
import type { BuildSpec } from "../../src/engine/port.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { planOf, projectOf, up } from "../support/scenario.ts";

const proxies = { HTTP_PROXY: "http://p:1", http_proxy: "http://p:1" };
const compose = "services: {a: {image: busybox, environment: {HTTP_PROXY: own}}}";
const plain = "services: {a: {image: busybox}}";

function engineWith(image: string): MemoryEngine {
  const engine = new MemoryEngine();
  engine.addImage(image);
  return engine;
}

describe("the docker client's proxies", () => {
  test("are given to new containers, beneath what the file says", async () => {
    const plan = await planOf(await projectOf(compose), engineWith("busybox"), {}, { proxies });
    const environments = plan.steps.flatMap(({ operation }): ContainerConfig["environment"][] =>
      operation.kind === "create-container" ? [operation.config.environment] : [],
    );
    expect(environments).toEqual([{ HTTP_PROXY: "own", http_proxy: "http://p:1" }]);
  });

  test("are given to builds, beneath the file's arguments", async () => {
    const build = "services: {a: {build: {context: ., args: {http_proxy: own}}}}";
    const plan = await planOf(await projectOf(build), new MemoryEngine(), {}, { proxies });
    const args = plan.steps.flatMap(({ operation }): BuildSpec["args"][] =>
      operation.kind === "build-image" ? [operation.build.args] : [],
    );
    expect(args).toEqual([{ HTTP_PROXY: "http://p:1", http_proxy: "own" }]);
  });

  test("do not count in the hash", async () => {
    const engine = engineWith("busybox");
    const project = await projectOf(plain);
    const hashes = (await Promise.all([planOf(project, engine), planOf(project, engine, {}, { proxies })])).map(
      (plan) => plan.steps.map(({ operation }) => (operation.kind === "create-container" ? operation.hash : undefined)),
    );
    expect(hashes[0]).toEqual(hashes[1]);
  });

  test.each([
    ["are there no more", {}],
    ["are others", { HTTP_PROXY: "http://q:1", NO_PROXY: "x" }],
    ["are the same", proxies],
  ])("that %s replace no container", async (_, later) => {
    const engine = engineWith("busybox");
    const project = await projectOf(plain);
    await up(project, engine, {}, { proxies });
    expect((await planOf(project, engine, {}, { proxies: later })).steps).toEqual([]);
  });

  test("that stay replace no container when the file changes elsewhere", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(plain), engine, {}, { proxies });
    const changed = await projectOf("services: {a: {image: busybox, restart: always}}");
    const { verdicts } = await planOf(changed, engine, {}, { proxies });
    expect(verdicts.map(({ action }) => action)).not.toContain("replace");
  });

  test("are no reason to overlook what the file changes", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(compose), engine, {}, { proxies });
    const verdictOf = async (text: string): Promise<readonly string[]> =>
      (await planOf(await projectOf(text), engine, {}, { proxies })).verdicts.flatMap(({ resource, action, reason }) =>
        resource.kind === "container" ? [`${action}: ${reasonText(reason)}`] : [],
      );
    expect(await verdictOf(compose.replace("own", "other"))).toEqual(["replace: environment.HTTP_PROXY changed"]);
    expect(await verdictOf(plain)).toEqual(["replace: environment.HTTP_PROXY changed"]);
  });
});
