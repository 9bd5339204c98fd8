/** `x-windlass.ready`: what waits for it, and where nobody could ask. */
import { expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import type { WindlassError } from "../../../src/core/errors.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, up } from "../../support/scenario.ts";

const file = (ready: string, more = ""): string => `
services:
  web: {image: web, depends_on: {db: {condition: service_healthy}}}
  db:
    image: db
    x-windlass:
      ready: ${ready}
    ${more}
`;

/** An engine of this machine, or of another one. */
function engine(local = true): Engine {
  const memory = new MemoryEngine();
  for (const image of ["web", "db"]) memory.addImage(image);
  Object.assign(memory.facts, { local });
  return memory;
}

test("who depends on the service's health waits until it is ready", async () => {
  const plan = await planOf(
    await projectOf(file("{tcp: 5432, interval: 2s, timeout: 500ms, start_period: 1m, retries: 7}")),
    engine(),
  );
  expect(planText(plan)).toMatch(/wait until db-1 is ready +other services depend on it {2}after 3/);
  expect(plan.steps.find(({ operation }) => operation.kind === "wait-ready")?.operation).toMatchObject({
    question: { ask: { kind: "tcp", port: 5432 }, everyMs: 2_000, timeoutMs: 500, graceMs: 60_000, failures: 7 },
  });
});

test("up --wait waits for it, also where the container stands", async () => {
  const memory = engine();
  const project = await projectOf("services: {db: {image: db, x-windlass: {ready: {log: listening}}}}");
  await up(project, memory);
  const plan = await planOf(project, memory, { wait: true });
  expect(plan.steps.map(({ operation }) => operation.kind)).toEqual(["wait-ready"]);
});

test("it is no part of the container: another question replaces nothing", async () => {
  const memory = engine();
  const text = (log: string): string => `services: {db: {image: db, x-windlass: {ready: {log: ${log}}}}}`;
  await up(await projectOf(text("one")), memory);
  expect((await planOf(await projectOf(text("two")), memory)).steps).toEqual([]);
});

const errorsOf = async (text: string, local: boolean): Promise<unknown> =>
  planOf(await projectOf(text), engine(local)).then(
    () => [],
    (error: WindlassError) => error.diagnostics.map(({ code, place, hint }) => [code, place?.line, hint]),
  );

test("where nobody here can ask, that is told with the line before the first call", async () => {
  const hint = (port: number): string => `publish port ${port}, or tell it by a line of its output: log`;
  expect(await errorsOf(file("{http: 8080/ok}"), false)).toEqual([["ready-unreachable", 7, hint(8080)]]);
  expect(await errorsOf(file("{tcp: 5432}", "network_mode: none"), true)).toEqual([
    ["ready-unreachable", 7, hint(5432)],
  ]);
});

test("a published port, the host's network or the output can be asked wherever the engine is", async () => {
  expect(await errorsOf(file("{http: 8080}", 'ports: ["8080"]'), false)).toEqual([]);
  expect(await errorsOf(file("{tcp: 5432}", "network_mode: host"), false)).toEqual([]);
  expect(await errorsOf(file("{log: listening}"), false)).toEqual([]);
});
