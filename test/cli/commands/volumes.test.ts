import { beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop("  job: {image: busybox, volumes: ['spare:/spare']}\n");
  shop.engine.become("shop-job-1", { state: "exited" });
});

test.each([
  ["", "DRIVER    VOLUME NAME\nlocal     shop_data\nlocal     shop_spare\n"],
  ["--format table db", "DRIVER    VOLUME NAME\nlocal     shop_data\n"],
  ["web", "DRIVER    VOLUME NAME\n"],
  ["job", "DRIVER    VOLUME NAME\n"],
  ["-q", "shop_data\nshop_spare\n"],
  ["--format {{.Name}}/{{.Driver}} db", "shop_data/local\n"],
  ["--format raw db", "name: shop_data\ndriver: local\n\n"],
])("volumes %s", async (words, out) => {
  expect(await shop.windlass(`volumes ${words}`)).toEqual({ code: 0, out, err: "" });
});

test("volumes --format json is an object a line with the keys that tools know", async () => {
  const { out } = await shop.windlass("volumes --format json");
  const lines = out.trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(Object.keys(JSON.parse(lines[0] ?? "")).join(" ")).toBe(
    "Availability Driver Group Labels Links Mountpoint Name Scope Size Status",
  );
});

test("volumes of a service that the file does not have exits 1", async () => {
  expect((await shop.windlass("volumes nobody")).err).toContain("no such service: nobody");
});
