/** Host ports, names and addresses that pass from one container to another: who had them lets go first. */
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort, freeSubnets } from "../../support/addresses.ts";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses } from "../../support/engines.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let command: Command;
  let port: number;
  let other: number;

  beforeEach(async () => {
    command = await openCommand(address);
    port = await freePort(2);
    other = port + 1;
  });
  afterEach(() => command.remove());

  /** Tells its service's name to who asks at port 80. */
  const server = (service: string, ports: readonly number[], more = ""): string =>
    `  ${service}: {image: busybox, command: httpd -f -p 80 -h /etc, hostname: ${service}, stop_signal: SIGKILL, ports: [${ports.map((published) => `"${published}:80"`).join(", ")}]${more}}\n`;
  const answers = async (at: number): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${at}/hostname`, { headers: { connection: "close" } });
    return (await response.text()).trim();
  };

  test("a port that moves to another service is served by that one", async () => {
    await command.up(`services:\n${server("a", [port])}${server("b", [])}`);
    const moved = `services:\n${server("a", [])}${server("b", [port])}`;
    await command.up(moved);
    expect(await answers(port)).toBe("b");
    expect(await command.steps(moved)).toEqual([]);
  });

  test("a port that moves to what its old holder depends on is served by that one", async () => {
    const depends = ", depends_on: [a]";
    await command.up(`services:\n${server("a", [])}${server("b", [port], depends)}`);
    const moved = `services:\n${server("a", [port])}${server("b", [], depends)}`;
    await command.up(moved);
    expect(await answers(port)).toBe("a");
    expect(await command.containers()).toEqual(["a-1 running", "b-1 running"]);
    expect(await command.steps(moved)).toEqual([]);
  });

  test.each(["", ", depends_on: [a]"])("two services swap their ports%s", async (depends) => {
    await command.up(`services:\n${server("a", [port])}${server("b", [other], depends)}`);
    const swapped = `services:\n${server("a", [other])}${server("b", [port], depends)}`;
    await command.up(swapped);
    expect([await answers(port), await answers(other)]).toEqual(["b", "a"]);
    expect(await command.containers()).toEqual(["a-1 running", "b-1 running"]);
    expect(await command.steps(swapped)).toEqual([]);
  });

  test("a renamed service keeps its port with --remove-orphans; without it the line is told, and nothing is done", async () => {
    await command.up(`services:\n${server("old", [port])}`);
    const life = await command.life("old");
    const renamed = `services:\n${server("new", [port])}`;
    const refused = await command.run(renamed, "up", "-d");
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("[port-taken]");
    expect(refused.output).toMatch(/compose\.yaml:2:\d+/);
    expect(refused.output).toContain("--remove-orphans");
    expect(await command.containers()).toEqual(["old-1 running"]);
    expect(await command.life("old")).toBe(life);
    await command.up(renamed, "--remove-orphans");
    expect(await answers(port)).toBe("new");
    expect(await command.containers()).toEqual(["new-1 running"]);
  });

  test("a port that another process holds stops nothing of what runs", async () => {
    await command.up(`services:\n${server("a", [port])}`);
    const life = await command.life("a");
    const holder = createServer().listen(other);
    try {
      const { code, output } = await command.run(`services:\n${server("a", [other])}`, "up", "-d");
      expect(code).toBe(1);
      expect(output).toContain(`${other}`);
    } finally {
      holder.close();
    }
    expect(await command.life("a")).toBe(life);
    expect(await answers(port)).toBe("a");
  });

  const named = (service: string, name: string, more = ""): string =>
    `  ${service}: {image: busybox, command: sleep 600, stop_signal: SIGKILL, container_name: "${name}"${more}}\n`;
  const names = async (): Promise<readonly string[]> =>
    Promise.all(["a", "b"].map(async (service) => (await command.inspect(service)).Name.slice(1)));

  test.each(["", ", depends_on: [a]"])("two services swap their containers' names%s", async (depends) => {
    const [one, two] = [`${command.project}-one`, `${command.project}-two`];
    await command.up(`services:\n${named("a", one)}${named("b", two, depends)}`);
    const swapped = `services:\n${named("a", two)}${named("b", one, depends)}`;
    await command.up(swapped);
    expect(await names()).toEqual([two, one]);
    expect(await command.containers()).toEqual(["one running", "two running"]);
    expect(await command.steps(swapped)).toEqual([]);
  });

  test.each(["", ", environment: {NEW: image}"])(
    "a name moves to what its old holder depends on%s",
    async (changed) => {
      const [one, two] = [`${command.project}-one`, `${command.project}-two`];
      await command.up(`services:\n${named("a", one)}${named("b", two, ", depends_on: [a]")}`);
      const moved = `services:\n${named("a", two, changed)}${named("b", `${command.project}-three`, `, depends_on: [a]${changed}`)}`;
      await command.up(moved);
      expect(await names()).toEqual([two, `${command.project}-three`]);
      expect(await command.containers()).toEqual(["three running", "two running"]);
      expect(await command.steps(moved)).toEqual([]);
    },
  );

  test("a renamed service keeps its container's name with --remove-orphans; without it the line is told", async () => {
    const name = `${command.project}-one`;
    await command.up(`services:\n${named("old", name)}`);
    const life = await command.life("old");
    const renamed = `services:\n${named("new", name)}`;
    const refused = await command.run(renamed, "up", "-d");
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("[name-taken]");
    expect(refused.output).toMatch(/compose\.yaml:2:\d+/);
    expect(await command.life("old")).toBe(life);
    await command.up(renamed, "--remove-orphans");
    expect(await command.containers()).toEqual(["one running"]);
    expect((await command.inspect("new")).Name).toBe(`/${name}`);
    expect(await command.steps(renamed)).toEqual([]);
  });

  describe("static addresses", () => {
    const [subnet] = freeSubnets("order");
    const placed = (service: string, last: number | undefined, more = ""): string =>
      `  ${service}: {image: busybox, command: sleep 600, stop_signal: SIGKILL, networks: {n: {${last === undefined ? "" : `ipv4_address: ${subnet}.${last}`}}}${more}}\n`;
    const file = (...services: readonly string[]): string =>
      `services:\n${services.join("")}networks: {n: {ipam: {config: [{subnet: ${subnet}.0/24}]}}}\n`;
    const addressOf = (service: string): Promise<string> => command.inside(service, "hostname -i");

    test("one that moves to another service is that one's", async () => {
      await command.up(file(placed("a", 100), placed("b", undefined)));
      const moved = file(placed("a", undefined), placed("b", 100));
      await command.up(moved);
      expect(await addressOf("b")).toBe(`${subnet}.100`);
      expect(await addressOf("a")).not.toBe(`${subnet}.100`);
      expect(await command.steps(moved)).toEqual([]);
    });

    test("two services swap theirs, though one depends on the other", async () => {
      const depends = ", depends_on: [a]";
      await command.up(file(placed("a", 100), placed("b", 101, depends)));
      const swapped = file(placed("a", 101), placed("b", 100, depends));
      await command.up(swapped);
      expect([await addressOf("a"), await addressOf("b")]).toEqual([`${subnet}.101`, `${subnet}.100`]);
      expect(await command.steps(swapped)).toEqual([]);
    });
  });
});
