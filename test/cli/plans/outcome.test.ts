/** The last line of commands that change something: what stands then. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { shop } from "../../support/shop.ts";

const file = `name: shop
services:
  web:
    image: nginx
    depends_on: {db: {condition: service_healthy}, job: {condition: service_completed_successfully}}
  db:
    image: redis
    healthcheck: {test: ping}
  job:
    image: busybox
`;

function made() {
  const { engine, windlass } = shop(file);
  engine.behaviours.set("job", { exits: 0 });
  const last = async (words: string): Promise<string | undefined> =>
    (await windlass(words)).err
      .trimEnd()
      .split("\n")
      .at(-1)
      ?.replace(/\(.*s\)/, "(time)");
  return { engine, windlass, last };
}

test("each command says how many containers are in which state then", async () => {
  const { last } = made();
  expect(await last("create")).toBe("3 created (time)");
  expect(await last("create")).toBe("nothing to do: 3 created");
  expect(await last("start")).toBe("2 running, 1 healthy, 1 completed (time)");
  expect(await last("stop web")).toBe("1 stopped (time)");
  expect(await last("stop web")).toBe("nothing to do: 1 stopped");
  expect(await last("start web")).toBe("2 running, 1 healthy, 1 completed (time)");
  expect(await last("pause db")).toBe("1 paused (time)");
  expect(await last("unpause db")).toBe("1 running (time)");
  expect(await last("kill db")).toBe("1 killed (time)");
  expect(await last("rm -f db")).toBe("1 container removed (time)");
  expect(await last("down")).toBe("2 containers, 1 network removed (time)");
  expect(await last("down")).toBe('No resource found to remove for project "shop".');
});

test("up -d counts what it leaves alone, and what has ended since; who is recreated counts once", async () => {
  const { last } = made();
  expect(await last("up -d")).toBe("2 running, 1 healthy, 1 completed (time)");
  expect(await last("up -d --no-deps db")).toBe("nothing to do: 1 running, 1 healthy");
  expect(await last("up -d --no-deps --force-recreate web")).toBe("1 running (time)");
  expect(await last("up -d --no-deps --scale web=3 web")).toBe("3 running (time)");
  expect(await last("up -d --no-deps --scale web=1 web")).toBe("1 running, 2 containers removed (time)");
});

test("pull and build speak of images", async () => {
  const { last } = made();
  expect(await last("pull")).toBe("3 images pulled (time)");
});

test("with --progress json it is a record of its own, with quiet nothing", async () => {
  const { windlass } = made();
  const { err } = await windlass("--progress json up -d");
  const record: unknown = JSON.parse(err.trimEnd().split("\n").at(-1) ?? "");
  expect(record).toMatchObject({
    id: "Project shop",
    status: "Done",
    event: "summary",
    containers: { running: 2, healthy: 1, completed: 1 },
    removed: {},
  });
  const schema: object = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../../schemas/events.schema.json"), "utf8"),
  );
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
  expect((await windlass("--progress quiet restart")).err).toBe("");
});
