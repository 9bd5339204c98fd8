/** The image commands: whose image a word means, and what is shown, named, imported and removed. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Ended, inProcess } from "../../support/commands.ts";
import { ImagesEngine } from "../../support/images-engine.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";

const files = {
  "/app/Dockerfile": "FROM busybox",
  "/app/compose.yaml": `name: shop
services:
  web: {image: "nginx:1.27"}
  db: {image: "redis:7"}
  built: {build: .}
  later: {image: "later:1", profiles: [later]}
`,
};

let engine: ImagesEngine;

beforeEach(async () => {
  engine = new ImagesEngine();
  for (const name of ["nginx:1.27", "redis:7", "later:1", "shop-built"]) engine.addImage(name);
  await inProcess(["up", "-d", "--quiet-pull", "web"], fakeShell(files, engine));
  engine.calls.length = 0;
});

const shell = (
  options: Parameters<typeof fakeShell>[2] = {},
  own: Readonly<Record<string, string>> = files,
): TestContext => fakeShell(own, engine, options);
const windlass = (words: string, at = shell()): Promise<Ended> => inProcess(words.split(" ").filter(Boolean), at);
const idOf = (name: string): string => engine.images.get(name)?.id ?? "";

describe("a word", () => {
  const inspected = async (words: string, at?: TestContext): Promise<unknown> =>
    (JSON.parse((await windlass(`image inspect ${words}`, at)).out) as { Id: string }[]).map(({ Id }) => Id);

  test("means the image of a service, whatever its profiles, or an image", async () => {
    expect(await inspected("web later built redis:7")).toEqual(
      ["nginx:1.27", "later:1", "shop-built", "redis:7"].map(idOf),
    );
  });

  test("means the image of a service's containers where there is only a name", async () => {
    expect(await inspected("web", shell({ env: { COMPOSE_PROJECT_NAME: "shop" } }, {}))).toEqual([idOf("nginx:1.27")]);
  });

  test("means an image where there is no project", async () => {
    expect(await inspected("nginx:1.27", shell({}, {}))).toEqual([idOf("nginx:1.27")]);
    engine.addImage("plain");
    expect(await inspected("plain", shell({}, {}))).toEqual([idOf("plain")]);
  });

  test.each([
    ["image inspect wbe", "no service or image is called wbe", "did you mean web?"],
    ["image history nope:1", "no service or image is called nope:1", "windlass images"],
    ["image tag Nope shop/x:1", '"Nope" is neither a service nor a valid image name', "lower case"],
    ["image tag web shop/X", "invalid image name", "lower case"],
    ["image tag web x@sha256:abc", "invalid image name", "digest"],
    ["-f nowhere.yaml image inspect web", "nowhere.yaml", ""],
  ])("that means nothing is told: %s", async (words, message, hint) => {
    const { code, err } = await windlass(words);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(message) });
    expect(err).toContain(hint);
  });

  test("of a service whose image is missing is told with the service", async () => {
    engine.images.delete("redis:7");
    expect((await windlass("image history db")).err).toContain(
      'the engine does not have the image redis:7 of service "db"',
    );
  });
});

test("image history is docker's table, or what --format asks for", async () => {
  const { out } = await windlass("image history web");
  const id = idOf("nginx:1.27").slice(7, 19);
  expect(out.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"],
    [id, "10 minutes ago", 'CMD ["sh"]', "0B", "buildkit"],
    ["<missing>", "10 minutes ago", expect.stringMatching(/^RUN long .{35}…$/), "2.45kB", "buildkit"],
    [""],
  ]);
  expect((await windlass("image history -q web")).out).toBe(`${id}\n<missing>\n`);
  expect((await windlass("image history -q --no-trunc web")).out).toBe(`${idOf("nginx:1.27")}\n<missing>\n`);
  expect((await windlass("image history --human=false --format {{.Size}}={{.CreatedSince}} web")).out).toBe(
    "0=2026-01-01T00:00:00Z\n2450=2026-01-01T00:00:00Z\n",
  );
  const [first] = (await windlass("image history --format json web")).out.split("\n");
  expect(Object.keys(JSON.parse(first ?? ""))).toEqual([
    "Comment",
    "CreatedAt",
    "CreatedBy",
    "CreatedSince",
    "ID",
    "Size",
  ]);
});

test("image inspect prints JSON or a template, for several at once", async () => {
  const { out } = await windlass("image inspect web db -f {{.Id}}");
  expect(out).toBe(`${idOf("nginx:1.27")}\n${idOf("redis:7")}\n`);
  expect((await windlass("image inspect --format json web")).out).toBe(
    `[{"Id":"${idOf("nginx:1.27")}","RepoTags":["nginx:1.27"]}]\n`,
  );
});

test("image tag gives a further name, and none with --dry-run", async () => {
  expect((await windlass("--dry-run image tag web shop/web:v1")).code).toBe(0);
  expect(engine.calls).toEqual([]);
  expect((await windlass("image tag web host:5000/shop/web")).err).toBe(
    " Image nginx:1.27 Tagging as host:5000/shop/web\n Image nginx:1.27 Tagged as host:5000/shop/web\n",
  );
  expect(engine.calls).toEqual(["tag nginx:1.27 host:5000/shop/web:latest"]);
});

test("image search sorts by stars, and takes a service for the repository of its image", async () => {
  const one = { description: "one\nline", stars: 1, isOfficial: false };
  engine.found = [
    { ...one, name: "few" },
    { ...one, name: "many", stars: 9, isOfficial: true },
  ];
  const { out } = await windlass("image search -f stars=1 -f is-official=true --limit 3 db");
  expect(out.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["NAME", "DESCRIPTION", "STARS", "OFFICIAL"],
    ["many", "one line", "9", "[OK]"],
    ["few", "one line", "1", ""],
    [""],
  ]);
  await windlass("image search built");
  await windlass("image search Any_Word!");
  expect(engine.searches).toEqual([
    { term: "redis", limit: 3, filters: { stars: ["1"], "is-official": ["true"] } },
    { term: "built", filters: {} },
    { term: "Any_Word!", filters: {} },
  ]);
  expect((await windlass("image search -f color=red x")).err).toContain("must be stars=NUMBER or is-official=true");
});

describe("image import", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "windlass-import-"));
    await writeFile(join(folder, "root.tar"), "content");
  });
  afterEach(() => rm(folder, { recursive: true }));
  const inFolder = (words: string, tty = false): Promise<Ended> =>
    inProcess(["-f", "/app/compose.yaml", ...words.split(" ")], { ...shell({ tty }), cwd: folder });

  test("makes an image of a file, by a service's name or its own", async () => {
    const { code, out, err } = await inFolder("image import -c USER=me -m why --platform linux/arm64 root.tar web");
    expect({ code, out }).toEqual({ code: 0, out: `${idOf("nginx:1.27")}\n` });
    expect(err).toBe(" Image nginx:1.27 Importing \n Image nginx:1.27 Imported \n");
    await inFolder("image import root.tar host:5000/base:2");
    await inFolder("image import root.tar");
    const plain = { message: "", changes: [], content: "content" };
    expect(engine.imports).toEqual([
      {
        repository: "nginx",
        tag: "1.27",
        message: "why",
        changes: ["USER=me"],
        platform: "linux/arm64",
        content: "content",
      },
      { repository: "host:5000/base", tag: "2", ...plain },
      { repository: "", tag: "", ...plain },
    ]);
  });

  test.each([
    ["image import nowhere.tar", "no such file or directory: nowhere.tar"],
    ["image import .", "tar -C . -c . | windlass image import - NAME"],
    [
      "image import https://example.org/x.tar web",
      "curl -fsSL https://example.org/x.tar | windlass image import - web",
    ],
    ["image import - web", "refusing to read a tar archive from a terminal"],
  ])("%s is refused", async (words, message) => {
    expect(await inFolder(words, true)).toMatchObject({ code: 1, err: expect.stringContaining(message) });
    expect(engine.imports).toEqual([]);
  });
});

describe("image rm", () => {
  test("removes the image of a service, and says in its plan what becomes of it", async () => {
    const both = { id: idOf("redis:7"), references: ["redis:7", "shop/db:1"] };
    for (const name of both.references) engine.addImage(name, both);
    const dry = await windlass("--dry-run image rm db later");
    expect(dry.out).toMatch(/- image +redis:7 +remove +only this name: it is also shop\/db:1\n/);
    expect(dry.out).toMatch(/- image +later:1 +remove +the image is deleted\n/);
    expect(engine.calls).toEqual([]);
    expect((await windlass("image rm db shop/db:1")).code).toBe(0);
    expect(engine.calls.toSorted()).toEqual(["remove image redis:7", "remove image shop/db:1"]);
  });

  test("refuses what containers use, of this project and of others, with all of them at once", async () => {
    await inProcess(["-p", "other", "up", "-d", "db"], shell());
    engine.calls.length = 0;
    const { code, err } = await windlass("image rm web db");
    expect(code).toBe(1);
    expect(err).toContain('the image nginx:1.27 of service "web" is used by shop-web-1');
    expect(err).toContain("remove the containers first: windlass down; or use --force");
    expect(err).toContain('the image redis:7 of service "db" is used by other-db-1 of project "other"');
    expect(engine.calls).toEqual([]);
    const forced = await windlass("--dry-run image rm --force db");
    expect(forced.out).toContain("the image is deleted; used by other-db-1");
  });

  test("of an image that is missing is an error with its line", async () => {
    engine.images.delete("redis:7");
    const { code, err } = await windlass("image rm db later");
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("compose.yaml:4:") });
    expect(engine.calls).toEqual([]);
  });
});

describe("image prune", () => {
  const labels = { "com.docker.compose.project": "shop", "com.docker.compose.service": "built" };
  beforeEach(() => {
    engine.addImage("old", { references: [], labels });
    engine.addImage("named:1", { labels });
    engine.addImage("nginx:1.27", { labels });
    engine.addImage("commit:1", { references: [], labels: { ...labels, "com.docker.compose.container-number": "1" } });
    engine.addImage("foreign", { references: [], labels: { ...labels, "com.docker.compose.project": "other" } });
  });
  const plan = async (words: string): Promise<readonly string[]> =>
    [...(await windlass(`--dry-run image prune ${words}`)).out.matchAll(/- image +(\S+)/g)].map(
      ([, name = ""]) => name,
    );

  test("is about what was built for the project, has no name and is not used", async () => {
    expect(await plan("")).toEqual([idOf("old")]);
    expect((await plan("--all")).toSorted()).toEqual(["named:1", idOf("old")].toSorted());
  });

  test("asks before, unless it is forced", async () => {
    expect((await windlass("image prune", shell({ answers: ["n"] }))).out).toContain("Going to remove sha256:");
    expect(engine.calls).toEqual([]);
    engine.addImage(idOf("old"), { id: idOf("old"), references: [], labels });
    expect((await windlass("image prune -f")).code).toBe(0);
    expect(engine.calls).toEqual([`remove image ${idOf("old")}`]);
  });
});

test("what exists as a command of its own is the same under image", async () => {
  expect((await windlass("image ls")).out).toBe((await windlass("images")).out);
  expect((await windlass("image rmi nope")).err).toBe((await windlass("image rm nope")).err);
  expect((await windlass("image pull --policy missing db")).code).toBe(0);
});
