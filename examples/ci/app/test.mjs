/** The suite: asks the running app, so it sees what users would see. */
import assert from "node:assert/strict";
import { test } from "node:test";

const get = async (path) => (await fetch(new URL(path, process.env.APP_URL))).json();

test("every migration ran before the app started", async () => {
  assert.deepEqual(await get("/schema"), [process.env.EXPECTED_SCHEMA]);
});

test("the fruit of all migrations is there", async () => {
  assert.deepEqual(await get("/fruit"), ["apple", "pear", "plum"]);
});
