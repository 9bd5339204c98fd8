import { expect, test } from "vitest";
import { planned, refusing, shop } from "../../support/shop.ts";

test("stop stops the named service alone, without one all of them, and says what has stopped already", async () => {
  const { engine, windlass } = shop();
  await windlass("up -d");
  expect(await windlass("stop db")).toMatchObject({
    code: 0,
    out: "",
    err: expect.stringMatching(
      /^ Container shop-db-1 Stopping \n Container shop-db-1 Stopped \n1 stopped \(\d\.\ds\)\n$/,
    ),
  });
  expect(engine.states()).toEqual({ "shop-db-1": "exited", "shop-web-1": "running" });
  const { code, err } = await windlass("stop");
  expect(code).toBe(0);
  expect(err).toContain(" Container shop-db-1 Stopped \n");
  expect(err).toContain(" Container shop-web-1 Stopping \n");
  expect(engine.states()).toEqual({ "shop-db-1": "exited", "shop-web-1": "exited" });
});

test("stop -t is the time that each container gets", async () => {
  const made = shop();
  await made.windlass("up -d");
  expect(await planned(made, "stop -t 3")).toMatchObject([{ graceSeconds: 3 }, { graceSeconds: 3 }]);
});

test("stop where nothing is exits with 0; an unknown service is an error", async () => {
  const { windlass } = shop();
  expect(await windlass("stop")).toEqual({ code: 0, out: "", err: "nothing to do\n" });
  const { code, err } = await windlass("stop webb");
  expect(code).toBe(1);
  expect(err).toContain("no such service: webb");
  expect(err).toContain("did you mean web?");
});

test("stop leaves services alone that no profile enables, unless they are named", async () => {
  const { engine, windlass } = shop();
  await windlass("--profile tools up -d");
  await windlass("stop");
  expect(engine.states()).toMatchObject({ "shop-job-1": "running" });
  await windlass("stop job");
  expect(engine.states()).toMatchObject({ "shop-job-1": "exited" });
});

test("stop -p reads no file", async () => {
  const { engine, windlass } = shop();
  await windlass("up -d");
  expect((await windlass("-p shop stop web", refusing)).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "exited" });
  expect((await windlass("-p SHOP stop", refusing)).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-db-1": "exited", "shop-web-1": "exited" });
  expect((await windlass("-p nobody stop", refusing)).code).toBe(0);
});

test("stop --dry-run shows the plan and stops nothing", async () => {
  const { engine, windlass } = shop();
  await windlass("up -d");
  expect((await windlass("stop --dry-run")).out).toContain("2 to stop");
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});
