import { expect, test } from "vitest";
import { refusing, shop } from "../../support/shop.ts";

test("pause and unpause do what is left to do", async () => {
  const { engine, windlass } = shop();
  await windlass("up -d");
  expect(await windlass("pause db")).toMatchObject({
    code: 0,
    err: expect.stringContaining(" Container shop-db-1 Paused \n"),
  });
  expect((await windlass("pause")).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-db-1": "paused", "shop-web-1": "paused" });
  expect((await windlass("-p shop unpause web", refusing)).code).toBe(0);
  expect((await windlass("unpause")).err).toContain(" Container shop-db-1 Unpaused \n");
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});

test("pause of what is paused, and unpause of what runs, is refused", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  const running = await windlass("unpause web");
  expect(running.code).toBe(1);
  expect(running.err).toContain("container shop-web-1 is not paused");
  await windlass("pause web");
  const paused = await windlass("pause web");
  expect(paused.code).toBe(1);
  expect(paused.err).toContain("container shop-web-1 is already paused");
});

test("pause and unpause tell each container by one line", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  for (const [verb, done, then] of [
    ["pause", "Paused", "paused"],
    ["unpause", "Unpaused", "running"],
  ] as const) {
    const { err } = await windlass(`${verb} web`);
    expect(err).toMatch(new RegExp(`^ Container shop-web-1 ${done} \\n1 ${then} \\([^\\n]+\\n$`));
  }
});

test("pause and unpause where nothing is exit with 0; an unknown service is an error", async () => {
  const { windlass } = shop();
  for (const verb of ["pause", "unpause"]) {
    expect(await windlass(`${verb} web`)).toEqual({ code: 0, out: "", err: "nothing to do\n" });
    expect((await windlass(`${verb} nobody`)).err).toContain("no such service: nobody");
  }
});
