/** npm's packages: what is in them, and what a user has who installs them from a registry. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileOf, targets, thisTarget } from "../../scripts/lib/executables.mjs";
import { product } from "../../scripts/lib/release/product.mjs";
import { filesIn, startNpmRegistry } from "../support/npm-registry.ts";
import { program } from "../support/programs.ts";
import { noRelease, ran, releases, type Served, versionLine } from "../support/release.ts";

const repository = join(import.meta.dirname, "../..");
const tool = (name: string): string => join(repository, "node_modules/.bin", name);
const packed = join(releases, "npm");
const archive = join(packed, `windlass-${product.version}.tgz`);
const executablePackage = `@windlass/cli-${thisTarget().name}`;

describe.skipIf(noRelease !== "")(`npm's packages${noRelease}`, () => {
  let registry: Served;
  let folder: string;
  beforeAll(async () => {
    registry = await startNpmRegistry(packed);
    folder = mkdtempSync(join(tmpdir(), "windlass-npm-"));
  });
  afterAll(async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  /** As a user who has set nothing. */
  const npm = (args: readonly string[], cwd = folder) =>
    ran(["npm", ...args, "--registry", registry.address, "--cache", join(folder, "cache"), "--no-audit"], {
      cwd,
      env: { PATH: [dirname(process.execPath), process.env.PATH].join(":"), HOME: folder },
    });

  test("the main one has the build, and nothing that only a clone needs", async () => {
    const files = await filesIn(readFileSync(archive));
    const kinds: readonly RegExp[] = [
      /^(package\.json|LICENSE|README\.md|CHANGELOG\.md)$/,
      /^schemas\/[\w-]+(\.schema)?\.(json|md)$/,
      /^dist\/(LICENSES\.txt|index\.js|main\.cjs|compile-cache\.cjs|windlass\.cjs)$/,
      /^dist\/chunks\/[\w-]+-[\w-]{8}\.(js|cjs)$/,
      /^dist\/chunks\/commands\/[\w-]+-[\w-]{8}\.cjs$/,
      /^dist\/completions\/(windlass\.bash|_windlass|windlass\.fish|windlass\.ps1)$/,
      /^dist\/man\/windlass(-[a-z-]+)?\.1$/,
      /^dist\/(carry|core|docker|engine|executor|generate|host|observe|planner|registry|spec)\/[\w/-]+\.d\.ts$/,
      /^dist\/(index|bridge|conversions|images|locking|pipeline|publish|sharing)\.d\.ts$/,
    ];
    const names = [...files.keys()].map((name) => name.replace(/^package\//, ""));
    expect(names.filter((name) => !kinds.some((kind) => kind.test(name)))).toEqual([]);
    expect(kinds.filter((kind) => !names.some((name) => kind.test(name)))).toEqual([]);
    const manifest = JSON.parse(files.get("package/package.json")?.toString() ?? "");
    expect(Object.keys(manifest).filter((key) => /scripts|dependencies/i.test(key))).toEqual(["optionalDependencies"]);
    for (const [name, version] of Object.entries(manifest.optionalDependencies)) {
      expect(targets.map((target) => `@windlass/cli-${target.name}`)).toContain(name);
      expect(version).toBe(product.version);
    }
    expect(manifest.optionalDependencies).toHaveProperty([executablePackage]);
  });

  test("its types name no package that is not installed", async () => {
    const files = await filesIn(readFileSync(archive));
    const named = [...files].flatMap(([name, content]) =>
      name.endsWith(".d.ts")
        ? [...content.toString().matchAll(/(?:from |import\()"([^".][^"]*)"/g)].map(([, from]) => from)
        : [],
    );
    expect(named.filter((from) => from?.startsWith("node:") !== true)).toEqual([]);
  });

  test("publint and attw find nothing", async () => {
    const env = { PATH: process.env.PATH, HOME: folder };
    const [lint, types] = await Promise.all([
      ran([tool("publint"), "run", archive, "--strict"], { env, cwd: folder }),
      ran([tool("attw"), archive, "--profile", "esm-only", "--format", "json"], { env, cwd: folder }),
    ]);
    expect({ code: lint.code, out: lint.stdout }).toEqual({ code: 0, out: expect.stringContaining("All good!") });
    expect(types).toMatchObject({ code: 0 });
  });

  test("each executable's says where it runs, and has it under a licence", async () => {
    for (const target of targets.filter(({ name }) => existsSync(join(packed, `cli-${name}`)))) {
      const read = (name: string): string => readFileSync(join(packed, `cli-${target.name}`, name), "utf8");
      const [system, cpu, libc] = target.name.split("-");
      expect(JSON.parse(read("package.json"))).toMatchObject({
        name: `@windlass/cli-${target.name}`,
        version: product.version,
        os: [system === "windows" ? "win32" : system],
        cpu: [cpu],
        ...(system === "linux" && { libc: [libc ?? "glibc"] }),
      });
      expect(readdirSync(join(packed, `cli-${target.name}`)).sort()).toEqual(
        [
          "LICENSE",
          "LICENSES.txt",
          "README.md",
          "package.json",
          fileOf(target).replace(/windlass-[\w-]+/, "windlass"),
        ].sort(),
      );
    }
  });

  describe("npm install --global windlass", () => {
    const bin = (): string => join(folder, "prefix/bin/windlass");
    beforeAll(async () => {
      const result = await npm(["install", "--global", "windlass", "--prefix", join(folder, "prefix")]);
      expect(result).toMatchObject({ code: 0, stderr: "" });
    });

    test("starts the executable, without Node", async () => {
      const path = join(folder, "no-node");
      mkdirSync(path);
      for (const name of ["sh", "readlink"]) symlinkSync(program(name) ?? name, join(path, name));
      expect(await ran([bin(), "version"], { env: { PATH: path } })).toEqual({
        code: 0,
        stdout: versionLine,
        stderr: "",
      });
    });

    test("installs nothing but the executable beside it, and the man pages", () => {
      const modules = join(folder, "prefix/lib/node_modules/windlass/node_modules");
      expect(readdirSync(modules).filter((name) => !name.startsWith("."))).toEqual(["@windlass"]);
      expect(readdirSync(join(modules, "@windlass"))).toEqual([`cli-${thisTarget().name}`]);
      expect(existsSync(join(folder, "prefix/share/man/man1/windlass-up.1"))).toBe(true);
    });

    test("signals end it as they end the executable", async () => {
      const codeAfter = async (signal: NodeJS.Signals): Promise<number> => {
        const child = spawn(bin(), ["-f", "-", "config"], { stdio: ["pipe", "ignore", "ignore"], cwd: folder });
        child.stdin.write("services: {");
        // It waits for the rest of its input. On a machine that others share, that may take a while.
        setTimeout(() => child.kill(signal), 3000);
        const [code] = await once(child, "close");
        return code;
      };
      const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
      expect(await Promise.all(signals.map(codeAfter))).toEqual([130, 143, 129]);
    });

    test("passes exit codes on", async () => {
      const { code, stderr } = await ran([bin(), "--nonsense"]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("unknown flag: --nonsense") });
    });

    test("a link of another name is what it is called", async () => {
      const link = join(folder, "docker-compose");
      symlinkSync(bin(), link);
      const { stdout } = await ran([link, "-v"], {
        env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: folder },
      });
      expect(stdout).toBe(`${product.version}\n`);
    });
  });

  /** A project of a user. */
  function newProject(name: string): string {
    mkdirSync(join(folder, name));
    const scripts = { compose: "windlass version" };
    writeFileSync(join(folder, name, "package.json"), JSON.stringify({ type: "module", private: true, scripts }));
    return join(folder, name);
  }

  test("without an executable that fits, Node runs it", async () => {
    const project = newProject("without");
    expect(await npm(["install", "windlass", "--omit=optional"], project)).toMatchObject({ code: 0 });
    expect(readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["windlass"]);
    expect((await npm(["run", "--silent", "compose"], project)).stdout).toBe(versionLine);
    const { code } = await ran([join(project, "node_modules/.bin/windlass"), "version"], { env: { PATH: "/nowhere" } });
    expect(code).not.toBe(0);
  });

  test("a project has the library with its types, and the command in its scripts", async () => {
    const project = newProject("project");
    expect(await npm(["install", "windlass"], project)).toMatchObject({ code: 0 });
    expect((await npm(["run", "--silent", "compose"], project)).stdout).toBe(versionLine);
    writeFileSync(
      join(project, "use.ts"),
      'import { load, WindlassError, type Plan, type Project } from "windlass";\nexport type Both = [Plan, Project];\nconsole.log(typeof load, WindlassError.name);\n',
    );
    expect(await ran([process.execPath, "use.ts"], { cwd: project })).toMatchObject({
      code: 0,
      stdout: "function WindlassError\n",
    });
    const types = ["--types", "node", "--typeRoots", join(repository, "node_modules/@types")];
    const strict = ["--strict", "--module", "nodenext", "--target", "es2024", "--lib", "es2024,esnext"];
    expect(await ran([tool("tsc"), "--noEmit", ...strict, ...types, "use.ts"], { cwd: project })).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });
});
