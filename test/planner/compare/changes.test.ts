/** What the file leaves to the image or the engine is no change; what it says no longer is one. */
import { expect, test } from "vitest";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, up } from "../../support/scenario.ts";

const newEngine = (): MemoryEngine => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  return engine;
};
const project = (attributes: string) => projectOf(`services: {a: {image: busybox, ${attributes}}}`);

/** What a container made from the one is replaced for by the other. */
async function changed(from: string, to: string): Promise<readonly string[]> {
  const engine = newEngine();
  await up(await project(from), engine);
  const { verdicts } = await planOf(await project(to), engine);
  return verdicts.flatMap(({ changes = [] }) => changes.map(({ field }) => field));
}

test("options of a log keep the engine's usual driver, and give up another one that the file named", async () => {
  const options = "options: {max-size: 1m}";
  expect(await changed(`logging: {driver: json-file, ${options}}`, `logging: {${options}}`)).toEqual([]);
  expect(await changed(`logging: {driver: local, ${options}}`, `logging: {${options}}`)).toEqual(["logging.driver"]);
});

test("no limit is none, however it is written, and a limit is not", async () => {
  expect(await changed("pids_limit: 0", "pids_limit: -1")).toEqual([]);
  expect(await changed("pids_limit: -1", "pids_limit: 7")).toEqual(["pids_limit"]);
});

test("a folder is the same with a slash at its end", async () => {
  expect(await changed("working_dir: /app", "working_dir: /app/")).toEqual([]);
  expect(await changed("working_dir: /app", "working_dir: /app/b")).toEqual(["working_dir"]);
});

test.each([
  ["mem_limit", "64m", "128m"],
  ["restart", "always", "on-failure"],
])("a %s that the file changes and changes back is nobody's doing but the file's", async (attribute, first, second) => {
  const engine = newEngine();
  const file = (value: string) => project(`${attribute}: ${value}`);
  await up(await file(first), engine);
  await up(await file(second), engine);
  const { steps, verdicts } = await planOf(await file(first), engine);
  expect(steps.map(({ id }) => id)).toEqual(["update a-1"]);
  const changes = verdicts.flatMap(({ changes = [] }) => changes);
  expect(changes).toMatchObject([{ field: attribute }]);
  expect(changes[0]).not.toHaveProperty("drift");
});
