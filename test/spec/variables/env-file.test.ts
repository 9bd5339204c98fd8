/** An env file that is named by itself. */
import { expect, test } from "vitest";
import { envFileVariables } from "../../../src/spec/variables/env-file.ts";
import { memoryContext } from "../../support/memory-context.ts";

const world = memoryContext({ "/app/run.env": "A=1\nB=$A-$C\n", "/app/bad.env": "A B\n" });

test("its variables may use each other and those that are looked up", async () => {
  const read = await envFileVariables("run.env", (name) => (name === "C" ? "looked-up" : undefined), world);
  expect(Object.fromEntries(read)).toEqual({ A: "1", B: "1-looked-up" });
});

test("one that is not there or can't be read is an error with its name", async () => {
  const none = () => undefined;
  await expect(envFileVariables("gone.env", none, world)).rejects.toMatchObject({ code: "file-not-found" });
  await expect(envFileVariables("bad.env", none, world)).rejects.toMatchObject({ code: "env-file-invalid" });
});
