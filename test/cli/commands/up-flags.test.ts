/** Flags that `up`, `create` and `down` share, or that shape what `up` does with containers and images. */
import { expect, test } from "vitest";

import { MemoryEngine } from "../../support/memory-engine.ts";
import { planned, shop, shopFile } from "../../support/shop.ts";

/** What the words add to the calls of an engine on which all runs. */
async function calls(words: string, file = shopFile): Promise<readonly string[]> {
  const engine = new MemoryEngine();
  expect((await shop(shopFile, {}, engine).windlass("up -d")).code).toBe(0);
  engine.calls.length = 0;
  await shop(file, {}, engine).windlass(words);
  return engine.calls;
}

/** An engine that tells how far it is. */
const telling = (): MemoryEngine => Object.assign(new MemoryEngine(), { tellsProgress: true });

test.each(["up -d", "create"])("%s --pull decides which images are pulled", async (words) => {
  expect(await calls(words)).toEqual([]);
  expect((await calls(`${words} --pull always`)).toSorted()).toEqual(["pull nginx", "pull redis"]);
  const empty = (policy: string): Promise<{ readonly code: number; readonly err: string }> => {
    const made = shop();
    made.engine.images.delete("redis");
    return made.windlass(`${words} --pull ${policy}`);
  };
  expect(await empty("never")).toMatchObject({ code: 1, err: expect.stringContaining("redis") });
  expect(await empty("missing")).toMatchObject({ code: 1, err: expect.stringContaining("error[image-not-found]") });
});

test.each(["up -d", "create"])("%s --quiet-pull leaves out how far a pull has come", async (words) => {
  const told = async (flags: string): Promise<string> =>
    (await shop(shopFile, {}, telling()).windlass(`--progress json ${words} --pull always ${flags}`)).err;
  expect(await told("")).toContain("Downloading");
  const quiet = await told("--quiet-pull");
  expect(quiet).not.toContain("Downloading");
  expect(quiet).toContain('"Pulled"');
});

/** Any file that there is does as a Dockerfile: the engine in memory reads none. */
const built = "name: shop\nservices: {web: {image: nginx, build: {context: ., dockerfile: compose.yaml}}}\n";

test("up --quiet-build leaves out how far a build has come", async () => {
  const told = async (flags: string): Promise<string> =>
    (await shop(built, {}, telling()).windlass(`--progress json up -d --build ${flags}`)).err;
  expect(await told("")).toContain("RUN make");
  expect(await told("--quiet-build")).not.toContain("RUN make");
});

test("up builds where --build says so, and with --no-build says which image is missing", async () => {
  const up = async (flags: string, missing = false) => {
    const { engine, windlass } = shop(built);
    if (missing) engine.images.delete("nginx");
    const { code, err } = await windlass(`up -d ${flags}`);
    return { code, err, builds: [...engine.builds.keys()] };
  };
  expect(await up("")).toMatchObject({ code: 0, builds: [] });
  expect(await up("--build")).toMatchObject({ code: 0, builds: ["nginx"] });
  expect(await up("", true)).toMatchObject({ code: 0, builds: ["nginx"] });
  expect(await up("--no-build", true)).toMatchObject({
    code: 1,
    err: expect.stringContaining("nginx"),
    builds: [],
  });
});

test("create builds where --build says so, and not where --no-build does", async () => {
  const create = async (flags: string) => {
    const { engine, windlass } = shop(built);
    engine.images.delete("nginx");
    return { code: (await windlass(`create ${flags}`)).code, builds: engine.builds.size };
  };
  expect(await create("")).toEqual({ code: 0, builds: 1 });
  expect(await create("--no-build")).toEqual({ code: 1, builds: 0 });
  const { engine, windlass } = shop(built);
  await windlass("create --build");
  expect([...engine.builds.keys()]).toEqual(["nginx"]);
});

const changed = shopFile.replace("image: redis", "image: redis\n    hostname: other");
/** The containers that the words would make. */
const remade = (all: readonly string[]): readonly string[] =>
  all.flatMap((call) => /^create \w+?_(shop-\w+-\d)$/.exec(call)?.slice(1) ?? []);

test("create --force-recreate replaces what is up to date, --no-recreate leaves what has changed", async () => {
  expect(remade(await calls("create --force-recreate")).toSorted()).toEqual(["shop-db-1", "shop-web-1"]);
  expect(remade(await calls("create", changed))).toEqual(["shop-db-1"]);
  expect(await calls("create --no-recreate", changed)).toEqual([]);
});

test("up --no-recreate leaves what has changed", async () => {
  expect(remade(await calls("up -d", changed))).toEqual(["shop-db-1"]);
  expect(await calls("up -d --no-recreate", changed)).toEqual([]);
});

test("up --always-recreate-deps replaces what the named services need, --force-recreate them alone", async () => {
  expect(remade(await calls("up -d --force-recreate web"))).toEqual(["shop-web-1"]);
  expect(remade(await calls("up -d --always-recreate-deps web"))).toEqual(["shop-db-1"]);
});

test("up --no-deps leaves out what the service needs", async () => {
  const { engine, windlass } = shop();
  expect((await windlass("up -d --no-deps web")).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-web-1": "running" });
});

test.each(["up -d", "create", "down"])("%s --remove-orphans removes what the file no longer has", async (words) => {
  const orphaned = "name: shop\nservices: {web: {image: nginx}}\n";
  expect(await calls(words, orphaned)).not.toContain("remove shop-db-1");
  expect(await calls(`${words} --remove-orphans`, orphaned)).toContain("remove shop-db-1");
});

test.each(["up -d --force-recreate", "down"])("%s -t is the time that each container gets to stop", async (words) => {
  const made = shop();
  await made.windlass("up -d");
  const graces = async (flags: string) =>
    (await planned(made, `${words} ${flags}`)).flatMap((step) =>
      step.kind === "stop-container" && step.graceSeconds !== undefined ? [step.graceSeconds] : [],
    );
  expect(await graces("-t 7")).toEqual([7, 7]);
  expect(await graces("--timeout=0")).toEqual([0, 0]);
  expect(await graces("")).toEqual([]);
});

test.each(["up", "create"])("%s -y asks nothing and changes nothing", async (words) => {
  const made = shop();
  const without = await planned(made, words);
  for (const yes of ["-y", "--yes", "--y"]) expect(await planned(made, `${words} ${yes}`)).toEqual(without);
});
