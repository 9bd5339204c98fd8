import { expect, test } from "vitest";
import { planned, refusing, shop, shopFile } from "../../support/shop.ts";

const kills = (calls: readonly string[]): string[] => calls.filter((call) => call.startsWith("kill"));

test("kill sends SIGKILL, or another signal, to what runs", async () => {
  const made = shop();
  const { engine, windlass } = made;
  await windlass("up -d");
  expect(await planned(made, "kill -s SIGHUP web")).toMatchObject([
    { signal: "SIGHUP", container: { name: "shop-web-1" } },
  ]);
  expect(await planned(made, "kill")).toMatchObject([{ signal: "SIGKILL" }, { signal: "SIGKILL" }]);
  expect(await windlass("kill -s SIGHUP web")).toMatchObject({
    code: 0,
    err: expect.stringMatching(/^ Container shop-web-1 Killing \n Container shop-web-1 Killed \n1 signalled /),
  });
  await windlass("kill");
  expect(kills(engine.calls).toSorted()).toEqual(["kill shop-db-1", "kill shop-web-1"]);
});

test("kill says that nothing runs, where COMPOSE_STATUS_STDOUT has it", async () => {
  const { windlass } = shop();
  expect(await windlass("kill")).toEqual({ code: 0, out: "", err: "No container to kill\n" });
  const { windlass: toldOnOut } = shop(shopFile, { env: { COMPOSE_STATUS_STDOUT: "1" } });
  expect(await toldOnOut("kill")).toEqual({ code: 0, out: "No container to kill\n", err: "" });
  expect((await windlass("kill nobody")).err).toContain("no such service: nobody");
});

test("kill --remove-orphans reaches services that are not in the file, and so does COMPOSE_REMOVE_ORPHANS", async () => {
  const { engine, windlass } = shop();
  await windlass("up -d");
  const smaller = "name: shop\nservices: {db: {image: redis}}";
  await shop(smaller, {}, engine).windlass("kill --remove-orphans");
  await windlass("up -d");
  await shop(smaller, {}, engine).windlass("kill");
  await shop(smaller, { env: { COMPOSE_REMOVE_ORPHANS: "true" } }, engine).windlass("kill");
  expect(kills(engine.calls).filter((call) => call.includes("web"))).toHaveLength(2);
});

test("kill -p reads no file", async () => {
  const { engine, windlass } = shop();
  await windlass("up -d");
  expect((await windlass("-p shop kill", refusing)).code).toBe(0);
  expect(kills(engine.calls)).toHaveLength(2);
});
