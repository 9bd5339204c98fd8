import { beforeEach, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop("  job: {image: busybox}\n");
});

const soon = (act: () => void): void => void setTimeout(act, 30);

test("wait ends with the code of the container that ends last, and tells each", async () => {
  soon(() => shop.engine.become("shop-job-1", { state: "exited", exitCode: 3 }));
  soon(() => soon(() => shop.engine.become("shop-db-1", { state: "exited", exitCode: 7 })));
  const { code, out } = await shop.windlass("wait job db");
  expect(code).toBe(7);
  expect(out).toMatch(
    /^container "[0-9a-f]{64}" exited with status code 3\ncontainer "[0-9a-f]{64}" exited with status code 7\n$/,
  );
  expect(shop.engine.states()["shop-web-1"]).toBe("running");
});

test("wait --down-project takes the project down then, and with --dry-run shows the plan", async () => {
  soon(() => shop.engine.become("shop-job-1", { state: "exited", exitCode: 3 }));
  const dry = await shop.windlass("wait --down-project --dry-run job");
  expect({ code: dry.code, states: shop.engine.states()["shop-web-1"] }).toEqual({ code: 3, states: "running" });
  expect(dry.out).toContain("remove");
  soon(() => shop.engine.become("shop-db-1", { state: "exited" }));
  expect((await shop.windlass("wait --down-project db")).code).toBe(0);
  expect(shop.engine.states()).toEqual({});
});

test("wait for what does not run exits 1 at once", async () => {
  shop.engine.become("shop-job-1", { state: "exited" });
  expect(await shop.windlass("wait job")).toMatchObject({
    code: 1,
    err: expect.stringContaining(
      'error[not-running]: no containers for project "shop"\n = hint: none of job is running',
    ),
  });
  expect((await shop.windlass("wait")).err).toContain('"windlass wait" requires at least 1 argument');
  expect((await shop.windlass("wait jbo")).err).toContain("no such service: jbo");
});

test("wait for a container that is removed meanwhile says so", async () => {
  const [id = ""] = [...shop.engine.containers.values()]
    .filter(({ name }) => name === "shop-job-1")
    .map(({ id }) => id);
  soon(() => void shop.engine.removeContainer(id, { volumes: false }));
  expect((await shop.windlass("wait job")).code).not.toBe(0);
});
