import { beforeEach, expect, test } from "vitest";
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
