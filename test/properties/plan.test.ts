/** What holds for every project and every state that the engine can be in. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { stepsText as planText } from "../../src/cli/render/plan-steps.ts";
import { labels } from "../../src/engine/labels.ts";
import type { Project } from "../../src/spec/project.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { contentsFor, down, planOf, projectOf, run, up } from "../support/scenario.ts";
import { effort } from "./effort.ts";

// The same tries each time; another seed makes others.
fc.configureGlobal({ seed: Number(process.env.WINDLASS_FUZZ_SEED ?? 20_260_201) });

const names = ["api", "cache", "db", "web", "__proto__"];
const networks = ["back", "front", "constructor"];

interface ServiceModel {
  readonly image: string;
  readonly tty: boolean;
  readonly scale: number;
  readonly mem_limit?: string;
  readonly environment: Record<string, string>;
  readonly depends_on: Record<string, { condition: string; restart: boolean; required: boolean }>;
  readonly networks: string[];
  readonly volumes: string[];
  readonly configs: string[];
  readonly healthcheck: { test: string };
  readonly pre_start: { command: string; per_replica: boolean }[];
  readonly post_start: { command: string }[];
  readonly pre_stop: { command: string }[];
  readonly pid?: string;
  readonly volumes_from: string[];
}

const hooks = fc.array(fc.constant({ command: "true" }), { maxLength: 1 });

/** A service that may need any of those named before it. */
const serviceArbitrary = (before: readonly string[]): fc.Arbitrary<ServiceModel> =>
  fc.record(
    {
      image: fc.constantFrom("busybox:1", "busybox:2", "redis:7"),
      tty: fc.boolean(),
      scale: fc.integer({ min: 0, max: 3 }),
      mem_limit: fc.constantFrom("64m", "128m"),
      environment: fc.dictionary(fc.constantFrom("A", "toString"), fc.constantFrom("1", "2"), { maxKeys: 2 }),
      depends_on: fc.subarray([...before]).chain((chosen) =>
        fc
          .tuple(
            ...chosen.map((name) =>
              fc.record({
                name: fc.constant(name),
                condition: fc.constantFrom("service_started", "service_healthy"),
                restart: fc.boolean(),
                required: fc.boolean(),
              }),
            ),
          )
          .map((list) => Object.fromEntries(list.map(({ name, ...dependency }) => [name, dependency]))),
      ),
      networks: fc.subarray(networks, { minLength: 1 }),
      volumes: fc.subarray(["data:/data", "/anonymous"]),
      configs: fc.subarray(["app"]),
      healthcheck: fc.constant({ test: "true" }),
      pre_start: fc.array(fc.record({ command: fc.constant("true"), per_replica: fc.boolean() }), { maxLength: 2 }),
      post_start: hooks,
      pre_stop: hooks,
      volumes_from: fc.subarray(before.slice(0, 1)),
      ...(before.length > 0 && { pid: fc.constantFrom(...before).map((name) => `service:${name}`) }),
    },
    {
      requiredKeys: [
        "image",
        "tty",
        "scale",
        "environment",
        "depends_on",
        "networks",
        "volumes",
        "configs",
        "healthcheck",
        "pre_start",
        "post_start",
        "pre_stop",
        "volumes_from",
      ],
    },
  );

const composeArbitrary: fc.Arbitrary<string> = fc.subarray(names, { minLength: 1 }).chain((chosen) =>
  fc
    .tuple(fc.constantFrom("one", "two"), ...chosen.map((_, i) => serviceArbitrary(chosen.slice(0, i))))
    .map(([content, ...services]) =>
      JSON.stringify({
        configs: { app: { content } },
        services: Object.fromEntries(chosen.map((name, i) => [name, withOwners(services[i], chosen, services)])),
        networks: Object.fromEntries(networks.map((name) => [name, {}])),
        volumes: { data: {} },
      }),
    ),
);

/** Nothing is had of a service without containers. */
function withOwners(
  service: ServiceModel | undefined,
  chosen: readonly string[],
  services: readonly ServiceModel[],
): ServiceModel | undefined {
  if (service === undefined) return undefined;
  const isThere = (name: string): boolean => (services[chosen.indexOf(name)]?.scale ?? 0) > 0;
  const { pid, volumes_from, ...own } = service;
  return {
    ...own,
    volumes_from: volumes_from.filter(isThere),
    ...(pid !== undefined && isThere(pid.slice("service:".length)) && { pid }),
  };
}

function newEngine(apiVersion: string): MemoryEngine {
  const engine = new MemoryEngine(apiVersion);
  engine.addImage("busybox:1");
  engine.addImage("busybox:2");
  engine.addImage("redis:7", { volumes: ["/data", "/more"] });
  engine.programs.set("true", { exits: 0 });
  return engine;
}
/** An engine is made in each try: one that is kept while a failure is made smaller has what the last try left. */
const versionArbitrary: fc.Arbitrary<string> = fc.constantFrom("1.41", "1.51");

const everything = { removeOrphans: true };

/** The engine holds what the file declares, under the right names, and the next plan is empty. */
async function expectDeclared(project: Project, engine: MemoryEngine): Promise<void> {
  expect(planText(await planOf(project, engine, everything))).toBe("nothing to do\n");
  const declared = [...project.services.values()].flatMap((service) =>
    Array.from({ length: service.replicas }, () => service.name),
  );
  const have = [...engine.containers.values()];
  expect(have.map(({ name }) => name.replace(/-\d+$/, "")).sort()).toEqual(
    declared.map((name) => `shop-${name}`).sort(),
  );
  expect(have.every(({ name }) => name.startsWith("shop-"))).toBe(true);
  expect(have.every(({ status }) => status.state === "running")).toBe(true);
  for (const { name, config } of have) {
    const service = [...project.services.values()].find((each) => each.name === config.labels[labels.service]);
    const files = (service?.configs ?? []).map(async ({ source, target }) => [
      target,
      Buffer.from(await contentsFor(project).bytes(`configs.${source}`, AbortSignal.any([]))).toString(),
    ]);
    expect(engine.filesIn(name)).toEqual(Object.fromEntries(await Promise.all(files)));
  }
}

test("after up the engine is as declared, and the next plan is empty", async () => {
  await fc.assert(
    fc.asyncProperty(composeArbitrary, versionArbitrary, async (compose, version) => {
      const engine = newEngine(version);
      const project = await projectOf(compose);
      const { report } = await up(project, engine);
      expect(report.failures).toEqual([]);
      await expectDeclared(project, engine);
    }),
    { numRuns: 50 * effort },
  );
});

test("from any declared state every other is reached in one up", async () => {
  await fc.assert(
    fc.asyncProperty(composeArbitrary, composeArbitrary, versionArbitrary, async (before, after, version) => {
      const engine = newEngine(version);
      await up(await projectOf(before), engine);
      const project = await projectOf(after);
      const { report } = await run(
        await planOf(project, engine, everything),
        engine,
        Number.POSITIVE_INFINITY,
        project,
      );
      expect(report.failures).toEqual([]);
      await expectDeclared(project, engine);
    }),
    { numRuns: 60 * effort },
  );
});

test("whatever is asked beside the file, the plan can be made and run", async () => {
  const asked = fc.record({
    forceRecreate: fc.boolean(),
    noRecreate: fc.boolean(),
    renewVolumes: fc.boolean(),
    start: fc.boolean(),
    wait: fc.boolean(),
    dataAnew: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      composeArbitrary,
      composeArbitrary,
      versionArbitrary,
      asked,
      async (before, after, version, { dataAnew, ...flags }) => {
        const engine = newEngine(version);
        await up(await projectOf(before), engine);
        const project = await projectOf(after);
        const replaceVolumes = dataAnew && !flags.noRecreate && project.volumes.size > 0 ? ["data"] : [];
        const plan = await planOf(project, engine, { ...everything, ...flags, replaceVolumes });
        const { report } = await run(plan, engine, Number.POSITIVE_INFINITY, project);
        expect(report.failures).toEqual([]);
        if (!flags.start || flags.noRecreate) await up(project, engine, everything);
        await expectDeclared(project, engine);
      },
    ),
    { numRuns: 60 * effort },
  );
});

test("killed after any call, the next up reaches the declared state under the right names", async () => {
  await fc.assert(
    fc.asyncProperty(
      composeArbitrary,
      composeArbitrary,
      versionArbitrary,
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(1, 4, Number.POSITIVE_INFINITY),
      async (before, after, version, callsLeft, parallel) => {
        const engine = newEngine(version);
        await up(await projectOf(before), engine);
        const project = await projectOf(after);
        engine.callsLeft = callsLeft;
        await run(await planOf(project, engine, everything), engine, parallel, project);
        engine.callsLeft = Number.POSITIVE_INFINITY;
        const { report } = await run(await planOf(project, engine, everything), engine, parallel, project);
        expect(report.failures).toEqual([]);
        await expectDeclared(project, engine);
      },
    ),
    { numRuns: 75 * effort },
  );
});

test("killed twice, the second time with another file, it is still reached", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(composeArbitrary, { minLength: 3, maxLength: 3 }),
      versionArbitrary,
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 2 }),
      async (files, version, kills) => {
        const engine = newEngine(version);
        for (const [i, file] of files.entries()) {
          engine.callsLeft = kills[i] ?? Number.POSITIVE_INFINITY;
          const project = await projectOf(file);
          await run(await planOf(project, engine, everything), engine, 1, project);
        }
        await expectDeclared(await projectOf(files.at(-1) ?? ""), engine);
      },
    ),
    { numRuns: 60 * effort },
  );
});

test("down after up, or after an up that was killed, leaves only what -v would take", async () => {
  await fc.assert(
    fc.asyncProperty(
      composeArbitrary,
      versionArbitrary,
      fc.integer({ min: 0, max: 60 }),
      async (compose, version, callsLeft) => {
        const engine = newEngine(version);
        const project = await projectOf(compose);
        engine.callsLeft = callsLeft;
        await up(project, engine);
        engine.callsLeft = Number.POSITIVE_INFINITY;
        const { report } = await down(project, engine);
        expect(report.failures).toEqual([]);
        expect([engine.containers.size, engine.networks.size]).toEqual([0, 0]);
        await down("shop", engine, { volumes: true });
        expect([...engine.volumes.keys()].filter((name) => name.startsWith("shop"))).toEqual([]);
        expect([...engine.volumes.values()].filter((volume) => volume.labels[labels.ownProject] === "shop")).toEqual(
          [],
        );
      },
    ),
    { numRuns: 50 * effort },
  );
});

test("nothing that is not the project's is ever touched", async () => {
  await fc.assert(
    fc.asyncProperty(composeArbitrary, composeArbitrary, versionArbitrary, async (mine, theirs, version) => {
      const engine = newEngine(version);
      const other = await projectOf(theirs, {}, { projectName: "other" });
      await up(other, engine);
      const before = [...engine.containers.keys()];
      engine.calls.length = 0;
      await up(await projectOf(mine), engine);
      await down(await projectOf(mine), engine, { volumes: true, removeOrphans: true });
      expect(engine.calls.filter((call) => call.includes("other"))).toEqual([]);
      expect([...engine.containers.keys()]).toEqual(before);
      expect(planText(await planOf(other, engine))).toBe("nothing to do\n");
    }),
    { numRuns: 50 * effort },
  );
});

test("the order of keys does not change the plan", async () => {
  const reversed = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, part]) => [key, reversed(part)]),
        )
      : value;
  const steps = async (compose: string): Promise<readonly string[]> => {
    const plan = await planOf(await projectOf(compose), newEngine("1.51"));
    return plan.steps.map(({ id, after }) => `${id} after ${after.join(", ")}`).sort();
  };
  await fc.assert(
    fc.asyncProperty(composeArbitrary, async (compose) => {
      const other = JSON.stringify(reversed(JSON.parse(compose)));
      expect(await steps(other)).toEqual(await steps(compose));
    }),
    { numRuns: 50 * effort },
  );
});
