import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

const label = (name: string, key: string, value: string): void => {
  for (const container of shop.engine.containers.values())
    if (container.name === name)
      container.config = { ...container.config, labels: { ...container.config.labels, [key]: value } };
};

test("ps has a column for the engine where a container tells it, and a key always", async () => {
  expect((await shop.windlass("ps")).out).not.toContain("ENGINE");
  expect(JSON.parse((await shop.windlass("ps --format json db")).out).Engine).toBe("");
  label("shop-db-1", "com.docker.compose.engine", "far");
  const { out } = await shop.windlass("ps");
  expect(out).toMatch(/PORTS +ENGINE\n.*shop-db-1.* far\n/);
  expect((await shop.windlass("ps", shop.shell({ tty: true }))).out).toMatch(/PORTS +ENGINE\n.*shop-db-1.* far\n/);
});

test("ps takes the format of the docker client's settings where none is given", async () => {
  const folder = await mkdtemp(join(tmpdir(), "windlass-ps-"));
  try {
    const settings = (text: string): Promise<void> => writeFile(join(folder, "config.json"), text);
    const ps = async (flags = ""): Promise<string> =>
      (await shop.windlass(`ps ${flags}`, shop.shell({ env: { DOCKER_CONFIG: folder } }))).out;
    await settings('{"psFormat": "table {{.Name}}"}');
    expect(await ps()).toBe("NAME\nshop-db-1\nshop-web-1\n");
    expect(await ps("--format {{.Service}}")).toBe("db\nweb\n");
    expect(await ps("--format table")).toContain("COMMAND");
    await settings("{");
    expect(await ps()).toContain("COMMAND");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("ps tells how it ended of what has ended, and health of what runs", async () => {
  shop.engine.become("shop-db-1", { state: "restarting", exitCode: 5 });
  shop.engine.become("shop-web-1", { state: "exited", exitCode: 3, health: "unhealthy" });
  const { out } = await shop.windlass("ps -a --format json");
  const found = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(found.map(({ ExitCode, Health }) => ({ ExitCode, Health }))).toEqual([
    { ExitCode: 0, Health: "" },
    { ExitCode: 3, Health: "" },
  ]);
});

test("ps --format raw writes a block a container", async () => {
  expect((await shop.windlass("ps --format raw db")).out).toMatch(
    /^container_id: [0-9a-f]{12}\nimage: redis:7\n[\s\S]*names: shop-db-1\n[\s\S]*\n\n$/,
  );
});
