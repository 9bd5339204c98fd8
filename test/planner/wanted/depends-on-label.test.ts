/** The label that tells docker compose of dependencies. */
import { expect, test } from "vitest";
import { labels } from "../../../src/engine/labels.ts";
import { engineWith, planOf, projectOf, up } from "../../support/scenario.ts";

const compose = `services:
  web:
    image: x
    depends_on:
      off: {condition: service_started, required: false}
      on: {condition: service_started, required: false, restart: true}
      db: {condition: service_started}
  off: {image: x, profiles: [p]}
  on: {image: x}
  db: {image: x}
`;

test("does not name a dependency that may be absent and is", async () => {
  const engine = engineWith("x");
  await up(await projectOf(compose), engine);
  const web = [...engine.containers.values()].find(({ config }) => config.labels[labels.service] === "web");
  expect(web?.config.labels[labels.dependsOn]).toBe("on:service_started:true,db:service_started:false");
});

test("is no reason to replace a container when that changes", async () => {
  const engine = engineWith("x");
  await up(await projectOf(compose), engine);
  const plan = await planOf(await projectOf(compose, {}, { profiles: ["p"] }), engine);
  expect(plan.verdicts.filter(({ action }) => action !== "keep")).toMatchObject([{ action: "create" }]);
});
