// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/canonical-json.ts";
import { renderJson } from "../../../src/spec/render/render.ts";
import { type Given, loadText, problemsOf } from "../../support/load.ts";

type Files = Readonly<Record<string, string>>;

async function modelOf(yaml: string, files: Files = {}, env: Files = {}): Promise<JsonObject> {
  return JSON.parse(renderJson(await loadText(yaml, { files, env }))) as JsonObject;
}

const db = "services: {db: {image: postgres}}";

describe("an included project", () => {
  test("brings its services and resources, and not its name", async () => {
    const sub =
      "name: sub\nx-sub: 1\nservices: {db: {image: x, volumes: ['data:/d'], networks: [back], secrets: [s], configs: [c]}}\nvolumes: {data: }\nnetworks: {back: }\nsecrets: {s: {file: s.txt}}\nconfigs: {c: {file: ./c.txt}}";
    const model = await modelOf("include: [sub/compose.yaml]\nservices: {web: {image: x, depends_on: [db]}}", {
      "/app/sub/compose.yaml": sub,
    });
    expect(model).toMatchObject({
      name: "app",
      services: { db: { image: "x" }, web: { depends_on: { db: {} } } },
      volumes: { data: { name: "app_data" } },
      networks: { back: { name: "app_back" }, default: {} },
      secrets: { s: { file: "/app/sub/s.txt" } },
      configs: { c: { file: "/app/sub/c.txt" } },
    });
    expect(model).not.toHaveProperty("x-sub");
    expect(model).not.toHaveProperty("include");
  });

  test("starts its paths at its folder, or at the folder that is named", async () => {
    const files = { "/app/sub/x.yaml": "services: {db: {build: {target: t}, volumes: ['./d:/d', '../e:/e']}}" };
    const of = async (include: string) => (await modelOf(`include: [${include}]`, files)).services;
    expect(await of("sub/x.yaml")).toMatchObject({
      db: { build: { context: "/app/sub" }, volumes: [{ source: "/app/sub/d" }, { source: "/app/e" }] },
    });
    expect(await of("{path: ./sub/x.yaml, project_directory: other}")).toMatchObject({
      db: { build: { context: "/app/other" }, volumes: [{ source: "/app/other/d" }, { source: "/app/e" }] },
    });
  });

  test("has the .env of its folder beneath the variables of who includes it", async () => {
    const files = {
      "/app/.env": "A=app",
      "/app/sub/.env": "A=sub\nB=sub",
      "/app/sub/x.yaml": "services: {db: {image: '$A-$B-$COMPOSE_PROJECT_NAME', environment: [B]}}",
    };
    expect(await modelOf("include: [sub/x.yaml]\nservices: {web: {image: 'x${B-none}'}}", files)).toMatchObject({
      services: { db: { image: "app-sub-app", environment: { B: "sub" } }, web: { image: "xnone" } },
    });
  });

  test("has the env files that are named instead, each over the one before it", async () => {
    const files = {
      "/app/one.env": "A=1\nB=1",
      "/app/two.env": "B=2",
      "/app/sub/.env": "A=sub\nC=sub",
      "/app/sub/x.yaml": "services: {db: {image: 'x${A-}${B-}${C-}'}}",
    };
    const image = async (envFile: string) =>
      (await modelOf(`include: [{path: sub/x.yaml, env_file: ${envFile}}]`, files)).services;
    expect(await image("one.env")).toMatchObject({ db: { image: "x11" } });
    expect(await image("[one.env, ./two.env]")).toMatchObject({ db: { image: "x12" } });
    expect(await image("/dev/null")).toMatchObject({ db: { image: "x" } });
  });

  describe("has its own variables", () => {
    const files = {
      "/app/.env": "A=app",
      "/app/sub.env": "B=sub\nTOKEN=sub-token",
      "/app/sub/deep.env": "C=deep\nTOKEN=less",
      "/app/sub/values": "X=$A-$B-$C\nTOKEN",
      "/app/sub/raw": "TOKEN",
      "/app/sub/x.yaml": `
include: [{path: deep.yaml, env_file: deep.env}]
services:
  db:
    image: x
    env_file: [values, {path: raw, format: raw}]
    label_file: values
    build: {context: ., args: [B, C]}
    secrets: [s]
    configs: [c]
secrets: {s: {environment: TOKEN}}
configs: {c: {environment: B}}
`,
      "/app/sub/deep.yaml": `
services: {deep: {image: x, env_file: values, label_file: values, build: {context: ., args: {B: , C: }}, secrets: [d]}}
secrets: {d: {environment: C}}
`,
    };
    const root = `
include: [{path: sub/x.yaml, env_file: sub.env}]
services: {web: {image: x, secrets: [w], env_file: sub/values}}
secrets: {w: {environment: TOKEN}}
`;

    test("in its env files, label files and build arguments, nested ones too", async () => {
      const { services } = await modelOf(root, files);
      expect(services).toMatchObject({
        db: {
          environment: { X: "app-sub-", TOKEN: "sub-token" },
          labels: { X: "app-sub-", TOKEN: "sub-token" },
          build: { args: { B: "sub" } },
        },
        deep: {
          environment: { X: "app-sub-deep", TOKEN: "sub-token" },
          labels: { X: "app-sub-deep", TOKEN: "sub-token" },
          build: { args: { B: "sub", C: "deep" } },
        },
        web: { environment: { X: "app--" } },
      });
    });

    test("in its configs and secrets", async () => {
      const { secrets, configs } = await loadText(root, { files });
      expect([...secrets.values(), ...configs.values()]).toEqual([
        { key: "w", from: "environment", variable: "TOKEN" },
        { key: "s", from: "environment", variable: "TOKEN", value: "sub-token" },
        { key: "d", from: "environment", variable: "C", value: "deep" },
        { key: "c", from: "environment", variable: "B", value: "sub" },
      ]);
    });

    test("so that one secret of two values is a conflict", async () => {
      const secret = "services: {db: {image: x, secrets: [s]}}\nsecrets: {s: {environment: TOKEN}}";
      const two = "include: [{path: a.yaml, env_file: a.env}, {path: b.yaml, env_file: b.env}]";
      const conflicts = async (b: string) => {
        const both = { "/app/a.yaml": secret, "/app/b.yaml": secret, "/app/a.env": "TOKEN=1", "/app/b.env": b };
        return (await loadText(two, { files: both })).warnings.map(({ code, path }) => [code, path]);
      };
      expect(await conflicts("TOKEN=1")).toEqual([]);
      expect(await conflicts("TOKEN=2")).toEqual([["include-conflict", "secrets.s"]]);
    });
  });

  test("may be of several files, the later ones over the first", async () => {
    const files = { "/app/sub/a.yaml": db, "/app/over/b.yaml": "services: {db: {build: .}}" };
    expect(await modelOf("include: [{path: [sub/a.yaml, over/b.yaml]}]", files)).toMatchObject({
      services: { db: { image: "postgres", build: { context: "/app/sub" } } },
    });
  });

  test("may include others, from its own folder", async () => {
    const files = { "/app/a/x.yaml": "include: [b/y.yaml]\nservices: {web: {extends: db}}", "/app/a/b/y.yaml": db };
    expect((await modelOf("include: [a/x.yaml]", files)).services).toMatchObject({
      db: { image: "postgres" },
      web: { image: "postgres" },
    });
  });

  test("can be extended, and can extend, by its own paths", async () => {
    const files = {
      "/app/sub/x.yaml": "services: {db: {extends: {file: base.yaml, service: base}, build: .}}",
      "/app/sub/base.yaml": "services: {base: {env_file: a.env}}",
      "/app/sub/a.env": "A=1",
    };
    expect((await modelOf("include: [sub/x.yaml]\nservices: {web: {extends: db}}", files)).services).toMatchObject({
      web: { build: { context: "/app/sub" }, environment: { A: "1" } },
    });
  });

  test("may be named in a variable", async () => {
    expect(
      (await modelOf("include: ['${WHICH}.yaml']", { "/app/sub.yaml": db }, { WHICH: "sub" })).services,
    ).toHaveProperty("db");
  });

  test("may have names that objects have", async () => {
    const { services } = await modelOf("include: [s.yaml]", {
      "/app/s.yaml": '{"services": {"__proto__": {"image": "x"}, "constructor": {"image": "y"}}}',
    });
    expect(Object.keys(services as JsonObject)).toEqual(["__proto__", "constructor"]);
  });

  test("does not have to be there where nothing is included", async () => {
    expect((await modelOf("include: []\nservices: {web: {image: x}}")).services).toHaveProperty("web");
  });
});

describe("what is said twice", () => {
  const warnings = async (yaml: string, files: Files) =>
    (await loadText(yaml, { files })).warnings.map(({ code, path }) => [code, path]);

  test("is merged: the including file wins, without a word", async () => {
    const files = { "/app/s.yaml": "services: {db: {image: x, environment: {A: 1, B: 1}}}" };
    const yaml = "include: [s.yaml]\nservices: {db: {environment: {B: 2}}}";
    expect((await modelOf(yaml, files)).services).toMatchObject({
      db: { image: "x", environment: { A: "1", B: "2" } },
    });
    expect(await warnings(yaml, files)).toEqual([]);
  });

  test("obeys the tags of the including file", async () => {
    const files = { "/app/s.yaml": "services: {db: {image: x, ports: [80], command: c}, old: {image: x}}" };
    const yaml = "include: [s.yaml]\nservices: {db: {ports: !override [81], command: !reset}, old: !reset}";
    const { services } = await modelOf(yaml, files);
    expect(services).toMatchObject({ db: { ports: [{ target: 81 }], command: null } });
    expect((services as { db: { ports: unknown[] } }).db.ports).toHaveLength(1);
    expect(services).not.toHaveProperty("old");
  });

  test("is changed by an override file and by a later document", async () => {
    const yaml = "include: [s.yaml]\n---\nservices: {db: {user: later}}";
    const files = { "/app/s.yaml": db, "/app/compose.override.yaml": "services: {db: {hostname: over}}" };
    expect((await modelOf(yaml, files)).services).toMatchObject({
      db: { image: "postgres", user: "later", hostname: "over" },
    });
  });

  test("by two that are included is told, and the first wins", async () => {
    const files = {
      "/app/a.yaml": "services: {db: {image: a}}\nvolumes: {v: }",
      "/app/b.yaml": "services: {db: {image: b, user: b}}\nvolumes: {v: }",
    };
    const yaml = "include: [a.yaml, b.yaml]";
    expect((await modelOf(yaml, files)).services).toMatchObject({ db: { image: "a", user: "b" } });
    expect(await warnings(yaml, files)).toEqual([["include-conflict", "services.db"]]);
  });

  test("is one where two include the same", async () => {
    const files = {
      "/app/a.yaml": "include: [common.yaml]",
      "/app/b.yaml": "include: [common.yaml]",
      "/app/common.yaml": "services: {db: {image: x, group_add: [g], security_opt: [a]}}",
    };
    expect((await modelOf("include: [a.yaml, b.yaml]", files)).services).toMatchObject({
      db: { group_add: ["g"], security_opt: ["a"] },
    });
    expect(await warnings("include: [a.yaml, b.yaml]", files)).toEqual([]);
  });
});

describe("without end", () => {
  const levels = (count: number, of: (next: string) => string): Files =>
    Object.fromEntries([
      ...Array.from({ length: count }, (_, i) => [`/app/l${i}.yaml`, of(`l${i + 1}.yaml`)] as const),
      [`/app/l${count}.yaml`, db],
    ]);

  test("each of 60 levels that includes the next twice takes no time", async () => {
    const files = levels(60, (next) => `include: [${next}, ./${next}]`);
    expect((await modelOf("include: [l0.yaml]", files)).services).toHaveProperty("db");
  });

  test("the same with variables of its own on each level is refused, in time", async () => {
    const twice = (next: string) => `include: [{path: ${next}, env_file: a.env}, {path: ${next}, env_file: b.env}]`;
    const files = { ...levels(40, twice), "/app/a.env": "A=1", "/app/b.env": "B=1" };
    const said = await problemsOf("include: [l0.yaml]", { files });
    expect(said.filter(({ severity }) => severity === "error")).toMatchObject([{ code: "too-deep" }]);
  }, 20_000);

  test("more than 100 levels are refused", async () => {
    const said = await problemsOf("include: [l0.yaml]", { files: levels(200, (next) => `include: [${next}]`) });
    expect(said).toMatchObject([{ code: "too-deep" }]);
  });

  test("a file that includes itself is refused, also as a second file", async () => {
    const given = (files: Files): Given => ({ files });
    expect(await problemsOf("include: [compose.yaml]")).toMatchObject([{ code: "include-cycle" }]);
    expect(await problemsOf("include: [{path: [a.yaml, compose.yaml]}]", given({ "/app/a.yaml": db }))).toMatchObject([
      { code: "include-cycle" },
    ]);
  });
});
