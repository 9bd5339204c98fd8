import { expect, test } from "vitest";
import { wholeQuery } from "../../src/observe/query.ts";
import { loadText } from "../support/load.ts";

test("the engine is asked for images with valid names only: for others it would refuse to look at all", async () => {
  const project = await loadText("services: {web: {image: 'Alpine:Latest Tag'}, db: {image: 'postgres:17'}}");
  expect(wholeQuery(project, false).images).toEqual(["postgres:17"]);
});
