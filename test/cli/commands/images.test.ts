import { beforeEach, describe, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

test("images is a table of containers with the names and sizes of their images", async () => {
  const { code, out } = await shop.windlass("images");
  expect(code).toBe(0);
  const [heads, db, web, ...others] = out.split("\n").map((line) => line.split(/ {2,}/));
  expect(heads).toEqual(["CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED"]);
  expect(db?.slice(0, 4)).toEqual(["shop-db-1", "redis", "7", "linux/amd64"]);
  expect(web?.slice(0, 3)).toEqual(["shop-web-1", "nginx", "1.27"]);
  expect(web?.slice(5)).toEqual(["1MB", "10 minutes ago"]);
  expect(others).toEqual([[""]]);
});

test("images --format json is one array with the keys that tools know, and null for nothing", async () => {
  const found = JSON.parse((await shop.windlass("images --format json web")).out);
  expect(found).toHaveLength(1);
  expect(Object.keys(found[0]).join(" ")).toBe("ID ContainerName Repository Tag Platform Size Created");
  expect((await shop.windlass("images --format json nobody")).out).toBe("null\n");
});

test("images -q prints each id once", async () => {
  await shop.windlass("up -d --scale db=3");
  const { out } = await shop.windlass("images -q");
  expect(out.trim().split("\n")).toHaveLength(2);
  expect(out).not.toContain("sha256");
});

test("a container whose image is gone is still listed", async () => {
  shop.engine.images.clear();
  const { code, out } = await shop.windlass("images");
  expect(code).toBe(0);
  expect(out).toMatch(/shop-web-1 +nginx +1\.27 .* 0B +N\/A\n/);
});

test.each([
  ["localhost:5000/app", "localhost:5000/app", "latest"],
  ["docker.io/library/nginx:alpine", "nginx", "alpine"],
  [`nginx@sha256:${"a".repeat(64)}`, "nginx", "<none>"],
  [`sha256:${"a".repeat(64)}`, "<none>", "<none>"],
])("%s is of the repository %s", async (reference, repository, tag) => {
  shop.engine.addImage(reference);
  const [container] = shop.engine.containers.values();
  if (container) container.config = { ...container.config, image: reference };
  const row = (await shop.windlass("images")).out.split("\n").find((line) => line.includes(repository));
  expect(row?.split(/ {2,}/).slice(1, 3)).toEqual([repository, tag]);
});

test("images --format takes a Go template of the JSON's keys", async () => {
  expect((await shop.windlass(["images", "--format", "{{.ContainerName}} {{.Repository}}:{{.Tag}}"])).out).toBe(
    "shop-db-1 redis:7\nshop-web-1 nginx:1.27\n",
  );
  expect((await shop.windlass(["images", "--format", "table {{.Tag}}\\t{{.ID}}"])).out).toMatch(/^TAG +IMAGE ID\n/);
});

describe("images --outdated", () => {
  const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
  /** What the engine pulled, and what the registry has. */
  function pulled(image: string, local: string | undefined, registry: string | undefined): void {
    const fact = shop.engine.images.get(image);
    if (fact === undefined) throw new Error(image);
    const repository = image.replace(/:.*/, "");
    shop.engine.images.set(image, { ...fact, digests: local === undefined ? [] : [`${repository}@${local}`] });
    if (registry !== undefined) shop.engine.tags.set(image, { digest: registry, platforms: [] });
  }

  test("has the local digest beside the registry's, and says which image is outdated", async () => {
    pulled("nginx:1.27", digest("a"), digest("b"));
    pulled("redis:7", digest("c"), digest("c"));
    const { code, out } = await shop.windlass("images --outdated");
    expect(code).toBe(0);
    expect(out.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["IMAGE", "SERVICES", "LOCAL", "REGISTRY", "STATUS"],
      ["nginx:1.27", "web", "sha256:aaaaaaaaaaaa", "sha256:bbbbbbbbbbbb", "outdated"],
      ["redis:7", "db", "sha256:cccccccccccc", "sha256:cccccccccccc", "current"],
      [""],
    ]);
    expect((await shop.windlass("images --outdated -q")).out).toBe("nginx:1.27\n");
    expect((await shop.windlass("images --outdated db")).out).not.toContain("nginx");
  });

  test("what can't be known has its reason, and is not outdated", async () => {
    pulled("nginx:1.27", digest("a"), undefined);
    pulled("redis:7", undefined, digest("b"));
    const { code, out } = await shop.windlass("images --outdated --detailed-exitcode");
    expect(code).toBe(0);
    expect(out).toContain('unknown: there is no image "nginx:1.27"\n');
    expect(out).toContain("unknown: it was not pulled from a registry\n");
  });

  test("digests of other repositories tell nothing", async () => {
    pulled("redis:7", digest("c"), digest("c"));
    const fact = shop.engine.images.get("redis:7");
    if (fact) shop.engine.images.set("redis:7", { ...fact, digests: [`other.example/redis@${digest("c")}`] });
    expect((await shop.windlass("images --outdated db")).out).toContain("unknown: it was not pulled from a registry");
  });

  test("of an image with tag and digest the tag counts; a digest without a tag has none", async () => {
    pulled("redis:7", digest("c"), digest("d"));
    const [web, db] = [...shop.engine.containers.values()].toSorted((a, b) => (a.name < b.name ? 1 : -1));
    if (db) db.config = { ...db.config, image: `redis:7@${digest("c")}` };
    if (web) web.config = { ...web.config, image: `nginx@${digest("a")}` };
    const { out } = await shop.windlass("images --outdated");
    expect(out).toMatch(/redis:7 +db +sha256:cccccccccccc +sha256:dddddddddddd +outdated\n/);
    expect(out).toMatch(/nginx +web +unknown: it has no tag\n/);
  });

  test("--format json has whole digests, --detailed-exitcode makes a newer image exit code 2", async () => {
    pulled("nginx:1.27", digest("a"), digest("b"));
    const { code, out } = await shop.windlass("images --outdated --format json --detailed-exitcode web");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual([
      { Image: "nginx:1.27", Services: ["web"], Status: "outdated", Local: digest("a"), Registry: digest("b") },
    ]);
    expect((await shop.windlass("images --detailed-exitcode")).err).toContain("--detailed-exitcode needs --outdated");
  });
});
