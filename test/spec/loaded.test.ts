// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of the project file
/** Attributes that say what the project is made of: they have done their work before anything is asked of an engine. */
import { expect } from "vitest";
import { loadService, loadText } from "../support/load.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { loaded } from "../support/proves.ts";
import { planOf, projectOf } from "../support/scenario.ts";

loaded(["services.extends.service", "services.extends.file"], "the service has what that one has", async () => {
  const files = { "/app/base.yaml": "services: {base: {image: x, user: me, hostname: base}}" };
  const service = await loadService("services: {web: {extends: {file: base.yaml, service: base}, hostname: own}}", {
    files,
  });
  expect(service).toMatchObject({ image: "x", user: "me", hostname: "own" });
});

loaded(
  ["include.path", "include.project_directory", "include.env_file"],
  "the project has what that file has, with its own folder and values",
  async () => {
    const files = {
      "/app/parts/db.yaml": "services: {db: {image: 'db:${TAG}', volumes: ['./data:/data']}}",
      "/app/parts/db.env": "TAG=7\n",
    };
    const include = "include: [{path: parts/db.yaml, project_directory: elsewhere, env_file: parts/db.env}]";
    const db = await loadService(`${include}\nservices: {web: {image: x}}`, { files }, "db");
    expect(db.image).toBe("db:7");
    expect(db.volumes).toMatchObject([{ type: "bind", source: "/app/elsewhere/data" }]);
  },
);

loaded("services.profiles", "the service is there only where one of them is asked for", async () => {
  const text = "services: {web: {image: x}, tool: {image: x, profiles: [tools]}}";
  const names = async (profiles: readonly string[]) =>
    [...(await loadText(text, { request: { profiles } })).services.keys()].sort();
  expect(await names([])).toEqual(["web"]);
  expect(await names(["tools"])).toEqual(["tool", "web"]);
});

loaded("services.pull_policy", "the plan pulls by it", async () => {
  const engine = new MemoryEngine();
  engine.addImage("here", { createdAt: "2026-01-01T00:00:00Z" });
  const hour = 3_600_000;
  const kinds = async (image: string, policy: string, ago?: number): Promise<readonly string[]> => {
    const project = await projectOf(`services: {web: {image: ${image}, pull_policy: ${policy}}}`);
    const atMs = 1000 * hour;
    const seen = { atMs, ...(ago !== undefined && { lastPulls: [{ image, atMs: atMs - ago }] }) };
    return (await planOf(project, engine, {}, seen)).steps.map(({ operation }) => operation.kind);
  };
  expect(await kinds("here", "always")).toContain("pull-image");
  expect(await kinds("here", "missing")).not.toContain("pull-image");
  expect(await kinds("gone", "missing")).toContain("pull-image");
  expect(await kinds("here", "daily", 25 * hour)).toContain("pull-image");
  expect(await kinds("here", "daily", 23 * hour)).not.toContain("pull-image");
  expect(await kinds("here", "daily", -hour)).toContain("pull-image");
  expect(await kinds("here", "every_10w")).toContain("pull-image");
  expect(await kinds("gone", "every_10w", hour)).toContain("pull-image");
  await expect(kinds("gone", "never")).rejects.toMatchObject({ code: "image-missing" });
});

loaded(
  ["services.ports[].mode: ingress", "configs.name", "configs.labels", "secrets.name", "secrets.labels"],
  "it means what goes without saying on a plain engine",
  async () => {
    const text = (more: string, own: string): string => `
services: {web: {image: x, ports: [{target: 80, published: 8080${more}}], configs: [c], secrets: [s]}}
configs: {c: {file: ./c${own}}}
secrets: {s: {file: ./s${own}}}
`;
    const plain = await loadText(text("", ""));
    const said = await loadText(text(", mode: ingress", ", name: other, labels: {a: b}"));
    expect(said.warnings).toEqual(plain.warnings);
    expect([...said.services.values()][0]?.ports).toEqual([...plain.services.values()][0]?.ports);
    expect([said.configs.get("c")?.key, said.secrets.get("s")?.key]).toEqual(["c", "s"]);
  },
);
