/** What commands that look at containers read of the project: nothing, where its name is given. */
import { beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const commands = [
  ["port web 80", "8080"],
  ["images", "shop-web-1"],
  ["ls", "shop"],
  ["volumes", "shop_data"],
  ["events --since 2025-01-01 --until 0s", "container start"],
  ["stats --no-stream", "shop-web-1"],
  ["logs", ""],
  ["ps", "shop-web-1"],
] as const;

/** Variables of the tool itself may stand in it. */
const ownFiles = (opened: readonly string[]): readonly string[] => opened.filter((path) => path !== "/app/.env");

test.each(commands)("-p shop %s opens no file of the project", async (command, shown) => {
  const elsewhere = shop.elsewhere();
  const { code, out, err } = await shop.windlass(`-p shop ${command}`, elsewhere);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(shown);
  expect(ownFiles(elsewhere.opened)).toEqual([]);
});

test.each(["port web 80", "images", "stats --no-stream"])(
  "%s opens none either where COMPOSE_PROJECT_NAME gives the name, even with a file",
  async (command) => {
    const elsewhere = shop.elsewhere({ COMPOSE_PROJECT_NAME: "Shop" });
    const { code, err } = await shop.windlass(`-f nowhere.yaml ${command}`, elsewhere);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(elsewhere.opened.filter((path) => path.includes("nowhere"))).toEqual([]);
  },
);

test("a name is taken in small letters, as the labels have it", async () => {
  expect((await shop.windlass("-p SHOP images -q", shop.elsewhere())).out).not.toBe("");
});
