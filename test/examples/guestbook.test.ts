import { afterAll, beforeAll, expect, test } from "vitest";
import { type Example, openExample } from "../support/example.ts";

let guestbook: Example;
beforeAll(async () => {
  guestbook = await openExample("guestbook", "GUESTBOOK_PORT");
});
afterAll(() => guestbook.remove());

const page = async (): Promise<string> => (await guestbook.fetch()).text();
const sign = (message: string): Promise<Response> =>
  guestbook.fetch({ method: "POST", body: new URLSearchParams({ name: "Ada", message }) });
const stored = (): Promise<string> =>
  guestbook.inside(`${guestbook.project}-db-1`, [
    "sh",
    "-c",
    "PGPASSWORD=$(cat /run/secrets/db_password) psql -h 127.0.0.1 -U guestbook -At -c 'select name, message from entry'",
  ]);

test("an entry is in PostgreSQL, survives down and up, and is gone after down -v", async () => {
  await guestbook.ok(["up", "-d", "--wait"]);
  await sign("hello <world> & 'all'");
  expect(await page()).toContain("<b>Ada</b>: hello &lt;world&gt; &amp; 'all'");
  expect(await stored()).toBe("Ada|hello <world> & 'all'\n");

  await guestbook.ok(["down"]);
  await expect(guestbook.fetch()).rejects.toThrow();
  await guestbook.ok(["up", "-d", "--wait"]);
  expect(await page()).toContain("<b>Ada</b>: hello");

  await guestbook.ok(["down", "-v"]);
  await guestbook.ok(["up", "-d", "--wait"]);
  expect(await page()).toContain("Entries: 0.");
  expect(await stored()).toBe("");
});

test("a second up has nothing to do", async () => {
  await guestbook.ok(["up", "-d", "--wait"]);
  const { code, stdout } = await guestbook.run(["plan", "--detailed-exitcode"]);
  expect(stdout).toContain("Nothing to do");
  expect(code).toBe(0);
});

test("another image replaces one container, says which line asked for it, and keeps the entries", async () => {
  await guestbook.ok(["up", "-d", "--wait"]);
  await sign("before the change");
  const other = await guestbook.copyImage("redis:7-alpine", "cache");
  let line = 0;
  await guestbook.edit("compose.yaml", (file) => {
    line = file.split("\n").findIndex((each) => each.includes("image: redis")) + 1;
    return file.replace("image: redis:7-alpine", `image: ${other}`);
  });

  const { stdout, code } = await guestbook.run(["plan", "--detailed-exitcode"]);
  const replaced = stdout.split("\n").filter((each) => /^ +\S container .* recreate /.test(each));
  expect(replaced, stdout).toHaveLength(1);
  expect(replaced[0]).toContain(`${guestbook.project}-cache-1`);
  expect(stdout).toContain(`redis:7-alpine → ${other} (compose.yaml:${line})`);
  expect(code).toBe(2);

  await guestbook.ok(["up", "-d", "--wait"]);
  expect(await page()).toContain("before the change");
  expect((await guestbook.run(["plan", "--detailed-exitcode"])).code).toBe(0);
});
