/** What commands that look at containers read of the project: nothing, where its name is given. */
import { beforeAll, expect, test } from "vitest";
import type { Command } from "../../../src/cli/args/command.ts";
import { allCommands } from "../../../src/cli/commands/index.ts";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const looks = [
  ["port web 80", "8080"],
  ["images", "shop-web-1"],
  ["ls", "shop"],
  ["volumes", "shop_data"],
  ["events --since 2025-01-01 --until 0s", "container start"],
  ["stats --no-stream", "shop-web-1"],
  ["logs", ""],
  ["ps", "shop-web-1"],
] as const;

test.each(looks)("-p shop %s opens no file of the project", async (command, shown) => {
  const elsewhere = shop.elsewhere();
  const { code, out, err } = await shop.windlass(`-p shop ${command}`, elsewhere);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(shown);
  expect(elsewhere.opened).toEqual([]);
});

/** Of each command that can do with the name: what it may be called with. */
const calls: Readonly<Record<string, string>> = {
  ...Object.fromEntries(looks.map(([words]) => [words.split(" ")[0], words])),
  attach: "attach nobody",
  commit: "commit web",
  cp: "cp web:/etc/hosts -",
  exec: "exec -e HOME nobody true",
  export: "export web",
  top: "top",
  wait: "wait nobody",
  start: "start",
  stop: "stop db",
  restart: "restart web",
  kill: "kill db",
  pause: "pause web",
  unpause: "unpause web",
  rm: "rm -f",
  down: "down",
  load: "load -i nowhere.tar",
  "image history": "image history web",
  "image inspect": "image inspect web",
  "image tag": "image tag web shop/web:v1",
  "image rm": "image rm web",
  "image prune": "image prune",
  "image import": "image import nowhere.tar web",
  "image search": "image search web",
  "bridge transformations list": "bridge transformations list",
  "alpha generate": "alpha generate shop-web-1",
};

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...(command.subcommands ?? []).flatMap(withSubcommands),
];
const all = (await allCommands()).flatMap(withSubcommands).map(({ name, named }) => ({ name, named }));
const byName = all.filter(({ named }) => named !== undefined).map(({ name }) => name);

test.each(byName)("%s opens no file where -p names the project, .env neither", async (name) => {
  const own = await openShop();
  const elsewhere = own.elsewhere();
  const [, shown = "", verb = name] = /^((?:graph )?plan )(.*)/.exec(name) ?? [];
  const words = `${shown}${calls[verb]}`;
  await own.windlass(`-p shop ${words}`, elsewhere);
  expect({ words, opened: elsewhere.opened }).toEqual({ words: expect.stringContaining(name), opened: [] });
});

test("all others need the project's file, or nothing of a project", () => {
  const others = all.filter(({ named }) => named === undefined).map(({ name }) => name);
  expect(others.filter((name) => !/\bplan /.test(name))).toEqual([
    ...["up", "create", "run", "scale", "build", "pull", "push"],
    ...[
      "plan",
      "graph",
      "graph plan",
      "config",
      "validate",
      "save",
      "lock",
      "update",
      "bridge convert",
      "bridge transformations create",
      "publish",
      "alpha publish",
      "install-plugin",
      "uninstall-plugin",
      "completion",
      "version",
      "alpha viz",
    ],
  ]);
});

test.each(["port web 80", "images", "stats --no-stream"])(
  "%s opens none either where COMPOSE_PROJECT_NAME gives the name, even with a file",
  async (command) => {
    const elsewhere = shop.elsewhere({ COMPOSE_PROJECT_NAME: "Shop" });
    const { code, err } = await shop.windlass(`-f nowhere.yaml ${command}`, elsewhere);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(elsewhere.opened).toEqual([]);
  },
);

test("an env file that is named is read all the same: it may set how things are shown", async () => {
  const elsewhere = shop.elsewhere();
  await shop.windlass("-p shop --env-file mine.env ps", elsewhere);
  expect(elsewhere.opened).toEqual(["/app/mine.env"]);
});

test("a name is taken in small letters, as the labels have it", async () => {
  expect((await shop.windlass("-p SHOP images -q", shop.elsewhere())).out).not.toBe("");
});
