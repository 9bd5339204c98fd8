// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test

import { describe, expect, test } from "vitest";
import { WindlassError } from "../../src/core/errors.ts";
import { serviceName } from "../../src/core/ids.ts";
import { isMap } from "../../src/core/ordered-json.ts";
import { load } from "../../src/spec/load.ts";
import { loadService, loadText, problemsOf, request } from "../support/load.ts";
import { memoryContext } from "../support/memory-context.ts";

const web = "services:\n  web:\n    image: nginx\n";

describe("finding the project", () => {
  const at = (
    path: string,
    env: Readonly<Record<string, string>> = {},
    files: Readonly<Record<string, string>> = {},
    cwd = "/app",
    asked = {},
  ) => load({ ...request, ...asked }, memoryContext({ [path]: web, ...files }, env, cwd));

  test("goes up from the folder to the nearest file with a usual name", async () => {
    const project = await at("/app/docker-compose.yml", {}, {}, "/app/src/deep");
    expect(project).toMatchObject({ name: "app", workingDir: "/app", configFiles: ["/app/docker-compose.yml"] });
  });

  test("takes the override file beside it", async () => {
    const project = await at(
      "/app/compose.yaml",
      {},
      { "/app/docker-compose.override.yml": "services: {web: {user: me}}" },
    );
    expect(project.configFiles).toEqual(["/app/compose.yaml", "/app/docker-compose.override.yml"]);
    expect(project.services.get(serviceName("web"))?.user).toBe("me");
  });

  test("tells of a second file that it does not use", async () => {
    const { warnings } = await at("/app/compose.yaml", {}, { "/app/compose.yml": web });
    expect(warnings).toMatchObject([{ code: "several-project-files", severity: "warning" }]);
  });

  test("follows COMPOSE_FILE, from the environment or from .env", async () => {
    const files = { "/app/more.yaml": "services: {db: {image: x}}" };
    const expected = ["/app/base.yaml", "/app/more.yaml"];
    expect((await at("/app/base.yaml", { COMPOSE_FILE: "base.yaml:more.yaml" }, files)).configFiles).toEqual(expected);
    const dotenv = "COMPOSE_FILE=base.yaml;more.yaml\nCOMPOSE_PATH_SEPARATOR=;";
    expect((await at("/app/base.yaml", {}, { ...files, "/app/.env": dotenv })).configFiles).toEqual(expected);
  });

  test("starts paths at the first file's folder, or at the project directory", async () => {
    expect((await at("/x/a.yaml", {}, {}, "/app", { files: ["../x/a.yaml"] })).workingDir).toBe("/x");
    const given = await at("/x/a.yaml", {}, {}, "/app", { files: ["../x/a.yaml"], projectDirectory: "sub" });
    expect(given).toMatchObject({ workingDir: "/app/sub", name: "sub" });
  });

  test("reads standard input for -", async () => {
    expect(await at("-", {}, {}, "/app", { files: ["-"] })).toMatchObject({ workingDir: "/app", configFiles: ["-"] });
  });

  test("says so where there is none", async () => {
    const error = await at("/other/compose.yaml").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WindlassError);
    expect(error).toMatchObject({ code: "no-project-file" });
  });
});

describe("the project's name", () => {
  const nameOf = async (yaml: string, given = {}) => (await loadText(yaml, given)).name;

  test("is asked for, set, written, or the folder's", async () => {
    expect(
      await nameOf(`name: in-file\n${web}`, {
        request: { projectName: "asked" },
        env: { COMPOSE_PROJECT_NAME: "set" },
      }),
    ).toBe("asked");
    expect(await nameOf(`name: in-file\n${web}`, { env: { COMPOSE_PROJECT_NAME: "set" } })).toBe("set");
    expect(await nameOf(`name: in-\${X}\n${web}`, { env: { X: "file" } })).toBe("in-file");
    expect(await nameOf(web)).toBe("app");
  });

  test("is made right where it was not asked for", async () => {
    expect(await nameOf(`name: _My App!\n${web}`)).toBe("myapp");
  });

  test("can be used in values", async () => {
    expect((await loadService("services: {web: {image: '${COMPOSE_PROJECT_NAME}/x'}}")).image).toBe("app/x");
  });
});

describe("variables", () => {
  const image = async (given: object) => (await loadService("services: {web: {image: 'x:${TAG:-none}'}}", given)).image;

  test("come from the environment, then from .env", async () => {
    const files = { "/app/.env": "TAG=file" };
    expect(await image({ files })).toBe("x:file");
    expect(await image({ files, env: { TAG: "env" } })).toBe("x:env");
    expect(await image({ files, env: { COMPOSE_DISABLE_ENV_FILE: "1" } })).toBe("x:none");
  });

  test("come from the env files that were asked for, instead of .env", async () => {
    const files = { "/app/.env": "TAG=default", "/app/a.env": "TAG=a\nX=1", "/app/b.env": "TAG=b$X" };
    expect(await image({ files, request: { envFiles: ["a.env", "b.env"] } })).toBe("x:b1");
    expect(await image({ files, env: { COMPOSE_ENV_FILES: "a.env" } })).toBe("x:a");
  });

  test("that are not set warn once a name", async () => {
    const { warnings } = await loadText("services: {web: {image: 'x$A', command: '$A $B'}}");
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ["variable-unset", 'the "A" variable is not set. Defaulting to a blank string'],
      ["variable-unset", 'the "B" variable is not set. Defaulting to a blank string'],
    ]);
  });

  test("become numbers and flags where these are meant", async () => {
    const service = await loadService("services: {web: {image: x, scale: '${N}', tty: '${T}', cpus: '$C'}}", {
      env: { N: "3", T: "true", C: "0.5" },
    });
    expect(service).toMatchObject({ replicas: 3, tty: true, resources: { nanoCpus: 5e8 } });
  });
});

describe("the environment of a service", () => {
  test("is its own over its env files, the later over the earlier", async () => {
    const service = await loadService(
      "services: {web: {image: x, env_file: [a.env, b.env], environment: {C: own, D: , E: }}}",
      {
        files: { "/app/a.env": "A=a\nB=a\nC=a\nD=a", "/app/b.env": "B=b\nX=${C}-${A}" },
        env: { E: "handed" },
      },
    );
    expect(service.environment).toEqual({ A: "a", B: "b", C: "own", D: null, E: "handed", X: "own-a" });
    expect(service.printed.has("env_file")).toBe(false);
  });

  test("may have a raw env file, and one that need not be there", async () => {
    const yaml =
      "services: {web: {image: x, env_file: [{path: raw.env, format: raw}, {path: nope.env, required: false}]}}";
    const service = await loadService(yaml, { files: { "/app/raw.env": "A='x' # y\nB=$C\n" } });
    expect(service.environment).toEqual({ A: "'x' # y", B: "$C" });
  });

  test("is not read for services that are not loaded", async () => {
    const yaml = `${web}  db:\n    image: x\n    env_file: nope.env\n    profiles: [p]\n`;
    expect((await loadText(yaml)).services.size).toBe(1);
    expect(await problemsOf(yaml, { request: { profiles: ["p"] } })).toMatchObject([{ code: "file-not-found" }]);
  });
});

describe("selection", () => {
  const yaml = `services:
  web: {image: x, depends_on: [db]}
  db: {image: x, volumes: ["data:/d"]}
  job: {image: x, profiles: [jobs], depends_on: [tool], networks: [extra]}
  tool: {image: x, profiles: [jobs, tools]}
volumes: {data: , unused: }
networks: {extra: }
`;
  const loaded = async (asked: object, env: Readonly<Record<string, string>> = {}) => {
    const project = await loadText(yaml, { request: asked, env });
    return {
      services: [...project.services.keys()],
      others: [...project.otherServices],
      networks: [...project.networks.keys()],
      volumes: [...project.volumes.keys()],
    };
  };

  test("is what the profiles enable, dependencies first", async () => {
    expect(await loaded({})).toEqual({
      services: ["db", "web"],
      others: ["job", "tool"],
      networks: ["default"],
      volumes: ["data"],
    });
    expect((await loaded({ profiles: ["tools"] })).services).toEqual(["db", "tool", "web"]);
    expect((await loaded({}, { COMPOSE_PROFILES: "x, jobs" })).services).toEqual(["db", "tool", "job", "web"]);
    expect((await loaded({ profiles: ["*"] })).others).toEqual([]);
  });

  test("is the named services with what they need, and enables them", async () => {
    expect(await loaded({ services: ["db"] })).toMatchObject({ services: ["db"], others: ["web", "job", "tool"] });
    expect(await loaded({ services: ["job"] })).toMatchObject({
      services: ["tool", "job"],
      networks: ["extra", "default"],
      volumes: [],
    });
  });
});

test("names that every object has are names like others", async () => {
  const yaml = `services:
  __proto__: {image: x, environment: {__proto__: a, constructor: b}, labels: {toString: c}, depends_on: [constructor]}
  constructor: {image: x, networks: [toString], volumes: ["__proto__:/d"]}
networks: {toString: }
volumes: {__proto__: }
`;
  const project = await loadText(yaml);
  expect([...project.services.keys()]).toEqual(["constructor", "__proto__"]);
  const service = await loadService(yaml, {}, "__proto__");
  expect(Object.entries(service.environment)).toEqual([
    ["__proto__", "a"],
    ["constructor", "b"],
  ]);
  const services = project.printed.get("services");
  expect(isMap(services) && [...services.keys()]).toEqual(["__proto__", "constructor"]);
  expect(service.printed.get("image")).toBe("x");
  expect([...project.volumes.keys()]).toEqual(["__proto__"]);
});

test("where a value came from can be asked", async () => {
  const project = await loadText(`${web}    ports:\n      - "8080:80"\n`, {
    files: { "/app/compose.override.yaml": "services:\n  web:\n    image: other\n" },
  });
  expect(project.placeOf(["services", "web", "image"])).toMatchObject({ file: "/app/compose.override.yaml", line: 3 });
  expect(project.placeOf(["services", "web", "ports", 0, "target"])).toMatchObject({
    file: "/app/compose.yaml",
    line: 5,
  });
  expect(project.placeOf(["services", "web", "nothing"])).toMatchObject({ line: 2 });
});

test("a thousand services load", async () => {
  const services = Array.from(
    { length: 1_000 },
    (_, i) =>
      `  s${i}:\n    image: x\n    depends_on: [s${Math.max(0, i - 1)}]\n    ports: ["${1000 + i}:80"]\n    environment: {A: "\${B:-c}"}\n`,
  );
  const yaml = `services:\n${services.join("")}`.replace("    depends_on: [s0]\n", "");
  expect((await loadText(yaml)).services.size).toBe(1_000);
});

test("a chain of dependencies without end is refused in words", async () => {
  const services = Array.from(
    { length: 6_000 },
    (_, i) => `  s${i}: {image: x, depends_on: [${i > 0 ? `s${i - 1}` : ""}]}`,
  );
  expect(await problemsOf(`services:\n${services.join("\n")}\n`)).toMatchObject([
    { code: "too-deep", path: "services" },
  ]);
});
