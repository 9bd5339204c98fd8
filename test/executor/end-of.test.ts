/** How a container ends, for who listens from before it starts. */
import { expect, test } from "vitest";
import { endOf } from "../../src/executor/end-of.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { projectOf, up } from "../support/scenario.ts";

const never = new AbortController().signal;

async function made(): Promise<{ readonly engine: MemoryEngine; readonly id: string }> {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  await up(await projectOf("services: {web: {image: busybox}}"), engine);
  return { engine, id: [...engine.containers.keys()][0] ?? "" };
}

test("its exit code is known when it is gone at once", async () => {
  const { engine, id } = await made();
  const { code } = await endOf(engine, { project: "shop", id }, systemClock, never);
  engine.become("shop-web-1", { state: "exited", exitCode: 3 });
  engine.containers.delete(id);
  expect(await code).toBe(3);
});

test("one that has been removed without a word has none", async () => {
  const { engine, id } = await made();
  engine.containers.delete(id);
  const { code } = await endOf(engine, { project: "shop", id }, systemClock, never);
  await expect(code).rejects.toMatchObject({ code: "engine-refused", hint: "something else has removed it" });
});
