/** The command as a shell starts it: by its own first line, not through a Node that the test names. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noNode, program } from "../../support/program.ts";
import { missing } from "../../support/programs.ts";

const root = join(import.meta.dirname, "../../..");
let folder: string;
let environment: Readonly<Record<string, string>>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "windlass-launcher-"));
  environment = { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), HOME: folder };
  writeFileSync(join(folder, "compose.yaml"), `name: shop\nservices:\n  web:\n    image: nginx:\${TAG-none}\n`);
  writeFileSync(join(folder, "my.env"), "TAG=1.27\nNODE_OPTIONS=--no-such-option\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(argv: readonly string[], command = program) {
  const { status, stdout, stderr } = spawnSync(command, argv, {
    encoding: "utf8",
    cwd: folder,
    env: environment,
  });
  return { status, stdout, stderr };
}

test.each([["--env-file", "nope.env"], ["--env-file=nope.env"]])("%s %s is ours to complain of", (...flag) => {
  const { status, stderr } = run([...flag, "config"]);
  expect(status).toBe(1);
  expect(stderr).toContain("nope.env");
  expect(stderr).toMatch(/^error\[/);
});

test("an env file gives the project its variables, and Node no options", () => {
  const { status, stdout } = run(["--env-file", "my.env", "config", "--images"]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "nginx:1.27\n" });
});

test.each([
  "--env-file-if-exists",
  "--experimental-config-file=nope.json",
  "--experimental-default-config-file",
  "--inspect",
  "--eval",
  "--title=x",
  "--require",
  "--watch",
  "-e",
])("%s is a flag that nobody knows", (flag) => {
  const { status, stdout, stderr } = run([flag]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  const [name] = flag.split("=");
  expect(stderr).toContain(
    flag === "-e" ? "error[usage]: unknown shorthand flag: 'e' in -e\n" : `error[usage]: unknown flag: ${name}\n`,
  );
});

test("--version is ours", () => {
  expect(run(["--version"]).stdout).toContain(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
});

test("it starts through a link, as package managers put it on the path, and keeps arguments as they are", () => {
  const link = join(folder, "windlass");
  if (!existsSync(link)) symlinkSync(program, link);
  const { stdout } = run(["-p", "a  b'c", "config", "--format", "json"], link);
  expect(stdout).toBe("");
  expect(run(["-p", "a  b'c", "config"], link).stderr).toContain("a  b'c");
  expect(run(["config", "--services"], link)).toMatchObject({ status: 0, stdout: "web\n" });
});

test.runIf(missing("script") === "").each([
  ["TERM=dumb", "dumb", []],
  ["--ansi never", "xterm", ["--ansi", "never"]],
])(`with %s a terminal gets no control sequence${missing("script")}`, (_name, term, flags) => {
  for (const argv of [["version"], ["config", "--services"], ["nonsense"]]) {
    const command = [program, ...flags, ...argv].map((word) => `'${word}'`).join(" ");
    const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], {
      encoding: "utf8",
      env: { ...environment, TERM: term },
      cwd: folder,
    });
    expect(stdout).not.toBe("");
    expect(stdout).not.toContain("\u001b");
  }
});

test.skipIf(noNode !== "")(`compiled code is kept in the user's own cache${noNode}`, () => {
  run(["version"]);
  expect(statSync(join(folder, ".cache/windlass/compiled")).mode & 0o777).toBe(0o700);
});

test("one version of Node.js is asked for everywhere", () => {
  const text = (path: string): string => readFileSync(join(root, path), "utf8");
  const { engines } = JSON.parse(text("package.json")) as { readonly engines: { readonly node: string } };
  const needed = /^>=(\d+\.\d+)$/.exec(engines.node)?.[1] ?? "";
  const launcher = /needed = \[(\d+), (\d+)\]/.exec(text("src/cli/windlass.cts"));
  expect(launcher?.slice(1).join(".")).toBe(needed);
  expect(/minor >= (\d+)/.exec(text("scripts/lib/dependencies.mjs"))?.[1]).toBe(needed.split(".")[1]);
  for (const page of ["CONTRIBUTING.md", "docs/install.md", "packaging/install.sh"]) {
    const named = [...text(page).matchAll(/Node(?:\.js)? (?:>= ?)?(\d[\d.]*\d)/g)].map(([, version]) => version);
    expect({ page, named: [...new Set(named)] }).toEqual({ page, named: [needed] });
  }
});
