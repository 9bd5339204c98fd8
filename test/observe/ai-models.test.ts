/** What is asked of docker's plugin for AI models before a plan is made, and what it may answer. */
import { expect, test } from "vitest";
import type { Host, ProgramRun } from "../../src/engine/host.ts";
import { modelFacts } from "../../src/observe/ai-models.ts";
import { planUp } from "../../src/pipeline.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { defaultUp, noHost, projectOf } from "../support/scenario.ts";

const file = `
services:
  web:
    image: web
    models:
      - llm
models:
  llm: {model: ai/x}
`;
const never = new AbortController().signal;

interface Answer {
  readonly out?: string;
  readonly err?: string;
  readonly code?: number;
}

const usual: Readonly<Record<string, Answer>> = {
  "ls --json": { out: '[\n{"id": "sha256:1", "tags": ["ai/x:latest", "ai/y:1"]}, {"id": "sha256:2"}\n]' },
  "status --json": { out: '{"running": true, "endpoint": "http://runner/v1/"}' },
  "docker-cli-plugin-metadata": { out: '{"SchemaVersion": "0.1.0", "Version": "v1.2.3"}' },
};

function plugin(answers: Readonly<Record<string, Answer>> = {}): Host & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    ...noHost,
    asked,
    findPlugin: async () => "/bin/docker-model",
    runProgram: async ({ args, onLine, onErrorLine }: ProgramRun) => {
      const question = args.join(" ");
      asked.push(question);
      const { out = "", err = "", code = 0 } = { ...usual, ...answers }[question] ?? { code: 1 };
      for (const line of out.split("\n")) onLine(line);
      for (const line of err.split("\n")) onErrorLine?.(line);
      return { code, errors: err };
    },
  };
}

const factsOf = async (host: Host, compose = file) => modelFacts(await projectOf(compose), host, never);

test("it is asked what there is, then where; its version matters only for flags", async () => {
  const host = plugin();
  const present = ["ai/x:latest", "ai/y:1"];
  expect(await factsOf(host)).toEqual({ endpoint: "http://runner/v1/", present, version: "" });
  expect(host.asked).toEqual(["ls --json", "status --json"]);
  const flags = file.replace("ai/x}", "ai/x, runtime_flags: [--a]}");
  expect(await factsOf(plugin(), flags)).toMatchObject({ version: "v1.2.3" });
});

test("an answer on standard error counts, also after other lines", async () => {
  const status = { err: 'Installing\n{"endpoint": "http://other/v1/"}' };
  expect(await factsOf(plugin({ "status --json": status, "ls --json": { err: "[]" } }))).toMatchObject({
    endpoint: "http://other/v1/",
    present: [],
  });
});

test.each<readonly [string, Readonly<Record<string, Answer>>, string]>([
  ["it fails", { "ls --json": { err: "no runner", code: 1 } }, "docker-model ls failed: no runner"],
  ["it fails without a word", { "ls --json": { code: 4 } }, "docker-model ls failed: it exited with status 4"],
  [
    "it says no JSON",
    { "status --json": { out: "running" } },
    "docker-model status failed: it said something that is not JSON",
  ],
  ["it tells no address", { "status --json": { out: "{}" } }, "docker-model status failed: it told no address"],
])("%s: then nothing is planned", async (_title, answers, message) => {
  await expect(factsOf(plugin(answers))).rejects.toMatchObject({ code: "model-failed", message });
});

test("without the plugin a project that uses models is refused with the line of the first use", async () => {
  const engine = new MemoryEngine();
  engine.addImage("web");
  const io = { engine, signal: never, host: async () => noHost };
  await expect(planUp(await projectOf(file), defaultUp, io)).rejects.toMatchObject({
    code: "model-plugin-not-found",
    diagnostics: [
      { code: "model-plugin-not-found", severity: "error", path: "services.web.models.llm", place: { line: 6 } },
    ],
  });
  expect((await planUp(await projectOf(file), defaultUp, { ...io, host: async () => plugin() })).steps).not.toEqual([]);
  const without = await projectOf("services: {web: {image: web}}\nmodels: {llm: {model: ai/x}}");
  expect((await planUp(without, defaultUp, io)).steps).not.toEqual([]);
});
