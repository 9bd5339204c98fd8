import { expect, test } from "vitest";
import { refusing, shop, shopFile } from "../../support/shop.ts";

const starts = (calls: readonly string[]): string[] => calls.filter((call) => call.startsWith("start"));

test("start starts the same containers, what they depend on first", async () => {
  const { engine, windlass } = shop();
  await windlass("create");
  expect(await windlass("start web")).toMatchObject({
    code: 0,
    out: "",
    err: expect.stringContaining(" Container shop-web-1 Started \n"),
  });
  expect(starts(engine.calls)).toEqual(["start shop-db-1", "start shop-web-1"]);
  expect((await windlass("start")).code).toBe(0);
  expect(starts(engine.calls)).toHaveLength(2);
});

test("start of a service without a container says which", async () => {
  const { windlass } = shop();
  const { code, err } = await windlass("start");
  expect(code).toBe(1);
  expect(err).toContain('service "db" has no container to start');
  expect((await windlass("start nobody")).err).toContain("no such service: nobody");
});

test("start -p and start of COMPOSE_PROJECT_NAME go by the labels, in their order, and read no file", async () => {
  const { engine, windlass } = shop();
  await windlass("create");
  expect(await windlass("-p shop start web", refusing)).toMatchObject({ code: 0 });
  expect(starts(engine.calls)).toEqual(["start shop-db-1", "start shop-web-1"]);
  await windlass("stop");
  const named = shop(shopFile, { env: { COMPOSE_PROJECT_NAME: "shop" } }, engine);
  expect(await named.windlass("start", { disk: { ...refusing.disk } })).toMatchObject({ code: 0 });
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});

test("start -p of a project or a service that is not there is an error", async () => {
  const { windlass } = shop();
  const { code, err } = await windlass("-p nobody start", refusing);
  expect(code).toBe(1);
  expect(err).toContain('no container found for project "nobody"');
  await windlass("create");
  expect((await windlass("-p shop start dbb", refusing)).err).toContain("no such service: dbb");
});

const checked = `name: shop
services:
  db:
    image: redis
    healthcheck: {test: [CMD, "true"]}
`;

test("start --wait waits until services are healthy, and --wait-timeout no longer than that", async () => {
  const { engine, windlass } = shop(checked);
  await windlass("create");
  engine.startsHealthy = false;
  const { code, err } = await windlass("start --wait --wait-timeout 1");
  expect(code).toBe(1);
  expect(err).toContain("application not healthy after 1s: still waiting for db");
});
