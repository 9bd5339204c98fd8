/** What one container has at a time: an error before the first call where nobody lets go of it, and only there. */
import { expect, test } from "vitest";
import type { Project } from "../../../src/spec/project.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, up } from "../../support/scenario.ts";

const file = (a: string, b: string): Promise<Project> =>
  projectOf(`
services: {a: {image: busybox, networks: {n: ${a}}}, b: {image: busybox, networks: {n: ${b}}}}
networks: {n: {ipam: {config: [{subnet: 10.2.0.0/16}]}}}
`);
const address = (last: number): string => `{ipv4_address: 10.2.0.${last}}`;

async function engineWith(project: Project): Promise<MemoryEngine> {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  await up(project, engine);
  return engine;
}

test("an address that its holder leaves is nobody's: it moves, and two are swapped", async () => {
  const engine = await engineWith(await file(address(7), "{}"));
  for (const next of [
    await file("{}", address(7)),
    await file(address(8), address(7)),
    await file(address(7), address(8)),
  ]) {
    const { report } = await up(next, engine);
    expect(report).toMatchObject({ outcome: "done", failures: [] });
    expect((await planOf(next, engine)).steps).toEqual([]);
  }
});

test("an address that an orphan keeps is told", async () => {
  const engine = await engineWith(await file(address(7), "{}"));
  const renamed = await projectOf(`
services: {c: {image: busybox, networks: {n: ${address(7)}}}, b: {image: busybox, networks: {n: }}}
networks: {n: {ipam: {config: [{subnet: 10.2.0.0/16}]}}}
`);
  await expect(planOf(renamed, engine)).rejects.toMatchObject({ code: "address-unusable" });
  expect((await up(renamed, engine, { removeOrphans: true })).report).toMatchObject({ outcome: "done", failures: [] });
});
