/**
 * `node scripts/reference-cases.mjs [NAME…]`: makes anew what `docker compose` says of the cases in test/conformance/cases,
 * which test/conformance/cases.test.ts holds Windlass against. It needs docker compose, and no engine.
 *
 * A case is a folder with a project of our own making, and `run.json` where it needs arguments or variables. Written are
 * `expected.json` (`config --format json`, the folder as /project), `hashes.txt` (`config --hash '*'`, the lines that do
 * not depend on the folder or on the major version), or `refused.txt` where docker compose refuses the project. Read the difference before you
 * commit it.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { inRepository } from "./lib/paths.mjs";

const cases = inRepository("test/conformance/cases");
/** Where docker finds its plugins, though HOME is another one. */
const { DOCKER_CONFIG = join(homedir(), ".docker") } = process.env;
const made = ["expected.json", "hashes.txt", "refused.txt"];

/** `docker compose …` on a copy of the case in a folder of its own. */
function runIn(name, { args = [], env = {} }, more) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "windlass-reference-")));
  const folder = join(root, name);
  cpSync(join(cases, name), folder, { recursive: true });
  const { status, stdout, stderr } = spawnSync("docker", ["compose", ...args, "config", ...more], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: "/home/tester", DOCKER_CONFIG, ...env },
    encoding: "utf8",
  });
  rmSync(root, { recursive: true });
  const shown = (text) => text.replaceAll(folder, "/project").replaceAll(root, "/");
  return { status, stdout: shown(stdout), stderr: shown(stderr) };
}

/** Version 2 counts `create_host_path: true`, later ones do not. */
const hasBind = ({ volumes = [] }) => volumes.some(({ bind }) => bind?.create_host_path === true);

const version = spawnSync("docker", ["compose", "version", "--short"], { encoding: "utf8" }).stdout?.trim();
if (!version) throw new Error("docker compose is not installed");

const named = process.argv.slice(2);
for (const name of readdirSync(cases).filter((name) => named.length === 0 || named.includes(name))) {
  if (!existsSync(join(cases, name, "compose.yaml"))) continue;
  const path = (file) => join(cases, name, file);
  const run = existsSync(path("run.json")) ? JSON.parse(readFileSync(path("run.json"), "utf8")) : {};
  for (const file of made) rmSync(path(file), { force: true });
  const config = runIn(name, run, ["--format", "json"]);
  if (config.status !== 0) {
    if (config.stderr.includes("Usage:")) throw new Error(`${name}: ${config.stderr}`);
    writeFileSync(
      path("refused.txt"),
      config.stderr
        .split("\n")
        .filter((line) => !line.startsWith("time="))
        .join("\n"),
    );
    continue;
  }
  writeFileSync(path("expected.json"), config.stdout);
  const [here, there] = [1, 2].map(() => runIn(name, run, ["--hash", "*"]).stdout.trim().split("\n"));
  const { services } = JSON.parse(config.stdout);
  const lasting = (line) => there.includes(line) && !hasBind(services[line.split(" ")[0]]);
  const lines = here.filter(lasting).sort();
  if (lines.length > 0) writeFileSync(path("hashes.txt"), `${lines.join("\n")}\n`);
}
writeFileSync(join(cases, "version.txt"), `docker compose ${version}\n`);
