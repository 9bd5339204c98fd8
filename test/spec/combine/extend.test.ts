// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/canonical-json.ts";
import { renderJson } from "../../../src/spec/render/render.ts";
import { loadText, problemsOf } from "../../support/load.ts";

type Files = Readonly<Record<string, string>>;

interface Model {
  readonly services: Readonly<Record<string, JsonObject>>;
}

/** The services as they are printed. */
async function servicesOf(
  yaml: string,
  files: Files = {},
  env: Files = {},
): Promise<Readonly<Record<string, JsonObject>>> {
  const { services } = JSON.parse(renderJson(await loadText(yaml, { files, env }))) as Model;
  return services;
}

const web = async (yaml: string, files: Files = {}, env: Files = {}): Promise<JsonObject> => {
  const service = (await servicesOf(yaml, files, env)).web;
  if (service === undefined) throw new Error("no service web");
  return service;
};

describe("a service that extends another", () => {
  test("of its own file merges over it, whatever comes first", async () => {
    const base = "base: {image: nginx, environment: {A: 1, B: 1}, cap_add: [X]}";
    const over = "web: {extends: base, environment: [B=2], cap_add: [Y]}";
    const expected = { image: "nginx", environment: { A: "1", B: "2" }, cap_add: ["X", "Y"] };
    for (const order of [
      [base, over],
      [over, base],
    ])
      expect(await web(`services: {${order.join(", ")}}`)).toMatchObject(expected);
  });

  test("keeps nothing of `extends`", async () => {
    expect(await web("services: {b: {image: x}, web: {extends: {service: b}}}")).not.toHaveProperty("extends");
  });

  test("takes all that its base has, its dependencies and its profiles too", async () => {
    const text = "services: {db: {image: x}, b: {image: x, depends_on: [db], scale: 2}, web: {extends: b}}";
    expect(await web(text)).toMatchObject({ depends_on: { db: { condition: "service_started" } }, scale: 2 });
  });

  test("follows a chain through files, each path at home in its own", async () => {
    const files = {
      "/app/a/base.yaml":
        "services: {base: {extends: {file: b/base.yaml, service: deep}, build: ., volumes: ['./data:/data', 'v:/v']}}",
      "/app/a/b/base.yaml":
        "services: {deep: {image: x, env_file: deep.env, label_file: deep.labels, volumes: [{type: bind, source: x, target: /x}]}}",
      "/app/a/b/deep.env": "A=1",
      "/app/a/b/deep.labels": "l=1",
    };
    const text =
      "services: {web: {extends: {file: ./a/base.yaml, service: base}, volumes: ['./own:/own']}}\nvolumes: {v: }";
    expect(await web(text, files)).toMatchObject({
      build: { context: "/app/a" },
      environment: { A: "1" },
      labels: { l: "1" },
      volumes: [
        { source: "/app/a/b/x", target: "/x" },
        { source: "/app/a/data", target: "/data" },
        { type: "volume", source: "v" },
        { source: "/app/own", target: "/own" },
      ],
    });
  });

  test("builds its own folder where the base in another file says no context", async () => {
    const files = { "/app/a/base.yaml": "services: {base: {build: {target: t}}}" };
    expect(await web("services: {web: {extends: {file: a/base.yaml, service: base}}}", files)).toMatchObject({
      build: { context: "/app", target: "t" },
    });
  });

  test("leaves addresses and absolute paths of its base alone, and finds its home", async () => {
    const files = {
      "/app/a/base.yaml":
        "services: {base: {build: {context: 'https://x.test/y.git', additional_contexts: [a=./c, b=docker-image://x]}, volumes: ['/abs:/a', '~/h:/h']}}",
    };
    expect(await web("services: {web: {extends: {file: a/base.yaml, service: base}}}", files)).toMatchObject({
      build: { context: "https://x.test/y.git", additional_contexts: { a: "/app/a/c", b: "docker-image://x" } },
      volumes: [{ source: "/abs" }, { source: "/home/me/h" }],
    });
  });

  test("has the variables of the project, not those of the other file's folder", async () => {
    const files = { "/app/a/base.yaml": "services: {base: {image: 'x:${TAG:-none}'}}", "/app/a/.env": "TAG=theirs" };
    const text = "services: {web: {extends: {file: a/base.yaml, service: base}}}";
    expect(await web(text, files)).toMatchObject({ image: "x:none" });
    expect(await web(text, files, { TAG: "ours" })).toMatchObject({ image: "x:ours" });
  });

  test("may name the file and the service with variables", async () => {
    const files = { "/app/prod.yaml": "services: {base: {image: x}}" };
    const text = "services: {web: {extends: {file: '${STAGE}.yaml', service: '${WHO}'}}}";
    expect(await web(text, files, { STAGE: "prod", WHO: "base" })).toMatchObject({ image: "x" });
  });

  test("reads several documents of the other file, and nothing of its includes and other services", async () => {
    const files = {
      "/app/base.yaml":
        "include: [nowhere.yaml]\nservices: {base: {image: x}, wrong: {imge: 5}}\n---\nservices: {base: {user: me}}",
    };
    expect(await web("services: {web: {extends: {file: base.yaml, service: base}}}", files)).toMatchObject({
      image: "x",
      user: "me",
    });
  });

  test("may extend the service of the same name in another file", async () => {
    const files = { "/app/base.yaml": "services: {web: {image: x, extends: own}, own: {user: me}}" };
    expect(await web("services: {web: {extends: {file: base.yaml, service: web}}}", files)).toMatchObject({
      image: "x",
      user: "me",
    });
  });

  test("sees the services of its document only, not those of an earlier file", async () => {
    const files = { "/app/compose.override.yaml": "services: {web: {extends: base}}" };
    const [problem] = await problemsOf("services: {base: {image: x}, web: {image: x}}", { files });
    expect(problem).toMatchObject({
      code: "undefined-service",
      place: { file: "/app/compose.override.yaml", line: 1 },
    });
  });

  test("stays as it is, and says what it extends, where the base says nothing", async () => {
    const files = { "/app/a/base.yaml": "services: {base: }" };
    const text = "services: {web: {image: x, extends: {file: a/base.yaml, service: base}}}";
    expect(await web(text, files)).toMatchObject({
      image: "x",
      extends: { file: "/app/a/base.yaml", service: "base" },
    });
  });

  test("may be called anything that a service may be called", async () => {
    const text = '{"services": {"constructor": {"image": "x"}, "__proto__": {"extends": "constructor", "user": "me"}}}';
    const services = await servicesOf(text);
    expect(Object.keys(services)).toEqual(["__proto__", "constructor"]);
    expect(Object.entries(services)[0]?.[1]).toMatchObject({ image: "x", user: "me" });
  });
});

describe("tags of a service that extends", () => {
  const base = "base: {image: x, command: [c], ports: [80], environment: {A: 1, B: 2}, labels: [l=1, m=2]}";

  test("take away and replace what the base says", async () => {
    const service = await web(
      `services: {${base}, web: {extends: base, command: !reset, ports: !override [81], environment: {A: !reset}, labels: {l: !reset}}}`,
    );
    expect(service).toMatchObject({
      command: null,
      ports: [{ target: 81 }],
      environment: { B: "2" },
      labels: { m: "2" },
    });
    expect(service.ports).toHaveLength(1);
    expect(service.environment).not.toHaveProperty("A");
    expect(service.labels).not.toHaveProperty("l");
  });

  test("act on earlier files as well", async () => {
    const files = { "/app/compose.override.yaml": `services: {${base}, web: {extends: base, ports: !override [81]}}` };
    expect((await web("services: {web: {ports: [79]}}", files)).ports).toMatchObject([{ target: 81 }]);
  });

  test("of the base do not act on who extends it", async () => {
    const text = `services: {root: {image: x, ports: [79]}, base: {extends: root, ports: !reset}, web: {extends: base, ports: [81]}}`;
    expect((await web(text)).ports).toMatchObject([{ target: 81 }]);
    const files = { "/app/compose.override.yaml": "services: {web: {ports: [82]}}" };
    expect((await web(text, files)).ports).toMatchObject([{ target: 81 }, { target: 82 }]);
  });
});

describe("without end", () => {
  const chain = (length: number, last: string): string =>
    JSON.stringify({
      services: Object.fromEntries(
        Array.from({ length }, (_, i): [string, Json] => [`s${i}`, { extends: `s${i + 1}` }]).concat([
          [`s${length}`, { image: last }],
        ]),
      ),
    });

  test("a chain of 4,000 services is followed", async () => {
    const services = await servicesOf(chain(4_000, "x"));
    expect(services.s0).toMatchObject({ image: "x" });
  });

  test("a chain of more than 5,000 is refused", async () => {
    expect(await problemsOf(chain(6_000, "x"))).toMatchObject([{ code: "too-deep" }]);
  });

  test("what grows beyond all bounds is refused, in time", async () => {
    const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`K${i}`, "1"]));
    const services = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`s${i}`, { extends: "base" }]));
    const text = JSON.stringify({ services: { base: { image: "x", environment: wide }, ...services } });
    const said = await problemsOf(text);
    expect(said).toMatchObject([{ code: "yaml-too-large" }]);
  });

  test("a circle is told once, whole, and not as more than it is", async () => {
    const text = "services: {a: {image: x, extends: b}, b: {extends: c}, c: {extends: b}, d: {extends: a}}";
    const said = await problemsOf(text);
    expect(said.map(({ code, message }) => [code, message])).toEqual([
      ["extends-cycle", "circular extends: b → c → b"],
    ]);
  });
});
