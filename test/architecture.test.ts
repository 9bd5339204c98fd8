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
  "index.ts": [
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

/** Packages that one layer alone may know. */
const packagesOf: Readonly<Record<string, readonly string[]>> = {
  toposort: ["core"],
  yaml: ["spec"],
  dockerode: ["docker"],
  "docker-modem": ["docker"],
  "tar-stream": ["docker"],
  "@balena/dockerignore": ["docker"],
  "protobufjs/minimal.js": ["docker"],
  listr2: ["cli"],
  commander: ["cli"],
};

/** Words that reach for the world; only these layers may. */
const worldly: readonly (readonly [pattern: RegExp, layers: readonly string[]])[] = [
  [/\bconsole\./, []],
  [/\bprocess\.(exit|stdout|stderr|stdin|argv|on)\b/, ["cli"]],
  [/\bprocess\.env\b/, ["cli"]],
  [/\bDate\.now\b|\bnew Date\(\)/, ["cli", "docker", "pipeline.ts"]],
  [/\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/, ["executor", "docker"]],
  [/from "node:fs(\/promises)?"/, ["cli", "docker", "host"]],
  [/from "node:https?"/, ["docker", "host"]],
  [/from "node:child_process"/, ["cli", "docker", "host"]],
  [/import \{(?! isIP)[^}]*\} from "node:net"/, ["docker", "host"]],
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
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name = ""]) => name);
}

/** A relative import as a path under src/. */
const target = (source: Source, name: string): string => join(dirname(source.path), name);

/** The planner's folders, each with those that it may use; its files above them use all. */
const plannerFolders: Readonly<Record<string, readonly string[]>> = {
  plan: [],
  images: ["plan"],
  wanted: ["plan", "images"],
  compare: ["plan", "images", "wanted"],
  containers: ["plan", "images", "wanted", "compare"],
  checks: ["plan", "images", "wanted", "compare", "containers"],
  resources: ["plan", "images", "wanted", "compare", "containers", "checks"],
};

test("the planner's folders use each other one way", () => {
  const wrong = sources.flatMap((source) => {
    const [, folder = ""] = /^planner\/(\w+)\//.exec(source.path) ?? [];
    const allowed = [folder, ...(plannerFolders[folder] ?? [])];
    if (folder === "") return [];
    return source.imports
      .filter((name) => name.startsWith("."))
      .map((name) => target(source, name))
      .filter((path) => path.startsWith("planner/") && !allowed.includes(path.split("/")[1] ?? ""))
      .map((path) => `${source.path} imports ${path}`);
  });
  expect(wrong).toEqual([]);
});

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
  ];
  expect(importsIn(forms.join(";\n"))).toEqual(["a", "b", "c", "d", "e"]);
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

test("a package that belongs to one layer is imported there alone", () => {
  const wrong = sources.flatMap(({ path, layer, imports }) =>
    imports
      .filter((name) => packagesOf[name] && !packagesOf[name].includes(layer))
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

test("a file holds one idea: 300 lines at the most, and says at its top what it is", () => {
  const long = sources
    .filter(({ text }) => text.split("\n").length > 301)
    .map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`);
  const silent = sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path);
  expect({ long, silent }).toEqual({ long: [], silent: [] });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
