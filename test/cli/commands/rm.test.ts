import { expect, test } from "vitest";
import { planned, refusing, type Shop, shop, shopFile } from "../../support/shop.ts";

/** Of which web has stopped. */
async function halfStopped(answers: readonly string[] = [], tty = false): Promise<Shop> {
  const made = shop(shopFile, { answers, tty });
  await made.windlass("--progress plain up -d");
  await made.windlass("--progress plain stop web");
  return made;
}

test("rm says what goes and removes it once that is confirmed by a line", async () => {
  const { engine, windlass } = await halfStopped(["y"]);
  expect(await windlass("rm")).toMatchObject({ code: 0, out: "Going to remove shop-web-1\n" });
  expect(engine.states()).toEqual({ "shop-db-1": "running" });
});

test.each([[], ["n"], ["no idea"]])(
  "rm removes nothing where the answer is %j, and exits with 0",
  async (...answers) => {
    const { engine, windlass } = await halfStopped(answers);
    expect(await windlass("rm")).toEqual({ code: 0, out: "Going to remove shop-web-1\n", err: "" });
    expect(engine.states()).toMatchObject({ "shop-web-1": "exited" });
  },
);

test("rm asks in front of a terminal", async () => {
  const { windlass } = await halfStopped(["yes"], true);
  const { out, err } = await windlass("--progress plain rm");
  expect(out).toBe("");
  expect(err).toMatch(/^Going to remove shop-web-1 \[y\/N\] /);
});

test("rm --force does not ask, --stop takes what runs, too, and asks before it stops", async () => {
  const made = await halfStopped();
  const { engine, windlass } = made;
  expect((await windlass("rm --stop")).out).toBe("Going to remove shop-db-1, shop-web-1\n");
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "exited" });
  expect((await windlass("rm -fs db")).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-web-1": "exited" });
  expect(await planned(made, "rm")).toMatchObject([{ volumes: false }]);
  expect(await planned(made, "rm -v")).toMatchObject([{ volumes: true }]);
  expect((await windlass("rm --force -a -v")).code).toBe(0);
  expect(engine.states()).toEqual({});
});

test("rm says where there is nothing to remove; an unknown service is an error", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  expect(await windlass("rm")).toEqual({ code: 0, out: "", err: "No stopped containers\n" });
  expect((await windlass("rm nobody")).err).toContain("no such service: nobody");
});

test("rm -p reads no file", async () => {
  const { engine, windlass } = await halfStopped();
  expect((await windlass("-p shop rm -f", refusing)).code).toBe(0);
  expect(engine.states()).toEqual({ "shop-db-1": "running" });
});
