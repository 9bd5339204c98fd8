/** What `up` and `plan` refuse before the first change, beyond what the planner knows. */
import { beforeEach, expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { findPlugin } from "../../../src/host/programs.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { fakeShell } from "../../support/process-context.ts";

let engine: MemoryEngine;
beforeEach(() => {
  engine = engineThat({ isLocal: true });
});

function engineThat({ isLocal }: { readonly isLocal: boolean }): MemoryEngine {
  const made = new (class extends MemoryEngine {
    override readonly facts: MemoryEngine["facts"] = { ...new MemoryEngine().facts, local: isLocal };
  })();
  for (const image of ["nginx", "shop-web"]) made.addImage(image);
  return made;
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function windlass(argv: string, yaml: string, env: Record<string, string> = {}): Promise<Ended> {
  const shell = fakeShell({ "/app/compose.yaml": `name: shop\n${yaml}` }, engine, { env });
  const code = await run(argv.split(" "), shell);
  return { code, out: shell.out.text, err: shell.err.text };
}

const bind =
  "services:\n  web:\n    image: nginx\n    volumes: [{type: bind, source: ./no, target: /x, bind: {create_host_path: false}}]\n";

test.each(["up -d", "plan"])("%s refuses a bind source that is not there, with its line", async (command) => {
  const { code, err } = await windlass(command, bind);
  expect(code).toBe(1);
  expect(err).toContain(
    "error[bind-source-missing]: there is no file or folder to mount /app/no\n --> compose.yaml:5:",
  );
  expect(engine.calls).toEqual([]);
});

test("an engine elsewhere has another disk: its bind sources are not looked for here", async () => {
  engine = engineThat({ isLocal: false });
  expect((await windlass("up -d", bind)).code).toBe(0);
  const secret = "services: {web: {image: nginx, secrets: [key]}}\nsecrets: {key: {file: ./no}}\n";
  expect((await windlass("up -d", secret)).code).toBe(0);
  engine = engineThat({ isLocal: true });
  expect((await windlass("up -d", secret)).err).toContain("error[file-not-found]: there is no secret file /app/no");
});

test("a build context that is not there matters only where something is built", async () => {
  const built = "services:\n  web:\n    build: ./web\n";
  expect((await windlass("up -d", built)).code).toBe(0);
  const { code, err } = await windlass("up -d --build", built);
  expect(code).toBe(1);
  expect(err).toContain("error[file-not-found]: there is no build context /app/web\n --> compose.yaml:4:12\n");
});

const provided = (required: boolean): string =>
  `services:
  web: {image: nginx, depends_on: {db: {condition: service_started, required: ${required}}}}
  db:
    provider: {type: no-such-program}
`;

test.each(["up -d", "plan", "validate"])(
  "%s refuses a provider whose program is not there, where somebody requires it",
  async (command) => {
    const required = await windlass(command, provided(true));
    expect(required.code).toBe(1);
    expect(required.out + required.err).toContain("error[provider-not-found]");
    expect(required.out + required.err).toContain("--> compose.yaml:5:");
    expect(engine.calls).toEqual([]);
    const wished = await windlass(command, provided(false));
    expect(wished.code).toBe(0);
    // A plan that is only shown has its warnings in its JSON.
    if (command !== "plan")
      expect(wished.out + wished.err).toContain('optional dependency "db": there is no program "no-such-program"');
  },
);

test("containers that create makes are those that up wants: it starts them, filled", async () => {
  const filled = "services: {web: {image: nginx, configs: [c]}}\nconfigs: {c: {content: text}}\n";
  expect((await windlass("create", filled)).code).toBe(0);
  const calls = engine.calls.length;
  expect((await windlass("up -d", filled)).code).toBe(0);
  expect(engine.calls.slice(calls)).toEqual(["fill shop-web-1", "start shop-web-1"]);
});

test("with --strict a warning of the file or of the plan stops all", async () => {
  const warned = "version: '3'\nservices:\n  web: {image: nginx}\n";
  expect((await windlass("up -d", warned)).code).toBe(0);
  const calls = engine.calls.length;
  for (const command of ["up -d --strict", "plan --strict"]) {
    const { code, err } = await windlass(command, warned);
    expect(code).toBe(1);
    expect(err).toContain("error[obsolete-attribute]");
  }
  const orphaned = await windlass("plan --strict", "services:\n  api: {image: nginx}\n");
  expect(orphaned.code).toBe(1);
  expect(orphaned.err).toMatch(/^error\[orphans\]/);
  expect(engine.calls.length).toBe(calls);
});

test("COMPOSE_IGNORE_ORPHANS says nothing of orphans, and contradicts their removal", async () => {
  await windlass("up -d", "services:\n  web: {image: nginx}\n");
  const api = "services:\n  api: {image: nginx}\n";
  expect((await windlass("up -d", api)).err).toContain("shop-web-1");
  const quiet = await windlass("up -d", api, { COMPOSE_IGNORE_ORPHANS: "1" });
  expect(quiet).toMatchObject({ code: 0 });
  expect(quiet.err).not.toContain("shop-web-1");
  expect((await windlass("up -d --remove-orphans", api, { COMPOSE_IGNORE_ORPHANS: "1" })).err).toBe(
    "error[usage]: cannot combine COMPOSE_IGNORE_ORPHANS and --remove-orphans\n",
  );
});

const hasPlugin = (await findPlugin("model", {})) !== undefined;

test.skipIf(hasPlugin).each(["up -d", "create", "plan", "up --dry-run", "validate"])(
  "%s refuses AI models where docker's plugin for them is not, with the line of the first use",
  async (command) => {
    const models = "services:\n  web:\n    image: nginx\n    models: [llm]\nmodels: {llm: {model: ai/x}}\n";
    const { code, out, err } = await windlass(command, models);
    expect(code).toBe(1);
    expect(out + err).toContain('error[model-plugin-not-found]: service "web" uses an AI model');
    expect(out + err).toContain("--> compose.yaml:5:");
    expect(engine.calls).toEqual([]);
  },
);
