import { describe, expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import { WindlassError } from "../../../src/core/errors.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { labels } from "../../../src/engine/labels.ts";
import { filesOf } from "../../../src/engine/salted-labels.ts";
import type { Project } from "../../../src/spec/project.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { contentsFor, planOf, projectOf, run, up } from "../../support/scenario.ts";

const compose = `
services:
  web:
    image: busybox
    configs: [{source: app, target: /etc/app.conf, mode: 0o440, uid: "7"}, empty]
    secrets: [token]
configs:
  app: {content: "colour = blue"}
  empty: {content: ""}
secrets:
  token: {environment: TOKEN}
`;

const project = (text = compose, env: Record<string, string> = { TOKEN: "swordfish" }): Promise<Project> =>
  projectOf(text, {}, {}, env);

function newEngine(): MemoryEngine {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  return engine;
}

async function running(): Promise<MemoryEngine> {
  const engine = newEngine();
  await up(await project(), engine);
  return engine;
}

const changed = async (engine: MemoryEngine, to: Project): Promise<readonly unknown[]> => {
  const plan = await planOf(to, engine);
  return plan.verdicts.flatMap(({ changes }) => changes ?? []).map(({ field, from, to: is }) => [field, from, is]);
};

test("content is put into a container after it is made and before it starts", async () => {
  const engine = await running();
  expect(engine.calls.slice(-3)).toEqual(["create shop-web-1", "fill shop-web-1", "start shop-web-1"]);
  expect(engine.filesIn("shop-web-1")).toEqual({ "/etc/app.conf": "colour = blue", "/run/secrets/token": "swordfish" });
});

test("the step says which files, how and whose, and never what is in them", async () => {
  const plan = await planOf(await project(), newEngine());
  const step = plan.steps.find(({ operation }) => operation.kind === "copy-in");
  expect(step).toMatchObject({
    reason: { code: "reads-contents", contents: ["secrets.token", "configs.app"] },
    operation: {
      files: [
        { content: "secrets.token", target: "/run/secrets/token", mode: 0o444, uid: 0, gid: 0 },
        { content: "configs.app", target: "/etc/app.conf", mode: 0o440, uid: 7, gid: 0 },
      ],
    },
  });
  for (const text of ["swordfish", "blue"]) {
    expect(JSON.stringify(plan)).not.toContain(text);
    expect(planText(plan)).not.toContain(text);
  }
});

test("an unchanged up plans nothing", async () => {
  const engine = await running();
  expect(planText(await planOf(await project(), engine))).toBe("nothing to do\n");
});

test("no hash of a content stands in a plan; the label has it, salted anew for each container", async () => {
  const engine = newEngine();
  const scaled = await project(compose.replace("secrets: [token]", "secrets: [token]\n    scale: 2"));
  const plan = await planOf(scaled, engine);
  const hash = sha256("swordfish");
  expect(JSON.stringify(plan)).not.toContain(hash);
  expect(JSON.stringify(plan)).not.toContain(labels.files);
  await run(plan, engine, 1, scaled);
  const kept = [...engine.containers.values()].map(({ config }) => config.labels[labels.files] ?? "");
  expect(new Set(kept).size).toBe(2);
  for (const text of kept) {
    expect(text).not.toMatch(new RegExp(`${hash}|swordfish`));
    expect(filesOf({ [labels.files]: text }).get("/run/secrets/token")).toMatchObject({
      name: "secrets.token",
      mode: 0o444,
    });
  }
});

test("the label says what was in a file when the container was made, not when it was planned", async () => {
  const engine = newEngine();
  const mounted = await projectOf("services: {a: {image: busybox, configs: [c]}}\nconfigs: {c: {file: ./c.conf}}");
  const seen = (hash: string): { fileHashes: Record<string, string> } => ({ fileHashes: { "/shop/c.conf": hash } });
  const plan = await planOf(mounted, engine, {}, seen("one"));
  await run(plan, engine, 1, mounted, { contents: contentsFor(mounted, seen("two")) });
  expect(planText(await planOf(mounted, engine, {}, seen("two")))).toBe("nothing to do\n");
});

describe("a container is replaced, and the plan says why,", () => {
  test("when a content changes", async () => {
    const engine = await running();
    const other = await project(compose, { TOKEN: "marlin" });
    expect(await changed(engine, other)).toEqual([["secrets.token content", undefined, undefined]]);
    await up(other, engine);
    expect(engine.filesIn("shop-web-1")).toMatchObject({ "/run/secrets/token": "marlin" });
  });

  test("when mode or owner change", async () => {
    const other = await project(compose.replace('mode: 0o440, uid: "7"', 'mode: 0o400, gid: "8"'));
    expect(await changed(await running(), other)).toEqual([
      ["configs.app mode", "0440", "0400"],
      ["configs.app uid", "7", "0"],
      ["configs.app gid", "0", "8"],
    ]);
  });

  test("when one comes, goes or is emptied", async () => {
    const full = await project(compose.replace('content: ""', "content: full"));
    expect(await changed(await running(), full)).toEqual([["configs.empty", undefined, "/empty"]]);
    const emptied = await project(compose, { TOKEN: "" });
    expect(await changed(await running(), emptied)).toEqual([["secrets.token", "/run/secrets/token", undefined]]);
  });

  test("when what is in a mounted file changes, where that is known", async () => {
    const engine = newEngine();
    const mounted = await projectOf("services: {a: {image: busybox, configs: [c]}}\nconfigs: {c: {file: ./c.conf}}");
    const seen = (hash: string): { fileHashes: Record<string, string> } => ({ fileHashes: { "/shop/c.conf": hash } });
    await up(mounted, engine, {}, seen("one"));
    expect(planText(await planOf(mounted, engine, {}, seen("one")))).toBe("nothing to do\n");
    expect(planText(await planOf(mounted, engine))).toBe("nothing to do\n");
    expect(planText(await planOf(mounted, engine, {}, seen("two")))).toContain("configs.c content changed");
  });
});

test("a container of another tool is left as it is", async () => {
  const engine = await running();
  const [container] = engine.containers.values();
  if (container === undefined) throw new Error("there is no container");
  const { [labels.applied]: _, [labels.files]: __, ...others } = container.config.labels;
  container.config = { ...container.config, labels: others };
  expect(planText(await planOf(await project(compose, { TOKEN: "marlin" }), engine))).toBe("nothing to do\n");
});

test.each(["{", "[]", "7", '{"salt": 1, "files": {}}', '{"salt": "x", "files": {"/etc/app.conf": {"name": "c"}}}'])(
  "a label that can't be read (%s) says that there was nothing",
  async (text) => {
    const engine = await running();
    const [container] = engine.containers.values();
    if (container === undefined) throw new Error("there is no container");
    container.config = { ...container.config, labels: { ...container.config.labels, [labels.files]: text } };
    expect(await changed(engine, await project())).toEqual([
      ["secrets.token", undefined, "/run/secrets/token"],
      ["configs.app", undefined, "/etc/app.conf"],
    ]);
  },
);

test("a container that ended by itself is filled before it is started again", async () => {
  const engine = await running();
  engine.become("shop-web-1", { state: "exited" });
  await up(await project(), engine);
  expect(engine.calls.slice(-2)).toEqual(["fill shop-web-1", "start shop-web-1"]);
});

test("a container that a killed run left empty is filled before its first start", async () => {
  const engine = newEngine();
  engine.callsLeft = 2;
  await up(await project(), engine);
  expect(engine.states()).toEqual({ "shop-web-1": "created" });
  engine.callsLeft = Number.POSITIVE_INFINITY;
  await up(await project(), engine);
  expect(engine.calls.slice(-2)).toEqual(["fill shop-web-1", "start shop-web-1"]);
});

test("an old container is stopped only when its replacement is filled", async () => {
  const engine = await running();
  const plan = await planOf(await project(compose, { TOKEN: "marlin" }), engine);
  const ids = plan.steps.map(({ id }) => id);
  expect(ids.slice(0, 3)).toEqual(["create web-1", "copy into web-1", "stop web-1"]);
  expect(plan.steps[2]?.after).toContain("copy into web-1");
  engine.failing.set(
    `fill ${[...engine.containers.keys()][0]?.slice(0, 12)}_shop-web-1`,
    new WindlassError("engine-refused", "full"),
  );
  await run(plan, engine, 1, await project(compose, { TOKEN: "marlin" }));
  expect(engine.states()["shop-web-1"]).toBe("running");
});

describe("refused at plan time, with the line:", () => {
  const refused = (text: string, env = {}): Promise<unknown> =>
    project(text, env)
      .then((loaded) => planOf(loaded, newEngine()))
      .then(
        () => "planned",
        ({ diagnostics }) =>
          (diagnostics as { code: string; path: string; place: { line: number } }[]).map(({ code, path, place }) => [
            code,
            path,
            place.line,
          ]),
      );
  const of = (service: string, rest: string): string => `services:\n  a: {image: busybox, ${service}}\n${rest}`;

  test.each([
    [
      "a variable that is not set",
      of("secrets: [s]", "secrets: {s: {environment: NOPE}}"),
      "variable-required",
      "secrets.s.environment",
      3,
    ],
    [
      "an external secret",
      of("secrets: [s]", "secrets: {s: {external: true}}"),
      "needs-swarm",
      "secrets.s.external",
      3,
    ],
    [
      "an external config",
      of("configs: [s]", "configs: {s: {external: true}}"),
      "needs-swarm",
      "configs.s.external",
      3,
    ],
    [
      "a secret of a driver",
      of("secrets: [s]", "secrets: {s: {file: ./s, driver: vault}}"),
      "needs-swarm",
      "secrets.s.driver",
      3,
    ],
    [
      "a template",
      of("configs: [s]", "configs: {s: {file: ./s, template_driver: golang}}"),
      "needs-swarm",
      "configs.s.template_driver",
      3,
    ],
    [
      "content for a read-only container",
      of("read_only: true, configs: [s]", "configs: {s: {content: x}}"),
      "conflicting-attributes",
      "services.a.configs[0]",
      2,
    ],
    [
      "an owner by name",
      of("configs: [{source: s, uid: root}]", "configs: {s: {content: x}}"),
      "invalid-value",
      "services.a.configs[0].uid",
      2,
    ],
  ])("%s", async (_what, text, code, path, line) => {
    expect(await refused(text)).toEqual([[code, path, line]]);
  });

  test("not one that no container needs", async () => {
    const text = of("scale: 0, secrets: [s]", "secrets: {s: {environment: NOPE}}");
    expect(await refused(text)).toBe("planned");
  });
});

test("owner and mode of a file that is mounted are told as without effect", async () => {
  const text = `
services: {a: {image: busybox, secrets: [{source: s, mode: "0400"}]}}
secrets: {s: {file: ./s}}
`;
  expect((await project(text)).warnings).toMatchObject([
    { code: "ignored-attribute", path: "services.a.secrets[0].mode", place: { line: 2 } },
  ]);
});
