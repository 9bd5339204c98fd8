import { beforeAll, expect, test } from "vitest";
import { plainConfig } from "../../../src/engine/plain-config.ts";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.windlass("-p other up -d db");
  await shop.windlass("-p stopped up -d db");
  shop.engine.become("stopped-db-1", { state: "exited" });
  shop.engine.become("shop-db-1", { state: "exited" });
});

test("ls lists the projects that run, with their states and files", async () => {
  const { code, out } = await shop.windlass("ls");
  expect(code).toBe(0);
  expect(out).toBe(
    [
      "NAME                STATUS              CONFIG FILES",
      "other               running(1)          /app/compose.yaml",
      "shop                running(1)          /app/compose.yaml\n",
    ].join("\n"),
  );
});

test("ls -a counts what has stopped, too", async () => {
  const { out } = await shop.windlass("ls -a --format json");
  expect(JSON.parse(out)).toEqual([
    { Name: "other", Status: "running(1)", ConfigFiles: "/app/compose.yaml" },
    { Name: "shop", Status: "exited(1), running(1)", ConfigFiles: "/app/compose.yaml" },
    { Name: "stopped", Status: "exited(1)", ConfigFiles: "/app/compose.yaml" },
  ]);
});

test.each([
  ["-q --filter name=^o", "other\n"],
  ["-q --filter name=sh --filter name=other", "other\nshop\n"],
  ["--format json --filter name=nobody", "[]\n"],
])("ls %s", async (flags, out) => {
  expect(await shop.windlass(`ls ${flags}`)).toEqual({ code: 0, out, err: "" });
});

test.each(["--filter status=up", "--filter foo", "--format yaml", "shop"])("ls %s is refused", async (words) => {
  expect(await shop.windlass(`ls ${words}`)).toMatchObject({ code: 1, err: expect.stringContaining("[usage]") });
});

test("a container of an image that was made by commit is of no project", async () => {
  const blank = { "com.docker.compose.project": "", "com.docker.compose.config-hash": "" };
  await shop.engine.createContainer({ name: "by-hand", config: { ...plainConfig("busybox"), labels: blank } });
  const { out } = await shop.windlass("ls -a -q");
  expect(out).toBe("other\nshop\nstopped\n");
});
