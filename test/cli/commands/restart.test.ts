import { expect, test } from "vitest";
import { planned, refusing, shop, shopFile } from "../../support/shop.ts";

test("restart tells each container as one thing, those that restart with it among them", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  const { code, err } = await windlass("restart db");
  expect(code).toBe(0);
  expect(err.split("\n").filter(Boolean)).toEqual([
    " Container shop-web-1 Restarting ",
    " Container shop-db-1 Restarting ",
    " Container shop-db-1 Started ",
    " Container shop-web-1 Started ",
    expect.stringMatching(/^2 running \(/),
  ]);
});

test("restart of a service says nothing of the others, and --no-deps leaves those alone that depend on it", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  for (const words of ["restart web", "restart --no-deps db"]) {
    const { err } = await windlass(words);
    expect(err, words).not.toContain(words.endsWith("db") ? "web" : "db");
    expect(err, words).toContain("Started");
  }
});

test("restart -t is the time that each container gets", async () => {
  const made = shop();
  await made.windlass("up -d");
  expect(await planned(made, "restart -t 4 web")).toMatchObject([{ graceSeconds: 4 }, { kind: "start-container" }]);
});

test("restart starts what has stopped, and what a profile leaves out where it is named", async () => {
  const { engine, windlass } = shop();
  await windlass("--profile tools up -d");
  await windlass("--profile tools stop");
  expect((await windlass("restart job")).err).toContain("Container shop-job-1 Started");
  expect(engine.states()).toEqual({ "shop-db-1": "exited", "shop-job-1": "running", "shop-web-1": "exited" });
});

test("restart -p goes by the labels, restart: true among them, and reads no file", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  const { code, err } = await windlass("-p shop restart db", refusing);
  expect(code).toBe(0);
  expect(err).toContain("Container shop-web-1 Restarting");
  expect((await windlass("-p nobody restart", refusing)).code).toBe(0);
  expect((await windlass("-p shop restart dbb", refusing)).err).toContain("no such service: dbb");
});

test("a circle of dependencies is told with its place, not stumbled over", async () => {
  const circle = shopFile.replace("image: redis", "image: redis\n    depends_on: [web]");
  const { windlass } = shop(circle);
  const { code, err } = await windlass("restart");
  expect(code).toBe(1);
  expect(err).toContain("dependency-cycle");
});
