/** save, load, commit and the image commands by the built command: a project goes out of a real engine and comes back. */
import { spawnSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Command, type Ended, openCommand } from "../../support/command.ts";
import { engineAddresses, imageStore, removeImage } from "../../support/engines.ts";
import { commandLine } from "../../support/program.ts";

const [address = ""] = engineAddresses;

let windlass: Command;
let folder: string;
let compose: string;
let images: readonly [web: string, job: string, assets: string];

beforeAll(async () => {
  windlass = await openCommand(address);
  folder = await mkdtemp(join(tmpdir(), "windlass-carry-"));
  const { project } = windlass;
  images = [`${project}-web`, `${project}-job:1`, `${project}-assets:1`];
  const context = join(folder, "web");
  await mkdir(context);
  await writeFile(join(context, "Dockerfile"), `FROM busybox\nENV OF=${project}\nCMD ["sleep", "600"]\n`);
  await writeFile(join(context, "job.Dockerfile"), `FROM busybox\nENV OF=job-of-${project}\n`);
  compose = `services:
  web:
    build: ${context}
    init: true
    environment: {PRICE: "5$$"}
    pre_start: [{image: "${images[1]}", command: ["true"]}]
  job:
    image: "${images[1]}"
    build: {context: ${context}, dockerfile: job.Dockerfile}
    command: ["true"]
  other: {image: "${images[2]}", profiles: [never]}
`;
  const { code, output } = await windlass.run(compose, "build");
  if (code !== 0) throw new Error(output);
  await windlass.up(compose);
});
afterAll(async () => {
  await windlass.remove();
  await Promise.all([...images, ...made].map((name) => removeImage(address, name)));
  await rm(folder, { recursive: true });
});

const made: string[] = [];
const idOf = async (name: string): Promise<string | undefined> =>
  (await windlass.engine.findImage(name, undefined, new AbortController().signal))?.id;

/** The command as it is called by hand, in a folder. */
function called(cwd: string, ...args: readonly string[]): Promise<Ended> {
  const [program, words] = commandLine(args);
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, DOCKER_HOST: address },
  });
  return Promise.resolve({ code: status, output: stdout + stderr });
}

test("a project goes out as one archive, and comes back whole where nothing of it is left", async () => {
  const file = join(folder, "stack.tar");
  const [web, job] = images;
  const saved = await windlass.run(compose, "save", "-o", file);
  expect(saved).toMatchObject({ code: 0 });
  expect(saved.output).toMatch(/ Saved to .*stack\.tar \(2 images, [\d.]+MB\)\n/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readdir(folder)).filter((name) => name.startsWith(".windlass"))).toEqual([]);

  const ids = [await idOf(web), await idOf(job)];
  expect((await windlass.run(compose, "down", "--rmi", "all")).code).toBe(0);
  expect([await idOf(web), await idOf(job)]).toEqual([undefined, undefined]);
  const missing = await windlass.run(compose, "save", "-o", join(folder, "none.tar"));
  expect(missing.code).toBe(1);
  expect(missing.output).toContain(`the engine does not have the image ${web} of service "web"`);
  expect(missing.output).toContain("compose.yaml:3:5");
  expect(await readdir(folder)).not.toContain("none.tar");

  const target = join(folder, "elsewhere");
  const loaded = await called(folder, "load", "-i", file, "-o", "elsewhere");
  expect(loaded).toMatchObject({ code: 0 });
  expect(loaded.output).toMatch(new RegExp(` Image ${job} Loaded [0-9a-f]{12}\n Image ${web} Loaded `));
  expect(loaded.output).toContain("    windlass -f elsewhere/compose.yaml up -d --pull never\n");
  expect([await idOf(web), await idOf(job)]).toEqual(ids);
  expect((await stat(join(target, "compose.yaml"))).mode & 0o777).toBe(0o600);

  const carried = await readFile(join(target, "compose.yaml"), "utf8");
  expect(await windlass.steps(carried)).not.toContainEqual(expect.stringMatching(/^(pull|build) /));
  const up = await called(target, "-p", windlass.project, "up", "-d", "--pull", "never", "--no-build");
  expect(up).toMatchObject({ code: 0 });
  expect(await windlass.containers()).toEqual(["job-1 exited", "web-1 running"]);
  const again = await called(folder, "load", "-i", file, "-o", "elsewhere");
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining("elsewhere/compose.yaml already exists") });
  const twice = await called(folder, "load", "-i", file);
  expect(twice.output).toContain(` Image ${web} Already there `);
});

test("docker itself loads the archive, and load takes docker's", async () => {
  const file = join(folder, "plain.tar");
  const [web, job] = images;
  const ids = [await idOf(web), await idOf(job)];
  expect((await windlass.run(compose, "down")).code).toBe(0);
  expect((await windlass.run(compose, "save", "-o", file)).code).toBe(0);
  for (const name of [web, job]) await windlass.docker.getImage(name).remove();
  await text(await windlass.docker.loadImage(createReadStream(file)));
  expect([await idOf(web), await idOf(job)]).toEqual(ids);
  const plain = await windlass.docker.getImage(job).get();
  await writeFile(file, plain as unknown as AsyncIterable<Uint8Array>);
  await windlass.docker.getImage(job).remove();
  const { code, output } = await called(folder, "load", "--input", file);
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining(` Image ${job} Loaded `) });
  expect(await idOf(job)).toBe(ids[1]);
});

test("an archive goes through a pipe, and half of one loads nothing", async () => {
  const file = join(folder, "piped.tar");
  const line = `"$0" "$@" > ${file}`;
  const [program, words] = commandLine(["-p", windlass.project, "-f", join(folder, "piped.yaml"), "save", "job"]);
  await writeFile(join(folder, "piped.yaml"), compose);
  const env = { ...process.env, DOCKER_HOST: address };
  expect(spawnSync("sh", ["-c", line, program, ...words], { env }).status).toBe(0);
  const [load, ...more] = [commandLine(["load"])].flatMap(([first, rest]) => [first, ...rest]);
  const half = spawnSync("sh", ["-c", `head -c 30000 ${file} | "$0" "$@"`, load ?? "", ...more], {
    env,
    encoding: "utf8",
  });
  expect(half.status).toBe(1);
  expect(half.stderr).toContain("error[archive-invalid]: cannot load the archive: it is incomplete");
  const whole = spawnSync("sh", ["-c", `cat ${file} | "$0" "$@"`, load ?? "", ...more], { env, encoding: "utf8" });
  expect(whole).toMatchObject({ status: 0, stderr: expect.stringContaining("Already there") });
  expect(whole.stderr).not.toContain(images[0]);
});

const disk = await mkdtemp(join(tmpdir(), "windlass-small-"));
const isMounted =
  process.getuid?.() === 0 && spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", disk]).status === 0;
afterAll(async () => {
  if (isMounted) spawnSync("umount", [disk]);
  await rm(disk, { recursive: true, force: true });
});

test.skipIf(!isMounted)(
  `a full disk leaves no archive${isMounted ? "" : " (skipped: no tmpfs can be mounted)"}`,
  async () => {
    const { code, output } = await windlass.run(compose, "save", "-o", join(disk, "stack.tar"));
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringMatching(/error\[output-failed\].*no space left/s),
    });
    expect(await readdir(disk)).toEqual([]);
  },
);

test("down --rmi local leaves what was made of containers, by us and by docker", async () => {
  const { project, docker } = windlass;
  const [web] = images;
  await windlass.up(compose, "web");
  const [ours, theirs] = [`${project}-ours:1`, `${project}-theirs:1`];
  made.push(ours, theirs);
  expect((await windlass.run(compose, "commit", "web", ours)).code).toBe(0);
  await docker.getContainer(`${project}-web-1`).commit({ repo: theirs });
  const { Config } = await docker.getImage(ours).inspect();
  expect(Config.Labels?.["com.docker.compose.project"]).toBe("");
  expect(Config.Cmd).toEqual(["sleep", "600"]);
  const plan = await windlass.run(compose, "plan", "--down", "--rmi", "local");
  expect(plan.output).toContain(web);
  expect(plan.output).not.toMatch(/-(ours|theirs):1/);
  expect((await windlass.run(compose, "down", "--rmi", "local")).code).toBe(0);
  expect(await idOf(web)).toBeUndefined();
  expect(await idOf(ours)).toBeDefined();
  expect(await idOf(theirs)).toBeDefined();
});

test("images are shown, named and removed by the names of services", async () => {
  const { project } = windlass;
  const image = (...words: readonly string[]): Promise<Ended> => windlass.run(compose, "image", ...words);
  expect((await windlass.run(compose, "build")).code).toBe(0);
  await windlass.up(compose, "web");
  const [web] = images;
  expect((await image("history", "web")).output).toMatch(/^IMAGE +CREATED +CREATED BY +SIZE +COMMENT\n[0-9a-f]{12} /);
  expect(JSON.parse((await image("inspect", "web")).output)).toMatchObject([{ Id: await idOf(web) }]);
  const further = `${project}-further:1`;
  made.push(further);
  expect(await image("tag", "web", further)).toMatchObject({ code: 0 });
  expect((await windlass.run(compose, "--dry-run", "image", "rm", "web")).output).toContain(`it is also ${further}`);
  expect((await image("rm", further)).code).toBe(0);
  const used = await image("rm", "web");
  expect(used.code).toBe(1);
  expect(used.output).toContain(`the image ${web} of service "web" is used by ${project}-web-1`);
  expect((await windlass.run(compose, "down")).code).toBe(0);
  expect(await image("rm", "web")).toMatchObject({ code: 0 });
  expect(await idOf(web)).toBeUndefined();
});

test("prune removes what earlier builds left, and asks before", async () => {
  const { project } = windlass;
  const dockerfile = join(folder, "web", "Dockerfile");
  const build = async (marks: string): Promise<string> => {
    await writeFile(dockerfile, `FROM busybox\nENV OF=${project}-${marks}\nCMD ["sleep", "600"]\n`);
    expect((await windlass.run(compose, "build", "web")).code).toBe(0);
    return (await idOf(images[0])) ?? "";
  };
  const [before, now] = [await build("before"), await build("now")];
  expect((await windlass.run(compose, "--dry-run", "image", "prune", "--all")).output).toContain(images[0]);
  const pruned = await windlass.run(compose, "image", "prune", "--force");
  const told = (await imageStore(address)) === "graph-driver" ? before : "No unused images were built for the project.";
  expect(pruned).toMatchObject({ code: 0, output: expect.stringContaining(told) });
  expect([await idOf(before), await idOf(now)]).toEqual([undefined, now]);
});

test("an exported container is imported as the image of a service", async () => {
  const file = join(folder, "root.tar");
  await windlass.up(compose, "web");
  expect((await windlass.run(compose, "export", "-o", file, "web")).code).toBe(0);
  const { code, output } = await windlass.run(
    compose,
    "image",
    "import",
    "-c",
    "ENV FROM=tar",
    "-m",
    "flat",
    file,
    "other",
  );
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/^sha256:[0-9a-f]{64}$/m) });
  const { Config, Comment } = await windlass.docker.getImage(images[2]).inspect();
  expect({ Env: Config.Env, Comment }).toEqual({ Env: ["FROM=tar"], Comment: "flat" });
});
