/** The shape of the house: which layer may import which, what stays pure, how long a file may be. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** What a layer may import besides itself. A file directly in src/ is a layer of its own; there are no others than these. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  spec: ["core"],
  engine: ["core"],
  observe: ["core", "spec", "engine", "host"],
  planner: ["core", "spec", "engine", "observe/observed.ts"],
  executor: ["core", "engine", "planner/plan/operation.ts", "planner/plan/plan.ts", "planner/plan/condition.ts"],
  docker: ["core", "engine"],
  host: ["core", "engine"],
  "pipeline.ts": ["core", "spec", "engine", "observe", "planner", "executor", "docker", "host"],
  registry: ["core"],
  "publish.ts": ["core", "spec", "registry"],
  "sharing.ts": ["core", "spec", "docker/client", "registry", "publish.ts", "../package.json"],
  generate: ["core", "engine", "spec/render/shapes.ts", "spec/values/duration.ts"],
  "bridge.ts": ["core", "spec", "engine", "executor", "host", "observe/contents.ts"],
  carry: ["core", "spec", "engine", "host"],
  "conversions.ts": ["core", "engine", "spec", "generate", "bridge.ts", "locking.ts", "sharing.ts"],
  "images.ts": ["spec", "engine", "carry", "planner", "pipeline.ts"],
  "locking.ts": ["core", "spec", "engine", "observe", "registry", "docker/client/docker-login.ts"],
  "index.ts": [
    "conversions.ts",
    "images.ts",
    "core",
    "spec",
    "engine",
    "observe",
    "planner",
    "executor",
    "docker",
    "host",
    "pipeline.ts",
    "../package.json",
  ],
  cli: ["core", "index.ts"],
};

/** Packages, with the layers that may know them; there are no others than these. */
const packagesOf: Readonly<Record<string, readonly string[]>> = {
  toposort: ["core"],
  yaml: ["spec"],
  ajv: ["spec"],
  dockerode: ["docker"],
  "docker-modem": ["docker"],
  "tar-stream": ["docker", "host"],
  protobufjs: ["docker"],
  listr2: ["cli"],
};

/** Node's modules that reach for the world, with the layers that may; those that only compute are free. */
const worldlyModules: Readonly<Record<string, readonly string[]>> = {
  child_process: ["cli", "docker", "host"],
  fs: ["cli", "docker", "host"],
  "fs/promises": ["cli", "docker", "host", "registry"],
  http: ["docker", "host", "registry"],
  https: ["docker", "host", "registry"],
  http2: ["docker"],
  module: ["cli"],
  net: ["docker", "host"],
  os: ["cli", "docker", "host"],
  process: ["cli"],
  tls: ["docker", "registry"],
};

/** What of these modules only computes. */
const computing = /import \{( isIP(v[46])?,?)+ \} from "node:net"/g;

/** Words that reach for the world; only these layers may. */
const worldly: readonly (readonly [pattern: RegExp, layers: readonly string[]])[] = [
  [/\bconsole\./, []],
  [/\bprocess\.(exit|stdout|stderr|stdin|argv|on)\b/, ["cli"]],
  [/\bprocess\.env\b/, ["cli"]],
  [/\bDate\.now\b|\bnew Date\(\)/, ["cli", "docker", "pipeline.ts"]],
  [/\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/, ["cli", "executor", "docker"]],
];

interface Source {
  /** Relative to src/. */
  readonly path: string;
  readonly layer: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.c?ts$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !file.includes("/generated/"))
  .map((file) => {
    const path = relative(join(root, "src"), file);
    const text = readFileSync(file, "utf8");
    return { path, layer: path.split("/")[0] ?? "", text, imports: importsIn(text) };
  });

/** Those that wait for their first use among them. */
function importsIn(text: string): readonly string[] {
  const forms = /(?:\bfrom\s+|\bimport\s+|\b(?:import|require)\s*\(\s*)"([^"\n]+)"/g;
  return [...text.matchAll(forms)].map(([, name = ""]) => name);
}

/** A relative import as a path under src/. */
const target = (source: Source, name: string): string => join(dirname(source.path), name);

/** Layer → its folders, each with the folders and files of the layer that it may use; files above the folders use all. */
const folders: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  planner: {
    plan: [],
    images: ["plan"],
    wanted: ["plan", "images"],
    compare: ["plan", "images", "wanted"],
    containers: ["plan", "images", "wanted", "compare"],
    checks: ["plan", "images", "wanted", "compare", "containers"],
    resources: ["plan", "images", "wanted", "compare", "containers", "checks"],
  },
  docker: {
    wire: ["http/call-error.ts"],
    client: ["wire", "reach/address.ts", "reach/contexts.ts", "reach/disk.ts", "reach/engine-selector.ts"],
    reach: ["wire", "http/call-error.ts", "http/failures.ts"],
    http: ["wire", "client/registries.ts", "reach/unsent.ts", "reach/line.ts"],
    logs: ["wire", "http", "events.ts", "outcome.ts"],
    build: ["wire", "http", "client", "image-call.ts"],
    // Each capability of the port, over all the rest.
    calls: [
      "wire",
      "http",
      "client",
      "logs",
      "build",
      "attach.ts",
      "duplicate-networks.ts",
      "events.ts",
      "exec.ts",
      "exit.ts",
      "image-archive.ts",
      "image-call.ts",
      "look.ts",
      "outcome.ts",
      "podman-health.ts",
      "pull.ts",
      "registry-work.ts",
      "push.ts",
      "usage.ts",
    ],
  },
  cli: {
    terminal: [],
    process: ["terminal"],
    args: ["terminal", "process"],
    render: ["terminal", "process", "args"],
    template: ["terminal", "render"],
    plans: ["terminal", "process", "args", "render", "session.ts"],
    files: ["terminal", "process", "args"],
    config: ["terminal", "process", "args", "render", "session.ts"],
    man: ["process", "args"],
    completion: ["process", "args", "containers.ts", "session.ts"],
    streams: ["process", "args", "render", "plans"],
    graph: ["terminal", "render", "containers.ts"],
    commands: [
      "terminal",
      "process",
      "args",
      "render",
      "template",
      "plans",
      "config",
      "streams",
      "files",
      "graph",
      "completion",
      "containers.ts",
      "meant-images.ts",
      "session.ts",
    ],
  },
};

test.each(Object.entries(folders))(
  "the folders of %s use each other one way, and there are no others",
  (layer, uses) => {
    const inFolders = sources.filter(({ path }) => path.startsWith(`${layer}/`) && path.split("/").length > 2);
    expect([...new Set(inFolders.map(({ path }) => path.split("/")[1]))].toSorted()).toEqual(
      Object.keys(uses).toSorted(),
    );
    const wrong = inFolders.flatMap((source) => {
      const folder = source.path.split("/")[1] ?? "";
      return within(source)
        .map((path) => path.replace(`${layer}/`, ""))
        .filter((path) => ![folder, ...(uses[folder] ?? [])].some((one) => path === one || path.startsWith(`${one}/`)))
        .map((path) => `${source.path} imports ${path}`);
    });
    expect(wrong).toEqual([]);
  },
);

test.each(Object.entries(folders))("each leave that a folder of %s has is used", (layer, uses) => {
  const unused = Object.entries(uses).flatMap(([folder, leaves]) => {
    const used = sources.filter(({ path }) => path.startsWith(`${layer}/${folder}/`)).flatMap(within);
    return leaves
      .filter((leave) => leave.endsWith(".ts") && !used.includes(`${layer}/${leave}`))
      .map((leave) => `${folder}: ${leave}`);
  });
  expect(unused).toEqual([]);
});

/** What a file imports of its own layer. */
const within = (source: Source): readonly string[] =>
  source.imports
    .filter((name) => name.startsWith("."))
    .map((name) => target(source, name))
    .filter((path) => path.startsWith(`${source.layer}/`));

test("every file belongs to a layer", () => {
  expect(sources.filter(({ layer }) => mayImport[layer] === undefined).map(({ path }) => path)).toEqual([]);
});

test("an import counts however it is written", () => {
  const forms = [
    'import "a"',
    'import type { A } from "b"',
    'export * from "c"',
    'await import("d")',
    'import(\n  "e"\n)',
    'require("f")',
  ];
  expect(importsIn(forms.join(";\n"))).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("what is imported stands in the source: no import is computed, none is in other quotes", () => {
  const hidden = sources.flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(/\bimport\s*\(\s*(?!")\S.*|\bcreateRequire\b|\bfrom\s+'.*/g)].map(
      ([found]) => `${path}: ${found}`,
    ),
  );
  expect(hidden).toEqual([]);
});

test("imports point one way", () => {
  const wrong = sources.flatMap((source) => {
    const allowed = mayImport[source.layer] ?? [];
    return source.imports
      .filter((name) => name.startsWith("."))
      .map((name) => target(source, name))
      .filter(
        (path) =>
          !path.startsWith(`${source.layer}/`) && !allowed.some((one) => path === one || path.startsWith(`${one}/`)),
      )
      .map((path) => `${source.path} imports ${path}`);
  });
  expect(wrong).toEqual([]);
});

test("no two files import each other, however long the way", () => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const next = (path: string): string[] => {
    const source = byPath.get(path);
    return source ? source.imports.filter((name) => name.startsWith(".")).map((name) => target(source, name)) : [];
  };
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    if (done.has(path)) return;
    done.add(path);
    for (const one of next(path)) visit(one, [...trail, path]);
  };
  for (const path of byPath.keys()) visit(path, []);
  expect(circles).toEqual([]);
});

/** `@scope/name` or `name` of what is imported from it, deep or not. */
const packageOf = (name: string): string => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;

test("a package is imported in its layers alone, and there is no other package", () => {
  const wrong = sources.flatMap(({ path, layer, imports }) =>
    imports
      .filter((name) => !/^(\.|node:)/.test(name) && !packagesOf[packageOf(name)]?.includes(layer))
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("a module of Node that reaches for the world is imported only where it may be, however that is written", () => {
  const wrong = sources.flatMap(({ path, layer, text }) =>
    importsIn(text.replace(computing, ""))
      .filter((name) => {
        const layers = worldlyModules[name.replace("node:", "")];
        return name.startsWith("node:") && layers !== undefined && !layers.includes(layer);
      })
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("the world is reached only where it may be", () => {
  const wrong = sources.flatMap(({ path, layer, text }) =>
    worldly
      .filter(([pattern, layers]) => pattern.test(withoutComments(text)) && !layers.includes(layer))
      .map(([pattern]) => `${path}: ${pattern.source}`),
  );
  expect(wrong).toEqual([]);
});

/** Read by Nodes too old for the rest, it ends the process by itself. */
const launcher = "cli/windlass.cts";

test("only one place ends the process", () => {
  const ending = sources.filter(({ text }) => /\bprocess\.exit\(/.test(withoutComments(text))).map(({ path }) => path);
  expect(ending.sort()).toEqual(["cli/main.ts", launcher]);
});

test("only one file asks for the runtime", () => {
  const asking = sources
    .filter(({ text }) => /\bversions\.bun\b|\bBun\./.test(withoutComments(text)))
    .map(({ path }) => path);
  expect(asking).toEqual(["core/runtime.ts"]);
});

/** About 200 lines are comfortable. One idea may need more; a file that is much longer holds several. */
const mostLines = 400;

test("a file is not much longer than one idea needs, and says at its top what it is", () => {
  const long = sources
    .filter(({ text }) => text.split("\n").length > mostLines)
    .map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`);
  const silent = sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path);
  expect({ long, silent }).toEqual({ long: [], silent: [] });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
