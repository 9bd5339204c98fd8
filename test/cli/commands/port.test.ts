import { beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop("  api: {image: nginx:1.27, ports: ['5353:53/udp']}\n");
});

test.each([
  ["web 80", ":8080"],
  ["api 53 --protocol UDP", ":5353"],
  ["--index 1 web 80", ":8080"],
  ["web 9000", ":0"],
])("port %s is %s", async (words, shown) => {
  const { code, out } = await shop.windlass(`port ${words}`);
  expect({ code, out: out.trim().replace(/^0\.0\.0\.0/, "") }).toEqual({ code: 0, out: shown });
});

test("a port that is not open exits 1 and names those that are", async () => {
  const { code, err } = await shop.windlass("port web 81");
  expect(code).toBe(1);
  expect(err).toContain("error[port-not-published]: no port 81/tcp for container shop-web-1: 80/tcp, 9000/tcp");
});

test("a service that does not run, and a number that it has not, exit 1", async () => {
  expect(await shop.windlass("port job 80")).toMatchObject({
    code: 1,
    err: expect.stringContaining('error[not-running]: service "job" is not running'),
  });
  expect((await shop.windlass("port --index 4 web 80")).err).toContain(
    'service "web" is not running container #4\n = hint: it runs #1',
  );
});

test.each(["80x", "65536", "-1"])("%s is no port", async (port) => {
  expect(await shop.windlass(["port", "web", "--", port])).toMatchObject({
    code: 1,
    err: expect.stringContaining(`error[usage]: invalid port ${JSON.stringify(port)}`),
  });
});
