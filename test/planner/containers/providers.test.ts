/** Services that a program stands for: when it runs, what it tells, and what becomes of those who depend on it. */
import { expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import type { Host, ProgramRun } from "../../../src/engine/host.ts";
import { labels } from "../../../src/engine/labels.ts";
import type { Plan } from "../../../src/planner/plan/plan.ts";
import { planStop } from "../../../src/planner/stop.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { noHost, observedOf, planDownOf, planOf, projectOf, type Ran, run } from "../../support/scenario.ts";

const file = `
services:
  web:
    image: web
    environment: {MODE: live}
    depends_on: {db: {condition: service_started}}
  db:
    provider: {type: cloud, options: {size: 10, tag: [a, b]}}
    depends_on: {net: {condition: service_started}}
  net: {image: web}
  other: {image: web}
`;

function engine(): MemoryEngine {
  const made = new MemoryEngine();
  made.addImage("web");
  return made;
}

/** A machine with the program `cloud`, which says these lines. */
function cloud(...lines: readonly object[]): Host & { readonly runs: string[] } {
  const runs: string[] = [];
  return {
    ...noHost,
    runs,
    findProgram: async (name) => (name === "cloud" ? "/bin/cloud" : undefined),
    runProgram: async ({ program, args, onLine }: ProgramRun) => {
      if (args[1] === "metadata") return { code: 1, errors: "no such command" };
      runs.push([program, ...args].join(" "));
      for (const line of lines) onLine(JSON.stringify(line));
      return { code: 0, errors: "" };
    },
  };
}

const url = (value: string): object => ({ type: "setenv", message: `URL=${value}` });
const on = (memory: MemoryEngine, plan: Plan, host: Host): Promise<Ran> => run(plan, memory, 1, undefined, { host });

async function up(memory: MemoryEngine, host: Host, compose = file): Promise<Ran> {
  return on(memory, await planOf(await projectOf(compose), memory), host);
}

const environmentOf = (memory: MemoryEngine, name: string): object | undefined =>
  [...memory.containers.values()].find((container) => container.name === name)?.config.environment;

test("it runs after what it depends on; containers of those who depend on it are made after it", async () => {
  const plan = await planOf(await projectOf(file), engine());
  await expect(planText(plan)).toMatchFileSnapshot("../golden/provider.txt");
  expect(plan.verdicts.find(({ resource }) => resource.kind === "provider")).toMatchObject({
    action: "start",
    reason: { code: "provider", program: "cloud", command: "up" },
  });
});

test("what it tells is in the environment of those who depend on it, and of nobody else", async () => {
  const memory = engine();
  const host = cloud({ type: "info", message: "making it" }, url("cloud://1"), {
    type: "rawsetenv",
    message: "REGION=north=1",
  });
  const { report, events } = await up(memory, host);
  expect(report.failures).toEqual([]);
  expect(host.runs).toEqual(["/bin/cloud compose --project-name=shop up --size=10 --tag=a --tag=b db"]);
  expect(environmentOf(memory, "shop-web-1")).toMatchObject({ MODE: "live", DB_URL: "cloud://1", REGION: "north=1" });
  expect(environmentOf(memory, "shop-other-1")).not.toHaveProperty("DB_URL");
  expect(JSON.stringify(events)).not.toContain("cloud://1");
  expect(events).toContainEqual(expect.objectContaining({ type: "step-progress", progress: { text: "making it" } }));
});

test("a variable that the file gives too is overridden, which is told once for the service and without a value", async () => {
  const memory = engine();
  const compose = file.replace("{MODE: live}", "{MODE: live, REGION: south, SAME: as-told}\n    scale: 2");
  const told = (message: string): object => ({ type: "rawsetenv", message });
  const { events } = await up(memory, cloud(told("REGION=north"), told("SAME=as-told")), compose);
  expect(environmentOf(memory, "shop-web-2")).toMatchObject({ MODE: "live", REGION: "north" });
  expect(events.flatMap((event) => (event.type === "warning" ? [event.diagnostic] : []))).toEqual([
    {
      code: "variable-overridden",
      severity: "warning",
      message: 'provider "db" overrides environment variable "REGION" in service "web"',
      hint: "remove it from the file",
    },
  ]);
});

test("the same variables leave the containers alone, others replace those that have them", async () => {
  const memory = engine();
  await up(memory, cloud(url("cloud://1")));
  memory.calls.length = 0;
  await up(memory, cloud(url("cloud://1")));
  expect(memory.calls).toEqual([]);
  await up(memory, cloud(url("cloud://2")));
  expect(memory.calls.filter((call) => call.startsWith("stop"))).toEqual(["stop shop-web-1"]);
  expect(environmentOf(memory, "shop-web-1")).toMatchObject({ DB_URL: "cloud://2" });
  memory.calls.length = 0;
  await up(memory, cloud(url("cloud://2")));
  expect(memory.calls).toEqual([]);
});

test("a container of docker compose's, which has no note of it, is taken over", async () => {
  const memory = engine();
  await up(memory, cloud(url("cloud://1")));
  for (const container of memory.containers.values()) {
    const { [labels.provided]: _, ...rest } = container.config.labels;
    container.config = { ...container.config, labels: rest };
  }
  memory.calls.length = 0;
  await up(memory, cloud(url("cloud://1")));
  expect(memory.calls).toEqual([]);
});

test("an image that is fetched again and variables are both a reason", async () => {
  const memory = engine();
  const pulled = file.replace("image: web\n    environment", "image: web\n    pull_policy: always\n    environment");
  await up(memory, cloud(url("cloud://1")), pulled);
  memory.calls.length = 0;
  await up(memory, cloud(url("cloud://1")), pulled);
  expect(memory.calls).toEqual(["pull web"]);
  await up(memory, cloud(url("cloud://2")), pulled);
  expect(environmentOf(memory, "shop-web-1")).toMatchObject({ DB_URL: "cloud://2" });
});

test("down runs it when those who depend on it are gone", async () => {
  const memory = engine();
  const host = cloud(url("cloud://1"));
  await up(memory, host);
  const plan = await planDownOf(await projectOf(file), memory);
  const step = plan.steps.find(({ operation }) => operation.kind === "run-provider");
  expect(step).toMatchObject({ id: "withdraw db", after: ["remove web-1"] });
  await on(memory, plan, host);
  expect(host.runs.at(-1)).toBe("/bin/cloud compose --project-name=shop down --size=10 --tag=a --tag=b db");
});

const failureWith = async (host: Host): Promise<object | undefined> => (await up(engine(), host)).report.failures[0];

test.each([
  ["it says so", cloud({ type: "error", message: "no money" }), "provider-failed", "no money"],
  ["it says something unknown", cloud({ type: "sing", message: "la" }), "provider-failed", 'unknown type "sing"'],
  ["a variable has no name", cloud({ type: "setenv", message: "secret" }), "provider-failed", "not KEY=VALUE"],
  ["it is not there", noHost, "provider-not-found", '"cloud"'],
])("%s: then who depends on it is not made", async (_title, host, code, words) => {
  expect(await failureWith(host)).toMatchObject({ code, message: expect.stringContaining(words) });
});

test("what is not JSON is not repeated", async () => {
  const host: Host = {
    ...noHost,
    findProgram: async () => "/bin/cloud",
    runProgram: async ({ onLine }) => {
      onLine("URL=swordfish");
      return { code: 0, errors: "" };
    },
  };
  expect(JSON.stringify(await failureWith(host))).not.toContain("swordfish");
});

test("options that the program does not know of are left out, those that it needs are asked for", async () => {
  const knowing = (required: boolean): Host & { readonly runs: string[] } => {
    const host = cloud();
    const metadata = {
      description: "a cloud",
      up: { parameters: [{ name: "size" }, { name: "zone", required }] },
      down: { parameters: [] },
    };
    return {
      ...host,
      runProgram: async (asked, signal) => {
        if (asked.args[1] !== "metadata") return host.runProgram(asked, signal);
        asked.onLine(JSON.stringify(metadata));
        return { code: 0, errors: "" };
      },
    };
  };
  const host = knowing(false);
  await up(engine(), host);
  expect(host.runs).toEqual(["/bin/cloud compose --project-name=shop up --size=10 db"]);
  expect(await failureWith(knowing(true))).toMatchObject({
    message: expect.stringContaining('required parameter "zone"'),
  });
});

/** A machine with the program `cloud`, which says this of itself. */
function cloudThatTells(metadata: object): Host & { readonly runs: string[] } {
  const host = cloud();
  return {
    ...host,
    runProgram: async (program, signal) => {
      if (program.args[1] !== "metadata") return host.runProgram(program, signal);
      program.onLine(JSON.stringify(metadata));
      return { code: 0, errors: "" };
    },
  };
}

const provided = "services: {db: {provider: {type: cloud, options: {size: 10, tag: a}}}}";

async function stop(host: Host): Promise<Ran> {
  const memory = engine();
  const project = await projectOf(provided);
  return on(memory, planStop(project, await observedOf(memory, project), {}), host);
}

test("stop runs a program that tells of its stop, with the options that this takes, and leaves others alone", async () => {
  const stops = cloudThatTells({ up: { parameters: [] }, stop: { parameters: [{ name: "tag" }] } });
  expect((await stop(stops)).report.outcome).toBe("done");
  expect(stops.runs).toEqual(["/bin/cloud compose --project-name=shop stop --tag=a db"]);
  for (const host of [cloud(), cloudThatTells({ description: "makes clouds" })]) {
    expect((await stop(host)).report.outcome).toBe("done");
    expect(host.runs).toEqual([]);
  }
});
