/** `graph` in front of an engine in memory: what it reads, and what it shows of it. */
import { expect, test } from "vitest";
import { allCommands, verbs } from "../../../src/cli/commands/index.ts";
import { refusing, shop, shopFile } from "../../support/shop.ts";

test("graph shows the services as a tree, and asks no engine", async () => {
  const { engine, windlass } = shop();
  const { code, out, err } = await windlass("graph", { connect: () => Promise.reject(new Error("no engine")) });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toBe(`shop

web                               nginx
└─ db  started, restarts with it  redis

Networks
  default  all services
`);
  expect(engine.calls).toEqual([]);
});

test("graph of some services shows them and what they depend on", async () => {
  const { windlass } = shop();
  expect((await windlass("graph db")).out).toBe("shop\n\ndb  redis\n\nNetworks\n  default  db\n");
  expect((await windlass("graph web")).out).toContain("└─ db");
  expect(await windlass("graph nobody")).toMatchObject({
    code: 1,
    err: expect.stringContaining("no such service: nobody"),
  });
});

test("graph needs none of the files that services name", async () => {
  const { windlass } = shop(shopFile.replace("image: redis", "image: redis\n    env_file: gone.env"));
  expect((await windlass("graph")).code).toBe(0);
});

test("graph --live shows the containers with their states, without reading a file where the name is given", async () => {
  const { engine, windlass } = shop();
  expect((await windlass("graph --live")).out).toBe("shop: containers\n\nNothing to show.\n");
  await windlass("up -d");
  engine.become("shop-db-1", { state: "exited", exitCode: 3 });
  const { code, out } = await windlass("-p shop graph --live", refusing);
  expect({ code, out }).toEqual({
    code: 0,
    out: `shop: containers

shop-web-1             running · nginx
└─ shop-db-1  started  exited (3) · redis

Networks
  shop_default  bridge · all containers
`,
  });
  expect((await windlass("-p shop graph --live db", refusing)).out).not.toContain("shop-web-1");
  expect((await windlass("-p shop graph --live web", refusing)).out).toContain("shop-db-1");
  for (const words of ["graph --live nobody", "-p shop graph --live nobody"])
    expect((await windlass(words)).err).toContain("no such service: nobody");
});

test("graph plan shows the steps of up in their order, and does nothing", async () => {
  const { engine, windlass } = shop();
  const { out } = await windlass("graph plan");
  expect(out).toBe(`shop: plan of up

create network shop_default
├─ create db-1
│  └─ start db-1
│     └─ start web-1         also after create web-1
└─ create web-1
`);
  expect((await windlass("graph plan up")).out).toBe(out);
  expect((await windlass("graph plan --no-start db")).out).not.toContain("web");
  expect(engine.calls).toEqual([]);
});

test.each(["stop", "down", "restart web", "kill", "pull --policy always db", "create --scale db=2"])(
  "graph plan %s shows the steps of that command",
  async (words) => {
    const { windlass } = shop();
    await windlass("up -d");
    const { steps } = JSON.parse((await windlass(`plan ${words} --format json`)).out);
    const { code, out } = await windlass(`graph plan ${words}`);
    expect(code).toBe(0);
    expect(steps.length).toBeGreaterThan(0);
    for (const { id } of steps) expect(out).toMatch(new RegExp(`(^|─ )${id}( |$)`, "m"));
  },
);

test("graph plan of what is up to date has nothing to do", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  expect((await windlass("graph plan")).out).toBe("shop: plan of up\n\nNothing to do.\n");
});

test("every verb has the graph of its plan", async () => {
  const graph = (await allCommands()).find(({ name }) => name === "graph");
  const [plan] = graph?.subcommands ?? [];
  expect(plan?.subcommands?.map(({ name }) => name)).toEqual(verbs.map(({ name }) => `graph plan ${name}`));
});

test.each([
  ["mermaid", /^---\ntitle: "shop"\n---\nflowchart LR\n/],
  ["dot", /^digraph "shop" \{\n/],
  ["svg", /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /],
])("graph --format %s", async (format, begin) => {
  const { windlass } = shop();
  expect((await windlass(`graph --format ${format}`)).out).toMatch(begin);
});
