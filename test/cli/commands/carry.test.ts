/** What save and load say, refuse and leave alone, in front of an engine in memory. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import { type Ended, inProcess } from "../../support/commands.ts";
import { ImagesEngine } from "../../support/images-engine.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";

const compose = `name: shop
services:
  web: {image: "nginx:1.27", volumes: ["./data:/data"], depends_on: [db]}
  db: {image: "redis:7"}
`;

let engine: ImagesEngine;
let folder: string;

beforeEach(async () => {
  engine = new ImagesEngine();
  for (const name of ["nginx:1.27", "redis:7"]) engine.addImage(name);
  folder = await mkdtemp(join(tmpdir(), "windlass-carry-"));
});
afterEach(() => rm(folder, { recursive: true }));

const shell = (options: Parameters<typeof fakeShell>[2] = {}, to = engine): TestContext => ({
  ...fakeShell({ "/app/compose.yaml": compose }, to, options),
  cwd: folder,
});
const windlass = (words: string, at = shell()): Promise<Ended> =>
  inProcess([...(words.startsWith("load") ? [] : ["-f", "/app/compose.yaml"]), ...words.split(" ")], at);

test("save says what it writes, how much, and what the archive does not have", async () => {
  const { code, out, err } = await windlass("save -o stack.tar");
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).toMatch(
    /^ Project shop Saving to stack\.tar\n Project shop Saved to stack\.tar \(2 images, [\d.]+kB\)\nThe archive does not contain what the project needs of its machine:\n {4}file or folder \.\.?\/\S*data \(web\)\n$/,
  );
  expect((await stat(join(folder, "stack.tar"))).mode & 0o777).toBe(0o600);
});

test("save of some services has their images and those of what they depend on", async () => {
  await windlass("save -o db.tar db");
  const only = await windlass("load -i db.tar");
  expect(only.err).toContain(" Image redis:7 Already there ");
  expect(only.err).not.toContain("nginx");
  await windlass("save -o web.tar web");
  expect((await windlass("load -i web.tar")).err).toMatch(/redis:7.*nginx:1\.27/s);
});

test("an archive goes to standard output, but never to a terminal; - says so, too", async () => {
  const piped = await windlass("save");
  expect(piped).toMatchObject({ code: 0, out: expect.stringMatching(/^windlass\.json\0/) });
  expect((await windlass("save -o -")).out).toBe(piped.out);
  expect(await windlass("save", shell({ tty: true }))).toMatchObject({
    code: 1,
    err: expect.stringContaining("refusing to write an archive to a terminal"),
  });
  expect(await windlass("load", shell({ tty: true }, new ImagesEngine()))).toMatchObject({
    code: 1,
    err: expect.stringContaining("refusing to read an archive from a terminal"),
  });
});

test("a save that breaks off leaves the file that was there, and nothing beside it", async () => {
  await writeFile(join(folder, "stack.tar"), "before");
  engine.breaks = new WindlassError("engine-refused", "no space left on device");
  const { code, err } = await windlass("save -o stack.tar");
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("no space left on device") });
  expect(await readdir(folder)).toEqual(["stack.tar"]);
  expect(await readFile(join(folder, "stack.tar"), "utf8")).toBe("before");
});

test("--dry-run of both writes and loads nothing", async () => {
  const { err } = await windlass("--dry-run save -o stack.tar");
  expect(err).toContain("Saved redis:7, nginx:1.27\n");
  expect(await readdir(folder)).toEqual([]);
  await windlass("save -o stack.tar");
  const other = new ImagesEngine();
  const dry = await windlass("load --dry-run -i stack.tar -o out", shell({}, other));
  expect(dry).toMatchObject({ code: 0, err: "would load the images of stack.tar\n" });
  expect([...other.images.keys()]).toEqual([]);
  expect(await readdir(folder)).toEqual(["stack.tar"]);
});

test("load brings images and file, and says what comes next", async () => {
  await windlass("save -o stack.tar");
  const other = new ImagesEngine();
  other.addImage("redis:7", { id: `sha256:${"b".repeat(64)}` });
  const { code, err } = await windlass("load -i stack.tar -o my/shop", shell({}, other));
  expect(code).toBe(0);
  expect(err).toMatch(/ Image redis:7 Loaded [0-9a-f]{12}, replaces b{12}\n Image nginx:1\.27 Loaded [0-9a-f]{12}\n/);
  expect(err).toMatch(/To start the project:\n {4}windlass -f my\/shop\/compose\.yaml up -d --pull never\n$/);
  expect(await readFile(join(folder, "my/shop/compose.yaml"), "utf8")).toContain("pull_policy: never");
  const without = await windlass("load -i stack.tar", shell({}, other));
  expect(without.err).toMatch(/To get the project's file, too:\n {4}windlass load -i stack\.tar -o FOLDER\n$/);
});

test("save --with-files carries the contents of configs and secrets, with their modes", async () => {
  await writeFile(join(folder, "token"), "secret", { mode: 0o640 });
  const own = `${compose.replace('"redis:7"', '"redis:7", secrets: [token]')}secrets: {token: {file: ${join(folder, "token")}}}\n`;
  const at = (): TestContext => ({ ...fakeShell({ "/app/compose.yaml": own }, engine), cwd: folder });
  const plain = await inProcess(["-f", "/app/compose.yaml", "save", "-o", "stack.tar"], at());
  expect(plain.err).toContain("secret file");
  expect((await readFile(join(folder, "stack.tar"))).includes("secret\0")).toBe(false);
  const { code, err } = await inProcess(["-f", "/app/compose.yaml", "save", "--with-files", "-o", "stack.tar"], at());
  expect(code).toBe(0);
  expect(err).not.toContain("secret file");
  expect((await windlass("load -i stack.tar -o out")).code).toBe(0);
  expect(await readFile(join(folder, "out/secrets/token"), "utf8")).toBe("secret");
  expect((await stat(join(folder, "out/secrets/token"))).mode & 0o777 & ~0o22).toBe(0o640);
  expect(await readFile(join(folder, "out/compose.yaml"), "utf8")).toContain("file: ./secrets/token");
});

test("load -o of an archive that has no project's file loads nothing, and without -o its images", async () => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await engine.saveImages(["redis:7"], undefined, new AbortController().signal))
    chunks.push(chunk);
  await writeFile(join(folder, "docker.tar"), Buffer.concat(chunks));
  const other = new ImagesEngine();
  const refused = await windlass("load -i docker.tar -o out", shell({}, other));
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("no file of a project") });
  expect([...other.images.keys()]).toEqual([]);
  expect((await windlass("load -i docker.tar", shell({}, other))).err).toMatch(/ Image redis:7 Loaded [0-9a-f]{12}\n$/);
});

test("load overwrites no file, and says so before it loads anything", async () => {
  await windlass("save -o stack.tar");
  await writeFile(join(folder, "compose.yaml"), "mine");
  const other = new ImagesEngine();
  const { code, err } = await windlass("load -i stack.tar -o .", shell({}, other));
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("compose.yaml already exists") });
  expect([...other.images.keys()]).toEqual([]);
  expect(await readFile(join(folder, "compose.yaml"), "utf8")).toBe("mine");
});

test.each([
  ["load -i nowhere.tar", "no such file or directory: nowhere.tar"],
  ["load -i .", ". is a folder, not a file"],
  ["save -o no/where.tar", "does not exist"],
])("%s is refused: %s", async (words, message) => {
  expect(await windlass(words)).toMatchObject({ code: 1, err: expect.stringContaining(message) });
});

test("load reads standard input; as JSON each image is a line", async () => {
  await windlass("save -o stack.tar");
  const other = new ImagesEngine();
  const at = shell({}, other);
  const bytes = await readFile(join(folder, "stack.tar"));
  const terminal = {
    ...at.terminal,
    isTTY: false,
    input: async function* () {
      yield bytes;
    },
  } as unknown as TestContext["terminal"];
  const code = await inProcess(["--progress", "json", "load"], { ...at, terminal });
  const lines = code.err
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: string; status: string; text: string });
  expect(lines.map(({ id, status, text }) => [id, status, text])).toEqual([
    ["Archive", "Working", "Loading"],
    ["Archive", "Done", "Loaded"],
    ["Image redis:7", "Done", "Loaded"],
    ["Image nginx:1.27", "Done", "Loaded"],
  ]);
});

test("names in an archive cannot steer a terminal", async () => {
  const steering = compose.replace("./data", "/srv/\\e[2Jdata").replace(/(volumes: \["[^"]*):\/data"/, '$1:/data"');
  await inProcess(["save", "-o", "stack.tar"], {
    ...fakeShell({ "/app/compose.yaml": steering }, engine),
    cwd: folder,
  });
  expect((await windlass("load -i stack.tar")).err).not.toContain("\u001b");
});
