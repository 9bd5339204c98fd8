/** Stages that are left out, and what is known of a value's origin. */
import { expect, test } from "vitest";
import { plainJson } from "../../src/core/ordered-json.ts";
import { namesAlone, type Stage } from "../../src/spec/load-request.ts";
import { isFromOutside } from "../../src/spec/render/origin.ts";
import { renderYaml } from "../../src/spec/render/render.ts";
import { loadText, problemsOf } from "../support/load.ts";

const yaml = `name: demo
services:
  web:
    image: nginx:\${TAG:-alpine}
    build: ./web
    ports: ["8080:80", "$P:90"]
    env_file: [web.env, {path: more.env, required: false}]
    environment: [A=$FOO, TOKEN]
    volumes: ["./d:/d", "data:/x"]
    deploy: {replicas: "$N"}
    healthcheck: {interval: "$I"}
    mem_limit: $M
  job:
    image: busybox
    profiles: [tools]
volumes:
  data:
  unused:
`;
const files = { "/app/web.env": "X=1\n" };
const env = { FOO: "hunter2", TOKEN: "t0", N: "1", I: "3s", P: "81", M: "1g" };

interface Model {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly volumes: object;
  readonly networks?: object;
}

async function modelWithout(...stages: readonly Stage[]): Promise<Model> {
  const project = await loadText(yaml, { files, env, request: { skip: new Set(stages) } });
  return plainJson(project.document()) as unknown as Model;
}

test("without interpolation the files' own text stands, of all services and resources", async () => {
  const { services, volumes } = await modelWithout("interpolation");
  expect(services.web).toMatchObject({
    image: expect.stringContaining("TAG:-alpine}"),
    ports: ["8080:80", "$P:90"],
    environment: { A: "$FOO", TOKEN: null },
    env_file: [
      { path: "/app/web.env", required: true },
      { path: "/app/more.env", required: false },
    ],
    deploy: { replicas: "$N" },
    healthcheck: { interval: "$I" },
    mem_limit: "$M",
  });
  expect(services.web?.volumes).toMatchObject([{ type: "bind", source: "/app/d" }, {}]);
  expect(services.job?.profiles).toEqual(["tools"]);
  expect(Object.keys(volumes)).toEqual(["data", "unused"]);
});

test("what is wrong without a variable is an error without interpolation too", async () => {
  const problems = await problemsOf("services:\n  web: {image: 5, imagee: x, mem_limit: $M}\n", {
    request: { skip: new Set(["interpolation"]) },
  });
  expect(problems.map(({ code }) => code)).toEqual(["wrong-type", "unknown-key"]);
});

test("without normalization nothing is added", async () => {
  const { services, volumes, networks } = await modelWithout("normalization");
  expect(services.web?.build).toEqual({ context: "/app/web" });
  expect(services.web?.networks).toBeUndefined();
  expect(networks).toBeUndefined();
  expect(volumes).toEqual({ data: {} });
});

test("without path resolution paths stay relative, also to env files that are read", async () => {
  const project = await modelWithout("paths");
  expect(project.services.web).toMatchObject({
    build: { context: "./web" },
    volumes: [{ source: "./d" }, {}],
    environment: { A: "hunter2", TOKEN: "t0", X: "1" },
  });
});

test("without env files the environment is as written", async () => {
  const { services } = await modelWithout("env-files");
  expect(services.web?.environment).toEqual({ A: "hunter2", TOKEN: null });
  expect(services.web?.env_file).toEqual([
    { path: "/app/web.env", required: true },
    { path: "/app/more.env", required: false },
  ]);
});

test("for names alone no file is read that a service names", async () => {
  const lost = `services:
  web:
    image: x
    env_file: [gone.env]
    label_file: [gone.labels, bad.labels]
    security_opt: ["seccomp:bad.json"]
`;
  const files = { "/app/bad.labels": "a b c", "/app/bad.json": "no json" };
  expect((await problemsOf(lost, { files })).length).toBe(4);
  const { services } = await loadText(lost, { files, request: { skip: namesAlone } });
  expect([...services.keys()]).toEqual(["web"]);
});

test("without the consistency check a model that makes no sense is loaded", async () => {
  const wrong = "services:\n  web: {image: x, depends_on: [nope], networks: [q]}\n";
  expect((await problemsOf(wrong)).length).toBe(2);
  expect(await problemsOf(wrong, { request: { skip: new Set(["consistency"]) } })).toEqual([]);
});

test("a value knows its variables, and what gave them a value", async () => {
  const { originOf, variables, profiles } = await loadText(yaml, {
    files: { ...files, "/app/.env": "# the port\nP=82\nI=3s\nN=1\n" },
    env: { FOO: "hunter2", M: "1g" },
  });
  expect(originOf(["services", "web", "image"])?.variables).toEqual([{ name: "TAG", from: "nothing" }]);
  expect(originOf(["services", "web", "environment", "A"])?.variables).toEqual([{ name: "FOO", from: "environment" }]);
  expect(originOf(["services", "web", "ports", 1, "published"])).toMatchObject({
    place: { file: "/app/compose.yaml", line: 6 },
    variables: [{ name: "P", from: "env-file", places: [{ file: "/app/.env", line: 2 }] }],
  });
  expect(originOf(["services", "web", "nope"])).toBeUndefined();
  expect(variables.get("P")).toBe("82");
  expect(profiles).toEqual(["tools"]);
});

test("a value knows what it was written over: by an override, an extension, a variable of an env file", async () => {
  const { originOf } = await loadText(
    "services:\n  web:\n    extends: base\n    image: nginx:2\n    env_file: web.env\n    environment: {X: '2', Z: '1'}\n  base:\n    image: nginx:1\n",
    {
      files: {
        ...files,
        "/app/compose.override.yaml": "services:\n  web:\n    image: nginx:3\n    environment: [Z=2]\n",
      },
    },
  );
  expect(originOf(["services", "web", "image"])).toMatchObject({
    place: { file: "/app/compose.override.yaml", line: 3 },
    replaced: [
      { value: "nginx:2", place: { line: 4 } },
      { value: "nginx:1", place: { line: 8 } },
    ],
  });
  expect(originOf(["services", "web", "environment", "X"])).toMatchObject({
    fromValuesFile: false,
    replaced: [{ value: "1", fromValuesFile: true, place: { file: "/app/web.env", line: 1 } }],
  });
  expect(originOf(["services", "web", "environment", "Z"])?.replaced).toMatchObject([
    { value: "1", place: { line: 6 } },
  ]);
});

test("what came from the environment or an env file is from outside, a default of the file is not", async () => {
  const { originOf } = await loadText(yaml, { files, env });
  const outside = (...path: (string | number)[]): boolean => {
    const origin = originOf(["services", "web", ...path]);
    return origin !== undefined && isFromOutside(origin);
  };
  expect(outside("environment", "X")).toBe(true);
  expect(outside("environment", "TOKEN")).toBe(true);
  expect(outside("environment", "A")).toBe(true);
  expect(outside("image")).toBe(false);
  expect(outside("volumes", 0, "target")).toBe(false);
});

test("the text without interpolation loads again as the same project", async () => {
  const raw = await loadText(yaml, { files, env, request: { skip: new Set(["interpolation"]) } });
  const again = await loadText(renderYaml(raw, { literal: true }), { files, env });
  expect(renderYaml(again)).toBe(renderYaml(await loadText(yaml, { files, env })));
});
