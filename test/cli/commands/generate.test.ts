/** `alpha generate`: which containers are meant, and how the file is printed. */
import { beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test("a container is named by name or id, and stands once in the file", async () => {
  const [web] = [...shop.engine.containers.values()].filter(({ name }) => name === "shop-web-1");
  const { code, out, err } = await shop.windlass(`alpha generate shop-web-1 ${web?.id} --name copy`, shop.elsewhere());
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toBe(`name: copy
services:
  web:
    expose:
      - 9000/tcp
    image: nginx:1.27
    networks:
      shop_default: {}
    ports:
      - target: 80
        published: "8080"
        protocol: tcp
networks:
  shop_default:
    name: shop_default
    external: true
`);
});

test("--format json prints the same as JSON", async () => {
  const { out } = await shop.windlass("alpha generate shop-db-1 --format json --project-dir /tmp");
  expect(JSON.parse(out)).toMatchObject({
    services: { db: { image: "redis:7", volumes: [{ type: "volume", source: "shop_data", target: "/data" }] } },
    volumes: { shop_data: { name: "shop_data", external: true } },
  });
});

test.each([
  ["alpha generate shop-web-1 nobody other", "error[container-missing]: no such container: nobody, other\n"],
  ["alpha generate shop-web-1 --name My", 'error[invalid-project-name]: invalid project name "My"\n'],
  ["alpha generate", 'error[usage]: "windlass alpha generate" requires at least 1 argument\n'],
])("%s is refused", async (argv, message) => {
  const { code, out, err } = await shop.windlass(argv);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(message);
});
