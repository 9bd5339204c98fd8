/** What containers have of each other: namespaces, volumes and names, seen from inside, also once one was replaced. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";

const compose = (marker: string): string => `
services:
  owner:
    image: busybox
    command: sleep 600
    ipc: shareable
    environment: {MARKER: "${marker}"}
    volumes: [/anonymous, "named:/named"]
  sharing:
    image: busybox
    command: sleep 601
    ipc: service:owner
    pid: service:owner
    network_mode: service:owner
    volumes_from: ["owner:ro"]
  host:
    image: busybox
    command: sleep 602
    ipc: host
    pid: host
    network_mode: host
  db:
    image: busybox
    command: sleep 603
    scale: 2
  web:
    image: busybox
    command: sleep 604
    links: [db, "db:mysql"]
    external_links: ["\${COMPOSE_PROJECT_NAME}-db-2:far", "nowhere:gone"]
  old:
    image: busybox
    command: sleep 605
    network_mode: bridge
    environment: {MARKER: "${marker}"}
  beside:
    image: busybox
    command: sleep 606
    network_mode: bridge
    links: ["old:friend"]
volumes: {named: }
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  let inside: Effects["inside"];

  beforeAll(async () => {
    effects = await openEffects(address);
    inside = effects.inside;
    await effects.up(compose("first"));
  });
  afterAll(() => effects.remove());

  const addressOf = async (service: string, number = 1): Promise<string> =>
    inside(service, "hostname -i", number).then((line) => line.split(" ")[0] ?? "");
  const looked = async (name: string): Promise<readonly string[]> =>
    [...(await inside("web", `nslookup ${name} | sed 1,3d`)).matchAll(/^Address[^:]*: (\d+\.[\d.]+)/gm)]
      .map(([, found = ""]) => found)
      .sort();

  const shared = async (): Promise<void> => {
    expect(await inside("sharing", "readlink /proc/self/ns/ipc")).toBe(
      await inside("owner", "readlink /proc/self/ns/ipc"),
    );
    expect(await inside("sharing", "cat /proc/1/cmdline | tr '\\0' ' '")).toBe("sleep 600 ");
    expect(await inside("sharing", "cat /proc/net/fib_trie")).toBe(await inside("owner", "cat /proc/net/fib_trie"));
    await inside("owner", "echo shared >/anonymous/a; echo shared >/named/n");
    expect(await inside("sharing", "cat /anonymous/a /named/n")).toBe("shared\nshared");
    await expect(inside("sharing", "touch /anonymous/b")).rejects.toThrow(/Read-only/);
  };

  proves(
    ["services.ipc", "services.pid", "services.network_mode", "services.volumes_from"],
    "the container has the other's, and read-only stays read-only",
    async () => {
      await shared();
      const host = await effects.inspect("host");
      expect([host.HostConfig.IpcMode, host.HostConfig.PidMode, host.HostConfig.NetworkMode]).toEqual([
        "host",
        "host",
        "host",
      ]);
      expect(await inside("host", "cat /proc/1/cmdline | tr '\\0' ' '")).not.toBe("sleep 602 ");
    },
  );

  proves(["services.links", "services.external_links"], "the names lead to the containers", async () => {
    const [mysql = "none"] = await looked("mysql");
    expect([await addressOf("db", 1), await addressOf("db", 2)]).toContain(mysql);
    expect(await looked("db-1")).toEqual([await addressOf("db", 1)]);
    expect(await looked("far")).toEqual([await addressOf("db", 2)]);
    expect(await inside("beside", "sed -n 's/\\t.*friend.*//p' /etc/hosts")).toBe(await addressOf("old"));
  });

  test("the next plan is empty, with more of the linked containers too", async () => {
    expect((await effects.plan(compose("first"))).steps).toEqual([]);
    const more = await effects.plan(compose("first").replace("scale: 2", "scale: 3"));
    expect(more.steps.map(({ id }) => id)).toEqual(["create db-3", "start db-3"]);
  });

  test("who shares with one that is replaced is replaced along with it, and shares again", async () => {
    const plan = await effects.up(compose("second"));
    expect(plan.steps.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["create owner-1", "create sharing-1", "create old-1", "create beside-1"]),
    );
    const reason = (id: string) => plan.steps.find((step) => step.id === id)?.reason;
    expect(reason("create sharing-1")).toMatchObject({ code: "owner-replaced", owner: "owner" });
    expect(reason("create beside-1")).toEqual({ code: "owner-replaced", share: "links", owner: "old" });
    await shared();
    expect(await inside("beside", "sed -n 's/\\t.*friend.*//p' /etc/hosts")).toBe(await addressOf("old"));
    expect((await effects.plan(compose("second"))).steps).toEqual([]);
  });
});
