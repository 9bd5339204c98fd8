/** cp, export and commit by the built command, on containers of a real engine. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses } from "../../support/engines.ts";
import { commandLine } from "../../support/program.ts";

const [address = ""] = engineAddresses;
const compose =
  'services: {a: {image: busybox, command: [sleep, "600"], init: true, scale: 2}, b: {image: busybox, scale: 0}}\n';

let windlass: Command;
let folder: string;

beforeAll(async () => {
  windlass = await openCommand(address);
  folder = await mkdtemp(join(tmpdir(), "windlass-files-"));
  await windlass.up(compose);
});
afterAll(async () => {
  await windlass.remove();
  await rm(folder, { recursive: true });
});

const cp = (...words: readonly string[]) => windlass.run(compose, "cp", ...words);
const inA = (number: number, command: string): Promise<string> => sh(windlass.project, number, command);

async function sh(project: string, number: number, command: string): Promise<string> {
  const exec = await windlass.docker.getContainer(`${project}-a-${number}`).exec({
    Cmd: ["sh", "-c", command],
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
  });
  const stream = await exec.start({ hijack: true, Tty: true });
  return (await text(stream)).replaceAll("\r", "");
}

test("a file goes to all containers, one by --index, and comes back", async () => {
  const file = join(folder, "file.txt");
  await writeFile(file, "hello\n", { mode: 0o640 });
  const { code, output } = await cp(file, "a:/tmp/all.txt");
  expect(code).toBe(0);
  expect(output).toContain(
    ` Container ${windlass.project}-a-2 Copied ${file} to ${windlass.project}-a-2:/tmp/all.txt\n`,
  );
  expect(await Promise.all([inA(1, "cat /tmp/all.txt"), inA(2, "cat /tmp/all.txt")])).toEqual(["hello\n", "hello\n"]);
  expect((await cp("--index", "2", file, "a:/tmp/two.txt")).code).toBe(0);
  expect(await inA(1, "test -e /tmp/two.txt || echo none")).toBe("none\n");
  expect((await cp("--index=2", "a:/tmp/two.txt", join(folder, "back.txt"))).code).toBe(0);
  expect(await readFile(join(folder, "back.txt"), "utf8")).toBe("hello\n");
  expect((await stat(join(folder, "back.txt"))).mode & 0o777).toBe(0o640);
});

test("a folder goes as one or as what is in it, and comes back with its links", async () => {
  const source = join(folder, "source");
  await mkdir(join(source, "deep"), { recursive: true });
  await writeFile(join(source, "deep", "x"), "x");
  await symlink("deep/x", join(source, "link"));
  expect((await cp(source, "a:/tmp")).code).toBe(0);
  expect((await cp(`${source}/.`, "a:/tmp/new")).code).toBe(0);
  expect(await inA(1, "cd /tmp; find source new | sort")).toBe(
    "new\nnew/deep\nnew/deep/x\nnew/link\nsource\nsource/deep\nsource/deep/x\nsource/link\n",
  );
  expect((await cp("a:/tmp/new", join(folder, "got"))).code).toBe(0);
  expect(await readdir(join(folder, "got"))).toEqual(["deep", "link"]);
  expect(await readlink(join(folder, "got", "link"))).toBe("deep/x");
  await mkdir(join(folder, "there"));
  expect((await cp("a:/tmp/new/.", join(folder, "there"))).code).toBe(0);
  expect(await readdir(join(folder, "there"))).toEqual(["deep", "link"]);
});

test("a link is copied as one, and with -L what it leads to, both ways", async () => {
  await inA(1, "echo there > /tmp/real; ln -s /tmp/real /tmp/way");
  expect((await cp("a:/tmp/way", join(folder, "asLink"))).code).toBe(0);
  expect(await readlink(join(folder, "asLink"))).toBe("/tmp/real");
  expect((await cp("-L", "a:/tmp/way", join(folder, "asFile"))).code).toBe(0);
  expect(await readFile(join(folder, "asFile"), "utf8")).toBe("there\n");
  await writeFile(join(folder, "real"), "here\n");
  await symlink("real", join(folder, "way"));
  expect((await cp("--index=1", "-L", join(folder, "way"), "a:/tmp/in")).code).toBe(0);
  expect(await inA(1, "cat /tmp/in")).toBe("here\n");
  // A target that is a link is where it leads to.
  expect((await cp("--index=1", join(folder, "real"), "a:/tmp/way")).code).toBe(0);
  expect(await inA(1, "cat /tmp/real")).toBe("here\n");
});

test("- is a tar archive, both ways, for all containers", async () => {
  const windlassIn = (stdin: Uint8Array | undefined, ...words: readonly string[]) =>
    spawnSync(...commandLine(["-p", windlass.project, "cp", ...words]), {
      env: { ...process.env, DOCKER_HOST: address },
      ...(stdin && { input: stdin }),
    });
  await inA(1, "mkdir -p /tmp/pack/deep; echo one > /tmp/pack/deep/file");
  const got = windlassIn(undefined, "a:/tmp/pack", "-");
  expect(got.status).toBe(0);
  expect(got.stdout.includes("pack/deep/file")).toBe(true);
  expect(windlassIn(got.stdout, "-", "a:/home").status).toBe(0);
  expect(await Promise.all([inA(1, "cat /home/pack/deep/file"), inA(2, "cat /home/pack/deep/file")])).toEqual([
    "one\n",
    "one\n",
  ]);
  const toFile = windlassIn(got.stdout, "-", "a:/etc/passwd");
  expect({ code: toFile.status, told: toFile.stderr.toString() }).toMatchObject({ code: 1 });
  expect(toFile.stderr.toString()).toContain("must be a directory");
});

test("--dry-run copies, exports and commits nothing", async () => {
  const file = join(folder, "dry.tar");
  expect((await windlass.run(compose, "--dry-run", "export", "-o", file, "a")).code).toBe(0);
  await expect(stat(file)).rejects.toThrow("ENOENT");
  expect((await windlass.run(compose, "--dry-run", "cp", "a:/etc/passwd", file)).output).toContain("Copying");
  await expect(stat(file)).rejects.toThrow("ENOENT");
});

test("what can't be copied is told with exit code 1", async () => {
  const told = async (...words: readonly string[]): Promise<string> => {
    const { code, output } = await cp(...words);
    expect(code).toBe(1);
    return output;
  };
  expect(await told("a:/nowhere", folder)).toContain("Could not find the file /nowhere in container");
  expect(await told(join(folder, "nowhere"), "a:/tmp")).toContain("no such file or directory");
  expect(await told(folder, "a:/etc/passwd")).toContain("cannot copy a folder to a file");
  expect(await told("a:/etc", join(folder, "no/where"))).toContain("does not exist");
  expect(await told("a:/x", "b:/x")).toContain("copying between services is not supported");
  expect(await told("x", "y")).toContain("unknown copy direction");
  expect(await told("--index=7", "a:/etc/passwd", folder)).toContain('service "a" has no container #7');
  expect(await told("b:/etc/passwd", folder)).toContain('no container found for service "b"');
  expect(await told("c:/etc/passwd", folder)).toContain("no such service: c");
});

test("export writes a file for its owner alone, whole or not at all", async () => {
  const file = join(folder, "a.tar");
  const { code, output } = await windlass.run(compose, "export", "-o", file, "a");
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain(` Container ${windlass.project}-a-1 Exported to ${file}\n`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file)).includes("bin/busybox")).toBe(true);
  expect((await readdir(folder)).filter((name) => name.startsWith(".windlass"))).toEqual([]);
  expect((await windlass.run(compose, "export", "-o", join(folder, "no/where"), "a")).output).toContain(
    "does not exist",
  );
  expect((await windlass.run(compose, "export", "b")).output).toContain('no container found for service "b"');
});

test("commit makes an image with what it is told", async () => {
  const image = `${windlass.project}:made`;
  const flags = ["-a", "Jane <jane@example.org>", "-c", "ENV MADE=1", "-c", 'CMD ["true"]', "-m", "why", "--index=2"];
  try {
    const { code, output } = await windlass.run(compose, "commit", ...flags, "a", image);
    expect(code).toBe(0);
    expect(output).toMatch(/-a-2 Committed as sha256:/);
    const { Author, Comment, Config } = await windlass.docker.getImage(image).inspect();
    expect({ Author, Comment, Cmd: Config.Cmd }).toEqual({
      Author: "Jane <jane@example.org>",
      Comment: "why",
      Cmd: ["true"],
    });
    expect(Config.Env).toContain("MADE=1");
  } finally {
    await windlass.docker.getImage(image).remove();
  }
  expect((await windlass.run(compose, "commit", "a", "Upper:x")).output).toContain("invalid image name");
  expect((await windlass.run(compose, "--dry-run", "commit", "a", image)).code).toBe(0);
  await expect(windlass.docker.getImage(image).inspect()).rejects.toThrow("no such image");
});
