import { beforeEach, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

const all = "--since 2025-12-31T23:00:00Z --until 2026-01-01T00:00:01Z";

test("events tells what happened in a span of time, a blank line after each", async () => {
  const { code, out } = await shop.windlass(`events ${all} db`);
  expect(code).toBe(0);
  expect(out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} container start [0-9a-f]{64} \(.*name=shop-db-1\)\n\n/);
  expect(out).not.toContain("shop-web-1");
});

test("events --json is an object a line, without the labels of the tools", async () => {
  const { out } = await shop.windlass(`events --json ${all} web`);
  const [first] = out.split("\n");
  const event = JSON.parse(first ?? "");
  expect(Object.keys(event)).toEqual(["action", "attributes", "id", "service", "time", "type"]);
  expect(event).toMatchObject({ action: "start", service: "web", type: "container" });
  expect(Object.keys(event.attributes).filter((name) => /^(com\.docker\.compose|dev\.windlass)\./.test(name))).toEqual(
    [],
  );
  expect(Date.parse(event.time)).toBeGreaterThan(Date.parse("2026-01-01T00:00:00Z"));
});

test("events --format json is what --json is", async () => {
  const { out } = await shop.windlass(`events --format json ${all} web`);
  expect(out).toBe((await shop.windlass(`events --json ${all} web`)).out);
  expect(out).not.toBe("");
});

test("events leaves out what happens to one-off containers", async () => {
  for (const container of shop.engine.containers.values())
    container.config = {
      ...container.config,
      labels: { ...container.config.labels, "com.docker.compose.oneoff": "True" },
    };
  shop.engine.restart("shop-db-1");
  const { out } = await shop.windlass("events --json --since 2025-12-31 --until 0s");
  expect(out).not.toContain('"die"');
});

test("events follows until Ctrl-C, which ends it with 130", async () => {
  const shell = shop.shell();
  const ended = shop.windlass("events", shell);
  await new Promise((resolve) => setTimeout(resolve, 50));
  shop.engine.restart("shop-db-1");
  await new Promise((resolve) => setTimeout(resolve, 50));
  shell.interrupt();
  const { code, out } = await ended;
  expect(code).toBe(130);
  expect(out).toMatch(/container die [^\n]*shop-db-1\)\n\n[^\n]*container start/);
});

test("events of a service that the file does not have exits 1", async () => {
  expect(await shop.windlass("events not-a-service")).toMatchObject({
    code: 1,
    err: expect.stringContaining("no such service: not-a-service"),
  });
});

test.each(["events --since soon", "events --until 2026-13-01", "logs --since soon", "logs --until 10x"])(
  "%s is refused with what a time is written like",
  async (words) => {
    const { code, err } = await shop.windlass(words);
    expect(code).toBe(1);
    expect(err).toMatch(
      /error\[usage\]: invalid value for --(since|until): ".*" is no time or duration\n = hint: write 10m/,
    );
  },
);
