/** AI models that services use: what is fetched and set, who waits for it, and the variables that tell of it. */
import { expect, test } from "vitest";
import { stepsText as planText } from "../../src/cli/render/plan-steps.ts";
import type { Host } from "../../src/engine/host.ts";
import { labels } from "../../src/engine/labels.ts";
import type { ModelFacts } from "../../src/observe/observed.ts";
import type { UpOptions } from "../../src/planner/plan/options.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { noHost, planOf, projectOf, type Ran, run } from "../support/scenario.ts";

const file = `
services:
  web:
    image: web
    environment: {MODE: live, LLM_URL: mine}
    models: [llm]
  other: {image: web}
models:
  llm: {model: ai/smollm2}
`;

const facts = (present: readonly string[] = [], rest: Partial<ModelFacts> = {}): ModelFacts => ({
  endpoint: "http://runner/v1/",
  present,
  version: "v1.0.6",
  ...rest,
});

function engine(): MemoryEngine {
  const made = new MemoryEngine();
  made.addImage("web");
  return made;
}

const planned = async (
  compose: string,
  models: ModelFacts,
  options: Partial<UpOptions> = {},
  memory: MemoryEngine = engine(),
): Promise<Plan> => planOf(await projectOf(compose), memory, options, { models });

const of = (section: string, uses = "[llm]"): string =>
  `services: {web: {image: web, models: ${uses}}}\nmodels: {${section}}`;

const asks = (plan: Plan): readonly object[] =>
  plan.steps.flatMap(({ id, operation }) => (/-model$/.test(operation.kind) ? [{ id, ...operation }] : []));

test("a model that is not there is pulled and set; who uses it starts after that, others do not wait", async () => {
  const plan = await planned(file, facts());
  await expect(planText(plan)).toMatchFileSnapshot("golden/models.txt");
  expect(plan.verdicts.find(({ resource }) => resource.kind === "model")).toEqual({
    resource: { kind: "model", name: "llm" },
    action: "pull",
    reason: { code: "absent" },
  });
});

test.each([
  ["ai/smollm2", "ai/smollm2:latest"],
  ["smollm2", "ai/smollm2:latest"],
  ["docker.io/ai/smollm2:latest", "ai/smollm2:latest"],
  ["ai/SmolLM2:360M", "ai/smollm2:360M"],
  ["hf.co/org/Model:Q4_K_M", "huggingface.co/org/model:Q4_K_M"],
  ["registry:5000/org/model", "registry:5000/org/model:latest"],
])("%s that is there as %s asks for nothing", async (model, tag) => {
  const plan = await planned(of(`llm: {model: "${model}"}`), facts([tag]));
  expect(asks(plan)).toEqual([]);
  expect(plan.verdicts).toContainEqual({
    resource: { kind: "model", name: "llm" },
    action: "keep",
    reason: { code: "present" },
  });
});

test("another tag is another model", async () => {
  expect(asks(await planned(of("llm: {model: ai/smollm2}"), facts(["ai/smollm2:360M"])))).toHaveLength(2);
});

test("settings are set each time, for nobody can read them", async () => {
  const section = "llm: {model: ai/x, name: small, context_size: 4096, runtime_flags: [--a, b]}";
  const plan = await planned(of(section), facts(["ai/x:latest"]));
  const configure = { kind: "configure-model", model: "ai/x", contextSize: 4096, runtimeFlags: ["--a", "b"] };
  expect(asks(plan)).toEqual([{ id: "configure model llm", ...configure }]);
  expect(plan.verdicts).toContainEqual({
    resource: { kind: "model", name: "small" },
    action: "change",
    reason: { code: "model-settings" },
  });
  expect(asks(await planned(of("llm: {model: ai/x, context_size: 0}"), facts(["ai/x:latest"])))).toEqual([]);
});

test.each(["v1.0.5", "0.9.10", "dev", ""])(
  "a plugin of version %j gets no flags, and a warning says so",
  async (version) => {
    const plan = await planned(of("llm: {model: ai/x, runtime_flags: [--a]}"), facts(["ai/x:latest"], { version }));
    expect(asks(plan)).toEqual([]);
    expect(plan.warnings).toMatchObject([{ code: "model-flags-ignored", path: "models.llm.runtime_flags" }]);
  },
);

test("a plugin of a later version gets flags", async () => {
  const plan = await planned(
    of("llm: {model: ai/x, runtime_flags: [--a]}"),
    facts(["ai/x:latest"], { version: "1.0.10" }),
  );
  expect(asks(plan)).toMatchObject([{ runtimeFlags: ["--a"] }]);
  expect(plan.warnings).toEqual([]);
});

test("two keys of one model: one pull, and what is set is set one after the other", async () => {
  const section = "a: {model: ai/x, context_size: 1}, b: {model: x:latest, context_size: 2}, c: {model: ai/x}";
  const plan = await planned(of(section, "[a, b, c]"), facts());
  expect(asks(plan).map((step) => "id" in step && step.id)).toEqual([
    "pull model a",
    "configure model a",
    "configure model b",
  ]);
  const start = plan.steps.find(({ id }) => id === "start web-1");
  expect(start?.after).toEqual(["configure model b", "create web-1"]);
});

test("what nobody with a container uses is left alone", async () => {
  const unused =
    "services: {web: {image: web}, off: {image: web, models: [llm], scale: 0}}\nmodels: {llm: {model: ai/x}}";
  expect(asks(await planned(unused, facts()))).toEqual([]);
});

test("create pulls and sets, and starts nothing", async () => {
  const plan = await planned(file, facts(), { start: false });
  expect(plan.steps.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["pull model llm", "configure model llm", "create web-1"]),
  );
  expect(plan.steps.filter(({ operation }) => operation.kind === "start-container")).toEqual([]);
});

/** A machine with the plugin, which says these lines and ends with that code. */
function plugin(lines: readonly string[] = [], code = 0, errors = ""): Host & { readonly runs: string[] } {
  const runs: string[] = [];
  return {
    ...noHost,
    runs,
    findPlugin: async (name) => (name === "model" ? "/bin/docker-model" : undefined),
    runProgram: async ({ program, args, onErrorLine }) => {
      runs.push([program, ...args].join(" "));
      for (const line of lines) onErrorLine?.(line);
      return { code, errors };
    },
  };
}

async function up(memory: MemoryEngine, compose: string, models: ModelFacts, host: Host): Promise<Ran> {
  return run(await planned(compose, models, {}, memory), memory, 1, undefined, { host });
}

const webOf = (memory: MemoryEngine) =>
  [...memory.containers.values()].find((container) => container.name === "shop-web-1");

test("the plugin is run, what it says is progress, and who uses the model knows of it", async () => {
  const memory = engine();
  const host = plugin(["", " Downloaded 1MB of 2MB "]);
  const section = "my-llm: {model: ai/x, context_size: 8, runtime_flags: [--a, b]}, n: {model: ai/n}";
  const uses = "{my-llm: , n: {endpoint_var: WHERE, model_var: WHAT}}";
  const { report, events } = await up(memory, of(section, uses), facts(["ai/n:latest"]), host);
  expect(report.failures).toEqual([]);
  expect(host.runs).toEqual([
    "/bin/docker-model pull ai/x",
    "/bin/docker-model configure --context-size 8 ai/x -- --a b",
  ]);
  expect(events).toContainEqual(
    expect.objectContaining({ type: "step-progress", progress: { text: "Downloaded 1MB of 2MB" } }),
  );
  expect(webOf(memory)?.config.environment).toMatchObject({
    MY_LLM_MODEL: "ai/x",
    MY_LLM_URL: "http://runner/v1/",
    WHAT: "ai/n",
    WHERE: "http://runner/v1/",
  });
});

test("its variables stand above the file's, and are in the hash as if the file had them", async () => {
  const memory = engine();
  await up(memory, file, facts(["ai/smollm2:latest"]), plugin());
  expect(webOf(memory)?.config.environment).toMatchObject({
    MODE: "live",
    LLM_MODEL: "ai/smollm2",
    LLM_URL: "http://runner/v1/",
  });
  const written = file.replace("LLM_URL: mine", "LLM_URL: http://runner/v1/, LLM_MODEL: ai/smollm2");
  const other = engine();
  const byHand = await planOf(await projectOf(written), other);
  await run(byHand, other);
  expect(webOf(memory)?.config.labels[labels.configHash]).toBe(webOf(other)?.config.labels[labels.configHash]);
});

test("a service without an environment of its own has the hash of one that writes the variables", async () => {
  const [memory, other] = [engine(), engine()];
  await up(memory, of("llm: {model: ai/x}"), facts(["ai/x:latest"]), plugin());
  const written = "image: web, command: null, environment: {LLM_MODEL: ai/x, LLM_URL: http://runner/v1/}, ";
  await run(await planOf(await projectOf(of("llm: {model: ai/x}").replace("image: web, ", written)), other), other);
  expect(webOf(memory)?.config.labels[labels.configHash]).toBe(webOf(other)?.config.labels[labels.configHash]);
});

test("what has not changed asks for nothing; another address replaces those who have it", async () => {
  const memory = engine();
  const there = facts(["ai/smollm2:latest"]);
  await up(memory, file, facts(), plugin());
  expect((await planned(file, there, {}, memory)).steps).toEqual([]);
  const moved = await planned(file, { ...there, endpoint: "http://elsewhere/v1/" }, {}, memory);
  expect(moved.verdicts.filter(({ action }) => action === "replace")).toMatchObject([
    { resource: { name: "shop-web-1" }, changes: [{ field: "environment.LLM_URL" }] },
  ]);
});

test("a pull that fails says how it ended, and who uses the model is not started", async () => {
  const memory = engine();
  const errors = "Usage: docker model pull\n  -h\n\nunable to pull:\nno such model";
  const { report } = await up(memory, file, facts(), plugin([], 1, errors));
  expect(report.failures).toMatchObject([
    { code: "model-failed", message: "docker-model could not pull model llm: unable to pull:\nno such model" },
  ]);
  expect(webOf(memory)?.status).toMatchObject({ state: "created" });
  expect((await up(engine(), file, facts(), plugin([], 3))).report.failures[0]?.message).toContain("code 3");
});

test("a plugin that is gone when its turn comes is an error", async () => {
  const { report } = await up(engine(), file, facts(), noHost);
  expect(report.failures).toMatchObject([{ code: "model-plugin-not-found" }]);
});
