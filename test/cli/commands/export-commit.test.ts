/** `export` and `commit`: a container's file system, as a tar or an image. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import { type Ended, inProcess } from "../../support/commands.ts";
import { FilesEngine, twoOfWeb } from "../../support/files-engine.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";

let engine: FilesEngine;
let folder: string;

beforeEach(async () => {
  engine = new FilesEngine();
  engine.addImage("busybox");
  folder = await mkdtemp(join(tmpdir(), "windlass-export-"));
  await inProcess(["up", "-d"], fakeShell(twoOfWeb, engine));
  for (const name of ["shop-web-1", "shop-web-2"])
    engine.treeOf(name).set("/etc/name", { type: "file", text: `I am ${name}.` });
});
afterEach(() => rm(folder, { recursive: true }));

const shell = (options: Parameters<typeof fakeShell>[2] = {}): TestContext => ({
  ...fakeShell({}, engine, options),
  cwd: folder,
});
const windlass = (words: string, at = shell()): Promise<Ended> => inProcess(["-p", "shop", ...words.split(" ")], at);

test("export writes the whole file system of one container, to standard output or a file", async () => {
  const { code, out, err } = await windlass("export web");
  expect({ code, err }).toEqual({
    code: 0,
    err: " Container shop-web-1 Exporting \n Container shop-web-1 Exported \n",
  });
  expect(out).toContain("./etc/name");
  expect(out).toContain("I am shop-web-1.");
  const saved = await windlass("export --index 2 -o web.tar web");
  expect(saved).toMatchObject({ code: 0, out: "" });
  expect(saved.err).toContain(" Container shop-web-2 Exported to web.tar\n");
  expect(await readFile(join(folder, "web.tar"), "utf8")).toContain("I am shop-web-2.");
  expect((await stat(join(folder, "web.tar"))).mode & 0o777).toBe(0o600);
});

test("an export that breaks off leaves the file that was there, and nothing beside it", async () => {
  await writeFile(join(folder, "web.tar"), "before");
  const broken = new (class extends FilesEngine {
    override readonly exportContainer: FilesEngine["exportContainer"] = async () =>
      (async function* () {
        yield Buffer.from("half");
        throw new WindlassError("engine-unreachable", "the engine went away");
      })();
  })();
  broken.addImage("busybox");
  await inProcess(["up", "-d"], fakeShell(twoOfWeb, broken));
  const at = { ...shell(), connect: async () => broken };
  const { code, err } = await windlass("export -o web.tar web", at);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("the engine went away") });
  expect(await readdir(folder)).toEqual(["web.tar"]);
  expect(await readFile(join(folder, "web.tar"), "utf8")).toBe("before");
});

test.each([
  ["export -o no/where.tar web", "does not exist"],
  ["export -o . web", "is a folder"],
  ["export none", 'no container found for service "none"'],
  ["export --index 3 web", 'service "web" has no container #3'],
  ["commit none", 'no container found for service "none"'],
  ["commit --index 3 web", 'service "web" has no container #3'],
  ["commit web Upper:x", "invalid image name"],
  ["commit web name@sha256:abc", "invalid image name"],
])("%s is refused: %s", async (words, message) => {
  const { code, err } = await windlass(words);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(message) });
  expect(await readdir(folder)).toEqual([]);
  expect(engine.commits).toEqual([]);
});

test("export to a terminal is refused, --dry-run writes and makes nothing", async () => {
  const { code, err } = await windlass("export web", shell({ tty: true }));
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("output option is required") });
  expect((await windlass("--dry-run export -o web.tar web")).code).toBe(0);
  expect((await windlass("--dry-run commit web shop/web:1")).code).toBe(0);
  expect(await readdir(folder)).toEqual([]);
  expect(engine.commits).toEqual([]);
});

test("commit makes an image of one container, with a name, an author, a message and changes", async () => {
  const { code, err } = await windlass("commit web");
  expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/ shop-web-1 Committed as sha256:c{64}\n/) });
  await windlass("commit --index 2 -a Jane -m why -c ENV A=1 --change USER me web localhost:5000/shop/web:v1");
  await windlass("commit web localhost:5000/web");
  const nothing = { author: "", message: "", pause: true };
  expect(engine.commits.map(({ changes: _, ...commit }) => commit)).toEqual([
    { container: "shop-web-1", repository: "", tag: "", ...nothing },
    {
      container: "shop-web-2",
      repository: "localhost:5000/shop/web",
      tag: "v1",
      author: "Jane",
      message: "why",
      pause: true,
    },
    { container: "shop-web-1", repository: "localhost:5000/web", tag: "", ...nothing },
  ]);
});

test("commit blanks the labels of the tools before the changes that are asked for: the image is none of the project's", async () => {
  await windlass("commit -c ENV=1 -c USER=me web");
  const [blank = "", ...asked] = engine.commits.at(-1)?.changes ?? [];
  expect(asked).toEqual(["ENV=1", "USER=me"]);
  const [instruction, ...names] = blank.split(" ");
  expect(instruction).toBe("LABEL");
  for (const name of ["project", "service", "container-number", "config-hash"])
    expect(names).toContain(`com.docker.compose.${name}=""`);
  expect(names.filter((name) => !/^(com\.docker\.compose|dev\.windlass)\..*=""$/.test(name))).toEqual([]);
});

test("commit pauses the container meanwhile, unless --pause=false", async () => {
  for (const flag of ["", "-p ", "--pause=false ", "-p=false "]) await windlass(`commit ${flag}web`);
  expect(engine.commits.map(({ pause }) => pause)).toEqual([true, true, false, false]);
});
