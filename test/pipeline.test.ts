import { expect, test } from "vitest";
import { execute, planUp, systemClock } from "../src/index.ts";
import { MemoryEngine } from "./support/memory-engine.ts";
import { defaultUp, noHost, planOf, projectOf } from "./support/scenario.ts";

const io = (engine: MemoryEngine) => ({
  engine,
  clock: systemClock,
  emit: () => {},
  signal: new AbortController().signal,
});

test("a plan whose steps are out of order is refused before the first call", async () => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  const plan = await planOf(await projectOf("services: {a: {image: busybox}}"), engine);
  await expect(execute({ ...plan, steps: plan.steps.toReversed() }, io(engine))).rejects.toThrow("the plan is unsound");
  expect(engine.calls).toEqual([]);
  expect((await execute(plan, io(engine))).outcome).toBe("done");
});

test("two services that publish one port can be read, and are refused when they are to run", async () => {
  const engine = new MemoryEngine();
  const project = await projectOf(
    'services: {a: {image: busybox, ports: ["80:80"]}, b: {image: busybox, ports: ["80:81"]}}',
  );
  expect(project.warnings.map(({ code }) => code)).toEqual(["duplicate-port"]);
  await expect(planUp(project, defaultUp, io(engine))).rejects.toMatchObject({
    code: "duplicate-port",
    diagnostics: [{ code: "duplicate-port", severity: "error" }],
  });
});

test("containers that take no port yet may be created with ports that they could not all take", async () => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  const project = await projectOf('services: {a: {image: busybox, scale: 2, ports: ["80:80", "80:81"]}}');
  const plan = await planUp(project, { ...defaultUp, start: false }, io(engine));
  expect(plan.steps.filter(({ operation }) => operation.kind === "create-container")).toHaveLength(2);
});

test("a service is refused the replicas that its ports can't be shared by, with the line", async () => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  const project = await projectOf('services:\n  a: {image: busybox, scale: 3, ports: ["8000-8001:80"]}');
  const planned = (count: number): Promise<unknown> =>
    planUp(project, { ...defaultUp, scale: new Map([["a", count]]) }, io(engine));
  await expect(planUp(project, defaultUp, io(engine))).rejects.toMatchObject({
    diagnostics: [{ code: "too-few-ports", severity: "error", place: { line: 2 } }],
  });
  await expect(planned(4)).rejects.toMatchObject({ diagnostics: [{ message: expect.stringMatching(/^4 replicas/) }] });
  await expect(planned(2)).resolves.toMatchObject({ project: "shop" });
  expect(engine.calls).toEqual([]);
});

test("the library refuses what is not on this machine, as the command does", async () => {
  const local = new (class extends MemoryEngine {
    override readonly facts: MemoryEngine["facts"] = { ...new MemoryEngine().facts, local: true };
  })();
  local.addImage("busybox");
  const project = await projectOf(`services:
  a:
    image: busybox
    volumes: [{type: bind, source: /no/such/folder, target: /x, bind: {create_host_path: false}}]
    secrets: [s]
  db: {provider: {type: no-such-program}}
secrets: {s: {file: /no/such/file}}`);
  await expect(planUp(project, defaultUp, io(local))).rejects.toMatchObject({
    diagnostics: [
      { code: "bind-source-missing", place: { line: 4 } },
      { code: "file-not-found", place: { line: 7 } },
      { code: "provider-not-found", place: { line: 6 } },
    ],
  });
  const disk = { kind: async () => "file" as const, read: async () => new Uint8Array() };
  const host = async () => ({ ...noHost, findProgram: async () => "/bin/cloud" });
  expect((await planUp(project, defaultUp, { ...io(local), disk, host })).steps).not.toEqual([]);
});

test("two plans over one state are the same, byte for byte", async () => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  const project = await projectOf(
    `services:
  a: {image: busybox, configs: [c], secrets: [s], post_start: [{command: greet}], use_api_socket: true}
configs: {c: {content: text}}
secrets: {s: {environment: TOKEN}}`,
    {},
    {},
    { TOKEN: "secret" },
  );
  const clock = { wallMs: () => 1 };
  const [one, other] = [
    await planUp(project, defaultUp, io(engine)),
    await planUp(project, defaultUp, { ...io(engine), ...clock }),
  ];
  expect(one.steps).not.toEqual([]);
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

test("a sleep that is aborted rejects with the signal's own reason", async () => {
  const reason = new Error("enough");
  await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
});
