/** What a row of the engine's list tells: the texts are those of engines 20.10 and 28, and of Podman. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { completed, containerRow, isIncomplete } from "../../../src/docker/wire/container-row.ts";
import { containerFact } from "../../../src/docker/wire/facts.ts";
import type { ContainerRow } from "../../../src/engine/port.ts";

const recorded = (name: string): { readonly list: readonly { readonly Names: readonly string[] }[] } =>
  JSON.parse(readFileSync(new URL(`recorded/${name}.json`, import.meta.url), "utf8"));

const row = (State: string, Status: string): ContainerRow => containerRow({ Id: "1", State, Status });

test.each(["engine-28", "engine-20"])("a row of %s has all that a listing shows", (name) => {
  const [raw] = recorded(name).list.filter(({ Names }) => Names[0] === "/app-b-1");
  expect(containerRow(raw)).toMatchObject({
    name: "app-b-1",
    command: "sh",
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
    status: expect.stringMatching(/^Up /),
    exitCode: 0,
    health: "none",
    mounts: expect.arrayContaining([{ type: "volume", source: "app_vol" }]),
    networks: ["none"],
  });
});

test.each([
  ["running", "Up 4 minutes", "none", 0],
  ["running", "Up 4 minutes (healthy)", "healthy", 0],
  ["running", "Up 4 minutes (health: starting)", "starting", 0],
  ["running", "Up 4 minutes (unhealthy)", "unhealthy", 0],
  ["paused", "Up 4 minutes (Paused)", "none", 0],
  ["exited", "Exited (137) 2 seconds ago", "none", 137],
  ["restarting", "Restarting (3) 2 seconds ago", "none", 0],
  ["created", "Created", "none", 0],
  ["removing", "Removal In Progress", "none", 0],
] as const)("%s, %s: health and exit code are read from the text", (state, status, health, exitCode) => {
  expect(row(state, status)).toMatchObject({ state, status, health, exitCode });
  expect(isIncomplete(row(state, status), "docker")).toBe(false);
});

test("how a dead container ended, and health on Podman, is asked of the container", () => {
  const fact = (State: object) => containerFact({ Id: "1", Name: "/a", State });
  const dead = row("dead", "Dead");
  expect(isIncomplete(dead, "docker")).toBe(true);
  expect(completed(dead, fact({ Status: "dead", ExitCode: 9 }))).toMatchObject({ status: "Dead", exitCode: 9 });
  const running = row("running", "Up 5 minutes");
  expect(isIncomplete(running, "podman")).toBe(true);
  const asked = (Status: string) => completed(running, fact({ Status: "running", Health: { Status } })).status;
  expect(["healthy", "starting", "none"].map(asked)).toEqual([
    "Up 5 minutes (healthy)",
    "Up 5 minutes (health: starting)",
    "Up 5 minutes",
  ]);
});
