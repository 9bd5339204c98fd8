/** `plan VERB`: the plan of the same words, for every verb. */
import { expect, test } from "vitest";
import { allCommands, verbs } from "../../../src/cli/commands/index.ts";
import { refusing, shop } from "../../support/shop.ts";

const commands = await allCommands();

test.each([
  "up",
  "up --force-recreate web",
  "create --scale db=2",
  "down",
  "down -v web",
  "stop",
  "stop -t 3 db",
  "start",
  "restart web",
  "restart --no-deps -t 1 db",
  "kill -s SIGHUP",
  "pause db",
  "rm",
  "rm -sv",
  "scale web=3",
  "scale --no-deps web=0",
  "pull --policy always db",
  "build",
])("plan %s shows what %s would do, and does nothing", async (words) => {
  const { engine, windlass } = shop();
  await windlass("up -d");
  await windlass("stop web");
  const calls = engine.calls.length;
  expect(await windlass(`plan ${words}`)).toEqual(await windlass(`${words} --dry-run`));
  const plan = JSON.parse((await windlass(`plan ${words} --format json`)).out);
  const before = await windlass(`plan --format json ${words}`);
  expect(JSON.parse(before.out)).toEqual(plan);
  expect(engine.calls).toHaveLength(calls);
  expect((await windlass(`plan --detailed-exitcode ${words}`)).code).toBe(plan.steps.length > 0 ? 2 : 0);
});

test("plan run shows the container that run would make, and what it needs, and makes none", async () => {
  const { engine, windlass } = shop();
  const { code, out } = await windlass("plan run --name once web ls");
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("once") });
  expect(out).toContain("requested by `run`");
  expect(engine.calls).toEqual([]);
});

test("every verb has a plan", () => {
  const { subcommands = [] } = commands.find(({ name }) => name === "plan") ?? {};
  expect(subcommands.map(({ name }) => name)).toEqual(verbs.map(({ name }) => `plan ${name}`));
});

test("plan unpause shows what would be resumed", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  await windlass("pause db");
  expect((await windlass("plan unpause")).out).toMatch(/shop-db-1 +change +requested by `unpause`/);
});

test("plan without a verb is up's, with services and with --down as before", async () => {
  const { windlass } = shop();
  expect((await windlass("plan db")).out).toEqual((await windlass("up --dry-run db")).out);
  await windlass("up -d");
  expect((await windlass("plan --down db")).out).toEqual((await windlass("plan down db")).out);
});

test("a service that is called like a command is meant after up, or behind --", async () => {
  const { windlass } = shop("name: shop\nservices: {stop: {image: redis}, other: {image: redis}}");
  expect((await windlass("plan stop")).out).toContain("Nothing to do");
  for (const words of ["plan up stop", "plan -- stop"]) {
    const { out } = await windlass(words);
    expect(out, words).toContain("shop-stop-1");
    expect(out, words).not.toContain("shop-other-1");
  }
});

test("plan of a verb knows that verb's flags and no others, and has its own help", async () => {
  const { windlass } = shop();
  expect((await windlass("plan stop --build")).err).toContain("unknown flag: --build");
  expect((await windlass("plan --build stop")).err).toContain("unknown flag: --build");
  const { out } = await windlass("plan kill --help");
  expect(out).toContain("Usage: windlass plan kill [options] [service...]");
  expect(out).toContain("--signal");
  expect((await windlass("help plan kill")).out).toBe(out);
  expect((await windlass("plan --help")).out).toContain("plan restart");
});

test("plan of a verb reads no file where the project is named", async () => {
  const { windlass } = shop();
  await windlass("up -d");
  expect((await windlass("-p shop plan restart db", refusing)).out).toContain("2 to restart");
});
