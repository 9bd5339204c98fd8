/** The built command under its other names: a link called docker-compose, and a plugin of docker's command line. */
import { spawnSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { program } from "../support/program.ts";

let folder: string;
let plugins: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "windlass-names-"));
  plugins = join(folder, ".docker", "cli-plugins");
  writeFileSync(join(folder, "compose.yaml"), "name: shop\nservices: {web: {image: nginx}}\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(command: string, argv: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync(command, argv, {
    encoding: "utf8",
    cwd: folder,
    env: { PATH: path, HOME: folder, ...more },
  });
  return { status, stdout, stderr };
}

test("a link called docker-compose takes docker's flags, and speaks of commands as docker compose does", () => {
  const link = join(folder, "docker-compose");
  symlinkSync(program, link);
  expect(run(link, ["-H", "unix:///x", "config", "--services"])).toEqual({ status: 0, stdout: "web\n", stderr: "" });
  expect(run(link, ["--host=unix:///nowhere.sock", "ps"]).stderr).toContain("/nowhere.sock");
  expect(run(link, ["-v"]).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(run(link, ["upp"])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('unknown docker command: "compose upp"\n = hint: did you mean up?'),
  });
});

test("install-plugin makes a plugin that docker understands, uninstall-plugin takes it away", () => {
  expect(run(program, ["install-plugin", "--as", "compose"]).status).toBe(0);
  const plugin = join(plugins, "docker-compose");
  expect(readlinkSync(plugin)).toBe(realpathSync(program));
  const { stdout } = run(plugin, ["docker-cli-plugin-metadata"]);
  expect(JSON.parse(stdout)).toMatchObject({ SchemaVersion: "0.1.0", Vendor: "Windlass" });
  const asDocker = { DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND: "docker" };
  expect(run(plugin, ["--context", "x", "compose", "config", "--services"], asDocker).stdout).toBe("web\n");
  expect(run(program, ["install-plugin", "--as=compose"]).status).toBe(0);
  expect(run(program, ["uninstall-plugin", "--as=compose"]).status).toBe(0);
  expect(() => lstatSync(plugin)).toThrow("ENOENT");
});

test("what somebody else installed is neither overwritten nor removed", () => {
  mkdirSync(plugins, { recursive: true });
  writeFileSync(join(plugins, "docker-compose"), "theirs");
  for (const verb of ["install-plugin", "uninstall-plugin"]) {
    const { status, stderr } = run(program, [verb, "--as", "compose"]);
    expect(status).toBe(1);
    expect(stderr).toContain("was not installed by windlass");
  }
  expect(run(program, ["install-plugin", "--as", "../x"]).stderr).toContain("must be lowercase letters and digits");
});
