/** What a container of the engine has and the plan leaves it: told with the line that asks for it, before the first call. */
import { describe, expect, test } from "vitest";
import type { UpOptions } from "../../../src/planner/plan/options.ts";
import { containerOf } from "../../support/memory/state.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, planOf, projectOf, run, up } from "../../support/scenario.ts";

/** What planning the file is refused with. */
async function refusal(engine: MemoryEngine, file: string, options: Partial<UpOptions> = {}): Promise<unknown> {
  engine.calls.length = 0;
  const error: unknown = await planOf(await projectOf(file), engine, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(engine.calls).toEqual([]);
  return error;
}

describe("a service that gets another name", () => {
  const file = (name: string, rest: string): string => `services:\n  ${name}:\n    image: busybox\n    ${rest}\n`;
  const ports = 'ports: ["8080:80"]';

  test("can't have the host port of the orphan that it was, which --remove-orphans would free", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file("old", ports)), engine);
    expect(await refusal(engine, file("new", ports))).toMatchObject({
      code: "port-taken",
      message: expect.stringContaining('"shop-old-1"'),
      diagnostics: [
        { path: "services.new.ports[0]", place: { line: 4 }, hint: expect.stringContaining("--remove-orphans") },
      ],
    });
  });

  test("can have it where the orphan does not run", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file("old", ports)), engine);
    engine.become("shop-old-1", { state: "exited", exitCode: 0 });
    expect((await up(await projectOf(file("new", ports)), engine)).report.outcome).toBe("done");
  });

  test("can't have its static address", async () => {
    const networks =
      "networks: {n: {ipv4_address: 10.2.0.7}}\nnetworks: {n: {ipam: {config: [{subnet: 10.2.0.0/16}]}}}";
    const engine = engineWith("busybox");
    await up(await projectOf(file("old", networks)), engine);
    expect(await refusal(engine, file("new", networks))).toMatchObject({
      code: "address-unusable",
      diagnostics: [{ path: "services.new.networks", place: { line: 4 }, hint: expect.stringContaining("orphans") }],
    });
  });

  test("can't have its address on a network that is recreated either: the orphan joins it again", async () => {
    const networks = (internal: boolean): string =>
      `networks: {n: {ipv4_address: 10.2.0.7}}\nnetworks: {n: {internal: ${internal}, ipam: {config: [{subnet: 10.2.0.0/16}]}}}`;
    const engine = engineWith("busybox");
    await up(await projectOf(file("old", networks(false))), engine);
    expect(await refusal(engine, file("new", networks(true)))).toMatchObject({ code: "address-unusable" });
  });

  test("can't have its container_name", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file("old", "container_name: front")), engine);
    expect(await refusal(engine, file("new", "container_name: front"))).toMatchObject({
      code: "name-taken",
      diagnostics: [{ place: { line: 4 }, hint: expect.stringContaining("--remove-orphans") }],
    });
  });
});

describe("with --no-recreate", () => {
  const noRecreate = true;

  test("one that has ended and starts again as it is holds its port against another", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf('services: {a: {image: busybox, ports: ["8080:80"]}}'), engine);
    engine.become("shop-a-1", { state: "exited", exitCode: 0 });
    const file = 'services:\n  a: {image: busybox}\n  b: {image: busybox, ports: ["8080:80"]}\n';
    expect(await refusal(engine, file, { noRecreate })).toMatchObject({
      code: "port-taken",
      message: expect.stringContaining('"shop-a-1"'),
      diagnostics: [{ path: "services.b.ports[0]", place: { line: 3 } }],
    });
  });

  test("nor can both of two that have ended start again with one port", async () => {
    const engine = engineWith("busybox");
    const file = (name: string): string => `services: {${name}: {image: busybox, ports: ["8080:80"]}}`;
    await up(await projectOf(file("a")), engine);
    engine.become("shop-a-1", { state: "exited", exitCode: 0 });
    await up(await projectOf(file("b")), engine);
    engine.become("shop-b-1", { state: "exited", exitCode: 0 });
    const both = "services: {a: {image: busybox}, b: {image: busybox}}";
    expect(await refusal(engine, both, { noRecreate })).toMatchObject({ code: "port-taken" });
  });

  test("a port that its holder keeps can't move, and without the flag it does", async () => {
    const file = (a: string, b: string): string => `services:\n  a: {image: busybox${a}}\n  b: {image: busybox${b}}\n`;
    const ports = ', ports: ["8080:80"]';
    const engine = engineWith("busybox");
    await up(await projectOf("services: {a: {image: busybox, ports: ['8080:80']}}"), engine);
    expect(await refusal(engine, file("", ports), { noRecreate })).toMatchObject({
      code: "port-taken",
      diagnostics: [{ place: { line: 3 }, hint: expect.stringContaining("recreated") }],
    });
    expect((await up(await projectOf(file("", ports)), engine)).report.outcome).toBe("done");
  });
});

describe("names are those of the numbers that containers have, or get", () => {
  const file = (scale: number): string => `services: {a: {image: busybox, scale: ${scale}}}`;

  /** Only the second of two containers is left, and somebody else has this name. */
  async function withForeign(name: string): Promise<MemoryEngine> {
    const engine = engineWith("busybox");
    await up(await projectOf(file(2)), engine);
    await engine.removeContainer(containerOf(engine, "shop-a-1")?.id ?? "", { volumes: false });
    await up(await projectOf(`name: other\nservices: {x: {image: busybox, container_name: ${name}}}`), engine);
    return engine;
  }

  test("one that no container gets may be anybody's", async () => {
    const engine = await withForeign("shop-a-1");
    expect((await planOf(await projectOf(file(1)), engine)).steps).toEqual([]);
  });

  test("that of the next number may not", async () => {
    const engine = await withForeign("shop-a-3");
    expect(await refusal(engine, file(2))).toMatchObject({
      code: "name-taken",
      message: expect.stringContaining('"shop-a-3" is already in use by the project "other"'),
    });
  });

  test("nor that of a container which is to be replaced, once it is free for a moment", async () => {
    const engine = await withForeign("elsewhere");
    const plan = await planOf(await projectOf(file(2).replace("busybox,", "busybox, tty: true,")), engine);
    expect((await run(plan, engine)).report.outcome).toBe("done");
    expect(Object.keys(engine.states())).toEqual(["elsewhere", "shop-a-2", "shop-a-3"]);
  });
});
