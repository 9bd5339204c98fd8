// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import fc from "fast-check";
import { expect, test } from "vitest";
import { WindlassError } from "../../src/core/errors.ts";
import type { Project } from "../../src/spec/project.ts";
import { renderJson, renderYaml } from "../../src/spec/render/render.ts";
import { loadText, problemsOf } from "../support/load.ts";
import { effort } from "./effort.ts";

/** The project, or undefined where it is refused in words; anything else thrown fails the test. */
async function attempt(yaml: string, files: Readonly<Record<string, string>> = {}): Promise<Project | undefined> {
  try {
    return await loadText(yaml, { files });
  } catch (error) {
    if (!(error instanceof WindlassError)) throw error;
    for (const { message, place, severity } of error.diagnostics) {
      expect(message).not.toBe("");
      if (place !== undefined) expect(place.line).toBeGreaterThan(0);
      expect(["error", "warning"]).toContain(severity);
    }
    expect(error.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    return undefined;
  }
}

const attributes = [
  ...["image", "build", "command", "entrypoint", "environment", "env_file", "ports", "expose", "volumes", "networks"],
  ...["network_mode", "depends_on", "healthcheck", "restart", "labels", "user", "container_name", "deploy", "scale"],
  ...["cpus", "mem_limit", "configs", "secrets", "init", "stop_grace_period", "cap_add", "sysctls", "dns", "tmpfs"],
  ...["extra_hosts", "ulimits", "logging", "pull_policy", "profiles", "attach", "x-mine", "resources", "limits"],
  ...["source", "target", "type", "published", "test", "interval", "context", "args", "driver", "options", "external"],
  ...["name", "file", "ipam", "config", "subnet", "condition", "required", "path", "services", "volumes", "__proto__"],
];
const words = [
  ...["a", "b", "web", "80", "8080:80", "1-3:4-6", "./x:/y", "v:/d:ro", "/t", "A=1", "A", "10s", "64m", "-1", "true"],
  ...[
    "$A",
    "${A:-b}",
    "${A:?no}",
    "${",
    "$$",
    "service:a",
    "service_healthy",
    "",
    "é",
    "CMD",
    "bind",
    "default",
    "a:1.1.1.1",
  ],
];
const key = fc.oneof(fc.constantFrom(...attributes), fc.constantFrom(...words), fc.string());
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...words),
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string()),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));
const service = fc.dictionary(fc.constantFrom(...attributes), value, { maxKeys: 4 });
const sections = fc.record(
  {
    services: fc.dictionary(
      key,
      fc.oneof(
        service,
        service.map((one) => ({ image: "x", ...one })),
      ),
      { maxKeys: 3 },
    ),
    networks: fc.dictionary(key, value, { maxKeys: 2 }),
    volumes: fc.dictionary(key, value, { maxKeys: 2 }),
    configs: fc.dictionary(key, value, { maxKeys: 2 }),
    "x-any": value,
  },
  { requiredKeys: ["services"] },
);

/** Valid services, so that most of these load. */
const name = fc.constantFrom("a", "b", "constructor", "__proto__", "toString", "x.y-z");
const text = fc.string().map((value) => value.replaceAll("\0", "").replaceAll("$", "$$$$"));
const sound = fc.record(
  {
    image: fc.constantFrom("x", "y:1"),
    command: fc.constantFrom("a b", ["c"], [], null),
    environment: fc.oneof(
      fc.dictionary(name, fc.constantFrom("1", 2, null, true, 1.5)),
      fc.uniqueArray(fc.constantFrom("A=1", "B", "C=$$x")),
    ),
    labels: fc.dictionary(name, fc.constantFrom("1", 2, null)),
    ports: fc.uniqueArray(fc.constantFrom(80, "81/udp", "90-92", "127.0.0.1::5")),
    volumes: fc.uniqueArray(fc.constantFrom("/d", "./a:/b:ro", "vol:/c"), { maxLength: 2 }),
    tmpfs: fc.constantFrom("/t", ["/t:size=1m"]),
    networks: fc.constantFrom(["default"], ["net"], { net: { aliases: ["q"] } }),
    healthcheck: fc.constantFrom({ test: "a", interval: "90s" }, { disable: true }),
    ulimits: fc.constantFrom({ nofile: 1 }, { nofile: { soft: 1, hard: 2 } }),
    deploy: fc.constantFrom({ replicas: 0 }, { resources: { limits: { cpus: "0.1", memory: "64m" } } }),
    extra_hosts: fc.constantFrom(["a=1.1.1.1", "a:1.1.1.2"], { b: "::1" }),
    annotations: fc.dictionary(fc.string(), text),
    storage_opt: fc.dictionary(name, text),
    devices: fc.constantFrom(["/dev/a:/dev/b:r"], [{ source: "/dev/c", target: "/dev/d" }]),
    gpus: fc.constantFrom("all", [{ count: 2, capabilities: ["a"] }, { device_ids: ["0"] }]),
    blkio_config: fc.constantFrom({ weight: 10, device_read_bps: [{ path: "/dev/a", rate: "1m" }] }),
    build: fc.record({
      context: fc.constantFrom(".", "https://x/y.git"),
      args: fc.dictionary(name, text),
      labels: fc.dictionary(name, text),
      ssh: fc.constantFrom(["default", "a=./b"], { c: "./d" }),
      ulimits: fc.constantFrom({ core: 0 }, { core: { soft: 0, hard: 1 } }),
    }),
    develop: fc.constantFrom({}, { watch: [{ path: "./a", action: "rebuild" }] }),
    post_start: fc.array(fc.record({ command: fc.array(text, { minLength: 1 }) }), { maxLength: 2 }),
    models: fc.constantFrom(["m"], { m: { endpoint_var: "E" } }),
    links: fc.constantFrom([]),
    "x-own": fc.jsonValue().filter((value) => value !== null && !JSON.stringify(value).includes("${")),
  },
  { requiredKeys: ["image"] },
);
const soundFile = fc.dictionary(name, sound, { minKeys: 1, maxKeys: 4 }).map((services) =>
  JSON.stringify({
    services,
    volumes: { vol: null },
    networks: { net: { internal: true } },
    models: { m: { model: "a" } },
  }),
);

test("any text is a project or is refused in words", async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => void (await attempt(text))));
});

test("any text with the look of YAML is a project or is refused in words", async () => {
  const piece = fc.constantFrom(
    ..."services:|web:|image: |x|\n|  |    |- |{|}|[|]|,|: |'|\"|#|&a |*a|<<: |!t |!reset |!override |extends: |include: |$A|${|}|?|%|@|\t|---\n|>\n|0x1|~|80:80".split(
      "|",
    ),
    "|",
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
  await fc.assert(
    fc.asyncProperty(text, async (yaml) => void (await attempt(yaml))),
    { numRuns: 250 * effort },
  );
});

test("any values at any attributes are a project or are refused in words", async () => {
  await fc.assert(
    fc.asyncProperty(sections, async (file) => void (await attempt(JSON.stringify(file)))),
    { numRuns: 250 * effort },
  );
});

test("no complaint shows what a variable holds", async () => {
  const secret = "hunter2";
  const text = sections.map((file) =>
    JSON.stringify(file).replaceAll("$A", "${SECRET}").replaceAll('"web"', '"${SECRET}"'),
  );
  const silent = fc.asyncProperty(text, async (yaml) => {
    const said = await problemsOf(yaml, { env: { SECRET: secret } });
    expect(
      said
        .map(({ message, hint, path }) => ({ message, hint, path }))
        .filter((one) => JSON.stringify(one).includes(secret)),
    ).toEqual([]);
  });
  await fc.assert(silent, { numRuns: 250 * effort });
});

test("any second file merges or is refused in words", async () => {
  const both = fc.asyncProperty(soundFile, sections, async (base, over) => {
    await attempt(base, { "/app/compose.override.yaml": JSON.stringify(over) });
  });
  await fc.assert(both, { numRuns: 150 * effort });
});

test("a file that says nothing of services changes nothing", async () => {
  const same = fc.asyncProperty(soundFile, async (text) => {
    const alone = await loadText(text);
    const merged = await loadText(text, { files: { "/app/compose.override.yaml": "{}" } });
    expect(merged.printed).toEqual(alone.printed);
  });
  await fc.assert(same);
});

test("what config prints means the same project", async () => {
  const same = fc.asyncProperty(soundFile, async (text) => {
    const project = await loadText(text);
    const again = await loadText(renderYaml(project));
    expect(renderYaml(again)).toBe(renderYaml(project));
    expect(renderJson(again)).toBe(renderJson(project));
  });
  await fc.assert(same, { numRuns: 150 * effort });
});

test("the order of services in the file does not matter to the model", async () => {
  const same = fc.asyncProperty(soundFile, async (text) => {
    const { services, ...rest } = JSON.parse(text) as { services: object };
    const turned = { ...rest, services: Object.fromEntries(Object.entries(services).reverse()) };
    expect(renderJson(await loadText(JSON.stringify(turned)))).toBe(renderJson(await loadText(text)));
  });
  await fc.assert(same);
});
