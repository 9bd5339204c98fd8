import { expect, test } from "vitest";
import { WindlassError } from "../src/core/errors.ts";
import { planDown, planUp } from "../src/pipeline.ts";
import { loadText } from "./support/load.ts";
import { MemoryEngine } from "./support/memory-engine.ts";
import { defaultUp } from "./support/scenario.ts";

const io = () => ({ engine: new MemoryEngine(), signal: new AbortController().signal });
const file = "services: {web: {image: x}, db: {image: y, gpus: all, use_api_socket: true}}";

test("up of what is not applied yet is refused, with the place of each attribute, before the engine is asked", async () => {
  const project = await loadText(file);
  const refused = await planUp(project, defaultUp, io()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(WindlassError);
  expect(refused).toMatchObject({
    code: "not-supported-yet",
    diagnostics: [
      { path: "services.db.gpus", place: { line: 1, column: 44 } },
      { path: "services.db.use_api_socket", place: { line: 1, column: 55 } },
    ],
  });
});

test("up of services that ask for nothing of it goes on, and so does down of all", async () => {
  const project = await loadText(file, { request: { services: ["web"] } });
  expect(project.notYet).toEqual([]);
  const plan = await planUp(project, defaultUp, io());
  expect(plan.steps.length).toBeGreaterThan(0);
  await planDown(await loadText(file), { volumes: false, removeOrphans: false }, io());
});
