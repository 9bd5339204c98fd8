import { expect, test } from "vitest";
import { shop } from "../../support/shop.ts";

test("scale makes and removes containers, and what the service depends on becomes as the file says", async () => {
  const { engine, windlass } = shop();
  await windlass("up -d --scale db=2");
  expect((await windlass("scale --no-deps web=2")).code).toBe(0);
  expect(Object.keys(engine.states())).toEqual(["shop-db-1", "shop-db-2", "shop-web-1", "shop-web-2"]);
  expect((await windlass("scale web=3")).code).toBe(0);
  expect(Object.keys(engine.states())).toEqual(["shop-db-1", "shop-web-1", "shop-web-2", "shop-web-3"]);
  expect((await windlass("scale web=0 db=2")).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-db-2": "running" });
});

test("scale of a service that a profile leaves out enables it", async () => {
  const { engine, windlass } = shop();
  await windlass("scale job=2");
  expect(engine.states()).toEqual({ "shop-job-1": "running", "shop-job-2": "running" });
});

test.each([
  ["scale web", "invalid scale specifier: web"],
  ["scale web=many", "invalid scale specifier: web=many"],
  ["scale =2", "invalid scale specifier: =2"],
  ["scale web=-1", "invalid scale specifier: web=-1"],
  ["scale nobody=1", "no such service: nobody"],
  ["scale", "requires at least 1 argument"],
])("%s is refused", async (words, message) => {
  const { code, err } = await shop().windlass(words);
  expect(code).toBe(1);
  expect(err).toContain(message);
});

test("scale --dry-run shows the plan", async () => {
  const { engine, windlass } = shop();
  expect((await windlass("scale --dry-run web=2")).out).toContain("shop-web-2");
  expect(engine.states()).toEqual({});
});
