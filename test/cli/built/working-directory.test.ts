// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
/** The built command in a folder that a symbolic link leads to, and on pipes of a shell. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "../../support/program.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "windlass-cwd-"));
  await mkdir(join(folder, "real"));
  await mkdir(join(folder, "other"));
  await symlink("real", join(folder, "link"));
  await writeFile(
    join(folder, "real/compose.yaml"),
    "services: {web: {image: 'x:${TAG-none}', volumes: ['./d:/d']}}\n",
  );
});
afterAll(() => rm(folder, { recursive: true }));

const [start, first] = commandLine([]);

function shell(command: string, cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const run = spawnSync("bash", ["-c", command, "-", start, ...first], {
    cwd: join(folder, cwd),
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: folder, ...env },
  });
  return run.status === 0 ? run.stdout : run.stderr;
}

const named = async (pwd?: string): Promise<object> => {
  const printed = shell('unset PWD; test -z "$WD" || export PWD="$WD"; exec "$@" config --format json', "link", {
    ...(pwd !== undefined && { WD: pwd }),
  });
  const { name, services } = JSON.parse(printed);
  return { name, source: services.web.volumes[0].source };
};

test("the shell's name for the folder is the project's, where it leads to the same one", async () => {
  const link = { name: "link", source: join(folder, "link/d") };
  const real = { name: "real", source: join(folder, "real/d") };
  expect(await named(join(folder, "link"))).toEqual(link);
  expect(await named(`${folder}/other/../link/`)).toEqual(link);
  expect(await named(join(folder, "other"))).toEqual(real);
  expect(await named(join(folder, "gone"))).toEqual(real);
  expect(await named("link")).toEqual(real);
  expect(await named()).toEqual(real);
});

test.each([
  ['"$@" --env-file <(echo TAG=7) config --images'],
  ['COMPOSE_ENV_FILES=<(echo) "$@" --env-file <(echo TAG=7) config --images'],
  ['cat compose.yaml | "$@" -f - --env-file <(echo TAG=7) config --images'],
  ['"$@" -f <(cat compose.yaml) --env-file <(echo TAG=7) config --images'],
  ['mkfifo pipe; echo TAG=7 > pipe & COMPOSE_ENV_FILES=pipe "$@" config --images; rm pipe'],
])("a pipe is read once: %s", (command) => {
  expect(shell(command, "real")).toBe("x:7\n");
});
