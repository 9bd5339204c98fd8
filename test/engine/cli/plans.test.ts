/** What a plan says after somebody else was at the containers, and after a run that was killed: the command on a real engine. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { commandLine, type Ended, runProgram } from "../../support/program.ts";

const [address = ""] = engineAddresses;

let effects: Effects;
let compose: string;

const file = (attributes = ""): string =>
  `services:\n  a: {image: busybox, command: [sleep, "600"], init: true, mem_limit: 64m, networks: [n]${attributes}}\nnetworks: {n: }\n`;

beforeAll(async () => {
  effects = await openEffects(address);
});
afterAll(() => effects.remove());

beforeEach(async () => {
  compose = file();
  expect(await windlass("up", "-d")).toMatchObject({ code: 0 });
  expect(await windlass("up", "-d")).toMatchObject({ code: 0 });
});

const windlass = async (...args: readonly string[]): Promise<Ended> => {
  const path = join(effects.folder, "compose.yaml");
  await writeFile(path, compose);
  return runProgram(["-p", effects.project, "-f", path, ...args], { env: { ...process.env, DOCKER_HOST: address } });
};

/** The lines about the container, with the project's name left out. */
async function told(...flags: readonly string[]): Promise<string> {
  const { stdout, stderr, code } = await windlass("plan", ...flags);
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  const lines = stdout.replaceAll(effects.project, "shop").split("\n");
  const at = lines.findIndex((line) => line.includes("container"));
  return lines
    .slice(at, lines.indexOf("", at))
    .map((line) => line.trim().replaceAll(/ {2,}/g, "  "))
    .join("\n");
}

const container = async () => {
  const { Id } = await effects.inspect("a");
  return effects.docker.getContainer(Id);
};

test("an unchanged project is up to date, also in a second plan", async () => {
  expect(await told()).toBe("container  shop-a-1  keep  up to date");
  expect(await told()).toBe("container  shop-a-1  keep  up to date");
});

test("a removed container does not exist", async () => {
  await (await container()).remove({ force: true });
  expect(await told()).toBe("+ container  shop-a-1  create  does not exist");
});

test("docker update, and an update of ours that is taken back, are told with their values and accuse nobody", async () => {
  await (await container()).update({ Memory: 100 * 1024 ** 2, MemorySwap: 200 * 1024 ** 2 });
  const line = "~ container  shop-a-1  change  can be updated in place\nmem_limit: 100 MiB → 64 MiB (compose.yaml:2)";
  expect(await told()).toBe(line);
  expect((await windlass("up", "-d")).code).toBe(0);
  expect(await told()).toBe("container  shop-a-1  keep  up to date");
});

test("docker network disconnect and connect show all networks before and after", async () => {
  const other = `${effects.project}-other`;
  const { id } = await effects.docker.createNetwork({ Name: other });
  try {
    const one = await container();
    await effects.docker.getNetwork(`${effects.project}_n`).disconnect({ Container: one.id });
    await effects.docker.getNetwork(id).connect({ Container: one.id });
    expect(await told()).toBe(
      "~ container  shop-a-1  change  can be updated in place\nnetworks: shop-other → shop-other, shop_n (compose.yaml:2)",
    );
    expect((await windlass("up", "-d")).code).toBe(0);
    expect(await told()).toBe("container  shop-a-1  keep  up to date");
    await effects.docker.getNetwork(id).disconnect({ Container: one.id });
  } finally {
    await effects.docker.getNetwork(id).remove();
  }
});

test("a paused container, and one that was renamed, say so", async () => {
  const one = await container();
  await one.pause();
  expect(await told()).toBe("~ container  shop-a-1  start  paused");
  await one.unpause();
  await one.rename({ name: `${effects.project}-mine` });
  expect(await told()).toBe(
    "~ container  shop-a-1  change  renamed from shop-mine to shop-a-1\nname: shop-mine → shop-a-1",
  );
  expect((await windlass("up", "-d")).code).toBe(0);
  compose = file(`, container_name: ${effects.project}-front`);
  expect(await told()).toBe(
    [
      "~ container  shop-front  change  can be updated in place",
      "container_name: shop-a-1 → shop-front (compose.yaml:2)",
      "networks.shop_n.aliases: a, shop-a-1 → a, shop-front (compose.yaml:2)",
    ].join("\n"),
  );
});

test("a recreation that was killed is finished, and said to be that", async () => {
  compose = file(", stop_signal: SIGUSR1, stop_grace_period: 3s");
  await windlass("up", "-d");
  const { Id } = await effects.inspect("a");
  compose = file(", stop_signal: SIGUSR1, stop_grace_period: 3s, environment: {A: '1'}");
  expect(await told()).toBe(
    "± container  shop-a-1  recreate  environment.A changed\nenvironment.A: added (compose.yaml:2)",
  );
  const stops = await effects.docker.getEvents({ filters: { container: [Id], event: ["kill"] } });
  const path = join(effects.folder, "compose.yaml");
  const child = spawn(...commandLine(["-p", effects.project, "-f", path, "up", "-d"]), {
    env: { ...process.env, DOCKER_HOST: address },
    stdio: "ignore",
  });
  // The old container takes its time to stop: that is when the run dies.
  const stopping = await once(stops, "data");
  child.kill("SIGKILL");
  await once(child, "close");
  expect(String(stopping)).toContain(Id);
  await effects.docker.getContainer(Id).wait();
  expect(await told()).toBe("~ container  shop-a-1  start  finish an interrupted recreation");
  expect((await windlass("up", "-d")).code).toBe(0);
  expect(await told()).toBe("container  shop-a-1  keep  up to date");
});
