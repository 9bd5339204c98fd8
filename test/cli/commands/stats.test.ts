import { beforeEach, expect, test } from "vitest";
import { openShop, type Shop } from "../../support/running-shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop("  job: {image: busybox}\n");
  shop.engine.become("shop-job-1", { state: "exited" });
  const usage = {
    cpuPercent: 12.345,
    memory: 3_837_952,
    memoryLimit: 1 << 30,
    received: 1_480,
    sent: 126,
    read: 0,
    written: 2_500_000,
    processes: 4,
  };
  for (const { id } of shop.engine.containers.values()) shop.engine.usages.set(id, usage);
});

test("stats --no-stream is a table of what runs", async () => {
  const { code, out } = await shop.windlass("stats --no-stream web");
  const [heads, row] = out.split("\n").map((line) => line.split(/ {2,}/));
  expect(code).toBe(0);
  expect(heads?.join("|")).toBe("CONTAINER ID|NAME|CPU %|MEM USAGE / LIMIT|MEM %|NET I/O|BLOCK I/O|PIDS");
  expect(row?.slice(1).join("|")).toBe("shop-web-1|12.35%|3.66MiB / 1GiB|0.36%|1.48kB / 126B|0B / 2.5MB|4");
  expect(row?.[0]).toHaveLength(12);
});

test("stats -a shows what has stopped, and --no-trunc whole ids", async () => {
  const { out } = await shop.windlass("stats --no-stream -a --no-trunc");
  expect(out).toMatch(/^[0-9a-f]{64} +shop-job-1 +0\.00% +0B \/ 0B/m);
});

test("stats --format json is an object a line with the keys that tools know; a template and the settings count", async () => {
  const { out } = await shop.windlass("stats --no-stream --format json db");
  expect(Object.keys(JSON.parse(out)).join(" ")).toBe("BlockIO CPUPerc Container ID MemPerc MemUsage Name NetIO PIDs");
  expect((await shop.windlass(["stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}}"])).out).toBe(
    "shop-db-1 4\nshop-web-1 4\n",
  );
});

test("stats goes on until Ctrl-C, with those that start and without those that end", async () => {
  const shell = shop.shell();
  const ended = shop.windlass(["stats", "--format", "{{.Name}}"], shell);
  const until = async (shown: RegExp): Promise<void> => {
    for (let left = 200; left > 0 && !shown.test(shell.out.text); left--)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(shell.out.text).toMatch(shown);
  };
  await until(/^shop-db-1\nshop-web-1\n/);
  shop.engine.restart("shop-job-1");
  shop.engine.become("shop-db-1", { state: "exited" });
  await until(/shop-job-1\nshop-web-1\n(?!.*shop-db-1)/s);
  shell.interrupt();
  expect((await ended).code).toBe(130);
});

test("stats takes one service at most", async () => {
  expect((await shop.windlass("stats web db")).err).toContain('"windlass stats" accepts at most 1 argument');
});
