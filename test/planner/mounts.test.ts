import { describe, expect, test } from "vitest";
import { stepsText as planText } from "../../src/cli/render/plan-steps.ts";
import type { Mount } from "../../src/engine/container-config.ts";
import { labels } from "../../src/engine/labels.ts";
import { idle } from "../support/engines.ts";
import { imageFact, MemoryEngine } from "../support/memory-engine.ts";
import { down, planDownOf, planOf, projectOf, unmarked, up } from "../support/scenario.ts";

function newEngine(): MemoryEngine {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  engine.addImage("redis:7", { volumes: ["/data"] });
  return engine;
}

type Containers = MemoryEngine["containers"] extends Map<string, infer Stored> ? Stored : never;

function only(engine: MemoryEngine): Containers {
  const [container] = engine.containers.values();
  if (container === undefined) throw new Error("there is no container");
  return container;
}

const volumeAt = (engine: MemoryEngine, target: string): string | undefined =>
  only(engine).anonymous.get(target) ??
  only(engine).config.mounts.flatMap((mount) =>
    mount.type === "volume" && mount.target === target ? (mount.source ?? []) : [],
  )[0];

/** As another tool would have made it. */
function withoutOurLabels(engine: MemoryEngine, mounts?: readonly Mount[]): void {
  const container = only(engine);
  const others = Object.entries(container.config.labels).filter(([name]) => !name.startsWith("dev.windlass."));
  container.config = { ...container.config, labels: Object.fromEntries(others), ...(mounts && { mounts }) };
}

describe("a mount is no difference", () => {
  const bind = (rest: string): string =>
    `services: {a: {image: busybox, volumes: [{type: bind, source: /s, target: /t${rest}}]}}`;

  test("for how its source was to be made", async () => {
    const engine = newEngine();
    await up(await projectOf(bind(", bind: {create_host_path: false}")), engine);
    expect(planText(await planOf(await projectOf(bind("")), engine))).toBe("nothing to do\n");
  });

  test.each([
    ["/s//", "/s"],
    ["/s", "/s/"],
    ["/a/../s", "/s"],
    ["/./s", "/s//"],
    ["/", "//"],
  ])("for the spelling of its source: %s, and then %s", async (one, other) => {
    const engine = newEngine();
    const file = (source: string): string => `services: {a: {image: busybox, volumes: ["${source}:/t"]}}`;
    await up(await projectOf(file(one)), engine);
    expect(planText(await planOf(await projectOf(file(other)), engine))).toBe("nothing to do\n");
  });

  test("for the SELinux label that docker compose loses beside propagation, on a container that it made", async () => {
    const engine = newEngine();
    const project = await projectOf(bind(", bind: {propagation: rslave, selinux: z}"));
    await up(project, engine);
    const lost: Mount = {
      type: "bind",
      source: "/s",
      target: "/t",
      readOnly: false,
      createHostPath: false,
      propagation: "rslave",
    };
    only(engine).config = { ...only(engine).config, mounts: [lost], labels: unmarked(only(engine).config.labels) };
    expect(planText(await planOf(project, engine))).toContain("volumes");
    withoutOurLabels(engine, [lost]);
    expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
  });

  test("for the labels that an unnamed volume lacks, on a container of another tool", async () => {
    const engine = newEngine();
    const project = await projectOf("services: {a: {image: busybox, volumes: [/t]}}");
    await up(project, engine);
    withoutOurLabels(engine, [{ type: "volume", target: "/t", readOnly: false, noCopy: false }]);
    expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
  });
});

test("the SELinux label that docker compose loses beside nocopy is no difference, on a container that it made", async () => {
  const engine = newEngine();
  const project = await projectOf("services: {a: {image: busybox, volumes: ['v:/t:z,nocopy']}}\nvolumes: {v: }");
  await up(project, engine);
  const lost: Mount = { type: "volume", source: "shop_v", target: "/t", readOnly: false, noCopy: true };
  only(engine).config = { ...only(engine).config, mounts: [lost], labels: unmarked(only(engine).config.labels) };
  expect(planText(await planOf(project, engine))).toContain("volumes");
  withoutOurLabels(engine, [lost]);
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
});

test.each([
  ["", "volumes: shop_v:/t → shop_v:/t:z"],
  ["ro,Z", "volumes: shop_v:/t:ro,Z → shop_v:/t:z"],
])("a changed SELinux label of a volume replaces the container: %s", async (before, change) => {
  const engine = newEngine();
  const file = (options: string): string =>
    `services: {a: {image: busybox, volumes: ['v:/t${options && `:${options}`}']}}\nvolumes: {v: }`;
  await up(await projectOf(file(before)), engine);
  expect(planText(await planOf(await projectOf(file("z")), engine))).toContain(change);
});

test.each([
  ["read_only", ", read_only: true"],
  ["propagation", ", bind: {propagation: rshared}"],
  ["the SELinux label", ", bind: {selinux: Z}"],
  ["recursion", ", bind: {recursive: disabled}"],
])("a changed %s of a bind mount replaces the container", async (_what, rest) => {
  const engine = newEngine();
  const file = (more: string): string =>
    `services: {a: {image: busybox, volumes: [{type: bind, source: /s, target: /t${more}}]}}`;
  await up(await projectOf(file("")), engine);
  const plan = await planOf(await projectOf(file(rest)), engine);
  expect(plan.verdicts).toContainEqual(
    expect.objectContaining({ action: "replace", reason: { code: "changed", fields: ["volumes"] } }),
  );
});

test("an unnamed volume that is to be a named one replaces the container", async () => {
  const engine = newEngine();
  await up(await projectOf("services: {a: {image: busybox, volumes: [/t]}}"), engine);
  const plan = await planOf(
    await projectOf("services: {a: {image: busybox, volumes: ['v:/t']}}\nvolumes: {v: }"),
    engine,
  );
  expect(planText(plan)).toContain("volumes: anonymous:/t → shop_v:/t");
});

describe("volumes without a name", () => {
  const file = (image = "redis:7", tty = false): string =>
    `services: {a: {image: ${image}, tty: ${tty}, volumes: [/own]}}`;

  async function replacedTwice(): Promise<{ engine: MemoryEngine; before: readonly (string | undefined)[] }> {
    const engine = newEngine();
    await up(await projectOf(file()), engine);
    const before = [volumeAt(engine, "/own"), volumeAt(engine, "/data")];
    await up(await projectOf(file("redis:7", true)), engine);
    await up(await projectOf(file()), engine);
    return { engine, before };
  }

  test("the file's say whose they are, the image's do not", async () => {
    const engine = newEngine();
    await up(await projectOf(file()), engine);
    const of = (target: string): unknown => engine.volumes.get(volumeAt(engine, target) ?? "")?.labels;
    expect(of("/own")).toEqual({
      "dev.windlass.project": "shop",
      "dev.windlass.service": "a",
      "dev.windlass.target": "/own",
    });
    expect(of("/data")).toEqual({});
  });

  test("both go on in every replacement, and go with down -v", async () => {
    const { engine, before } = await replacedTwice();
    expect([volumeAt(engine, "/own"), volumeAt(engine, "/data")]).toEqual(before);
    await down("shop", engine, { volumes: true });
    expect(engine.volumes.size).toBe(0);
  });

  test("both are renewed by -V, where a container is replaced", async () => {
    const { engine, before } = await replacedTwice();
    const project = await projectOf(file());
    expect(planText(await planOf(project, engine, { renewVolumes: true }))).toBe("nothing to do\n");
    await up(project, engine, { renewVolumes: true, forceRecreate: true });
    const after = [volumeAt(engine, "/own"), volumeAt(engine, "/data")];
    expect(after).not.toContain(before[0]);
    expect(after).not.toContain(before[1]);
    expect([...engine.volumes.keys()].sort()).toEqual([...after].sort());
  });

  test("the file's are found when their container is gone already", async () => {
    const { engine, before } = await replacedTwice();
    await down("shop", engine);
    await down("shop", engine, { volumes: true });
    expect([...engine.volumes.keys()]).toEqual([before[1]]);
  });

  test("one that somebody gave a container by its 64 digits is never removed", async () => {
    const engine = newEngine();
    const name = "ab".repeat(32);
    await engine.createVolume({ name, driver: "local", driverOptions: {}, labels: {} });
    const project = (tty: boolean): ReturnType<typeof projectOf> =>
      projectOf(
        `services: {a: {image: redis:7, tty: ${tty}, volumes: ["v:/data"]}}\nvolumes: {v: {external: true, name: ${name}}}`,
      );
    await up(await project(false), engine);
    await up(await project(true), engine);
    expect((await planDownOf("shop", engine, { volumes: true })).steps.map(({ id }) => id)).not.toContain(
      `remove volume ${name}`,
    );
    // Even where the file drops it and the image has a volume there: its data goes on, and stays.
    await up(await projectOf("services: {a: {image: redis:7}}"), engine, { forceRecreate: true });
    await down("shop", engine, { volumes: true });
    expect([...engine.volumes.keys()]).toEqual([name]);
  });
});

test("a volume without a name that is another container's is not given up with one that mounts it too", async () => {
  const engine = newEngine();
  const file = (tty: boolean): ReturnType<typeof projectOf> =>
    projectOf(`services: {a: {image: redis:7, tty: ${tty}, volumes_from: ["container:theirs"]}}`);
  await engine.createContainer({ name: "theirs", config: idle("other", { image: "redis:7" }) });
  const theirs = only(engine).anonymous.get("/data");
  await up(await file(false), engine);
  const own = [...engine.containers.values()].find(({ name }) => name === "shop-a-1");
  // As the engine has it: what is mounted is the other one's.
  if (own) Object.assign(own, { anonymous: new Map([["/data", theirs]]) });
  await up(await file(true), engine);
  const plan = await planDownOf("shop", engine, { volumes: true });
  expect(plan.steps.map(({ id }) => id)).not.toContain(`remove volume ${theirs}`);
});

describe("a mounted image", () => {
  const file = "services: {a: {image: busybox, volumes: [{type: image, source: tools, target: /tools}]}}";

  test("is pulled before the container is made, where it is missing", async () => {
    const engine = newEngine();
    engine.registry.set("tools", imageFact("tools", {}));
    const plan = await planOf(await projectOf(file), engine);
    expect(plan.steps.find(({ id }) => id === "create a-1")?.after).toContain("pull tools");
    await up(await projectOf(file), engine);
    expect(only(engine).config.labels[labels.imageVolumes]).toBe(`/tools=${imageFact("tools", {}).id}`);
    expect(planText(await planOf(await projectOf(file), engine))).toBe("nothing to do\n");
  });

  test("is refused with its line where it may not be pulled", async () => {
    const planned = planOf(await projectOf(file), newEngine(), { pull: "never" });
    await expect(planned).rejects.toMatchObject({
      diagnostics: [{ code: "image-missing", path: "services.a.volumes[0].source", place: { line: 1 } }],
    });
  });

  test("replaces the container once it is another one", async () => {
    const engine = newEngine();
    engine.addImage("tools");
    await up(await projectOf(file), engine);
    engine.addImage("tools", { id: "sha256:newer" });
    expect(planText(await planOf(await projectOf(file), engine))).toContain("(newer):/tools");
    withoutOurLabels(engine);
    expect(planText(await planOf(await projectOf(file), engine))).toBe("nothing to do\n");
  });

  test("that another service builds replaces the container only if the build brings another one", async () => {
    const built =
      "services:\n  tools: {image: tools, build: .}\n  a: {image: busybox, volumes: [{type: image, source: tools, target: /tools}]}";
    const engine = newEngine();
    const project = await projectOf(built);
    engine.addImage("tools");
    await up(project, engine, { build: true });
    const calls = engine.calls.length;
    await up(project, engine, { build: true });
    expect(engine.calls.slice(calls)).toEqual(["build tools"]);
    engine.registry.set("tools", imageFact("tools", { id: "sha256:newer" }));
    await up(project, engine, { build: true });
    const container = [...engine.containers.values()].find(({ name }) => name === "shop-a-1");
    expect(container?.config.labels[labels.imageVolumes]).toBe("/tools=sha256:newer");
  });
});

test.each([
  ["services.a.volumes[0].type", "{type: image, source: busybox, target: /t}"],
  ["services.a.volumes[0].volume.subpath", "{type: volume, target: /t, volume: {subpath: part}}"],
  ["services.a.volumes[0].bind.recursive", "{type: bind, source: /s, target: /t, bind: {recursive: readonly}}"],
])("what an older engine lacks is said with its line: %s", async (path, mount) => {
  const engine = new MemoryEngine("1.43");
  engine.addImage("busybox");
  const planned = planOf(await projectOf(`services: {a: {image: busybox, volumes: [${mount}]}}`), engine);
  await expect(planned).rejects.toMatchObject({ diagnostics: [{ code: "engine-too-old", path, place: { line: 1 } }] });
});

test("a SELinux label beside recursion is told as without effect", async () => {
  const bind = "{type: bind, source: /s, target: /t, bind: {selinux: z, recursive: disabled}}";
  expect((await projectOf(`services: {a: {image: x, volumes: [${bind}]}}`)).warnings).toMatchObject([
    { code: "ignored-attribute", path: "services.a.volumes[0].bind.selinux" },
  ]);
});
