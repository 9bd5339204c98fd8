/** A start whose commands did not all end is no start: the next up sees it by the name, and finishes it. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses } from "../../support/engines.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let command: Command;

  beforeEach(async () => {
    command = await openCommand(address);
  });
  afterEach(() => command.remove());

  /** Commands write into the volume how often they ran; the first takes as long as it is told to. */
  const file = (commands: readonly string[], more = ""): string => `
services:
  web:
    image: busybox
    command: sleep 600
    stop_signal: SIGKILL
    volumes: ["ran:/ran"]
${more}    post_start:
${commands.map((script) => `      - {command: ["sh", "-c", ${JSON.stringify(script.replaceAll("$", "$$$$"))}]}\n`).join("")}
volumes: {ran: }
`;
  const slow = "echo first >>/ran/all; [ -e /ran/quick ] || { touch /ran/quick; sleep 600; }";
  const second = "echo second >>/ran/all";
  const ran = (): Promise<string> => command.inside("web", "cat /ran/all | xargs");

  /** Kills an up while its first command sleeps. */
  async function killed(compose: string): Promise<void> {
    const up = await command.start(compose, "up", "-d");
    await expect.poll(async () => ran().catch(() => "")).toMatch(/first$/);
    up.kill("SIGKILL");
    await up.ended;
  }

  test("killed before the second command ran: the next up runs it, and the container gets its name", async () => {
    const compose = file([slow, second]);
    await killed(compose);
    expect(await command.containers()).toEqual(["new_web-1 running"]);
    await command.up(compose);
    expect(await ran()).toBe("first first second");
    expect(await command.containers()).toEqual(["web-1 running"]);
    expect(await command.steps(compose)).toEqual([]);
  });

  test("killed while a replacement's first command ran: the next up runs all of them, in a container that has the name", async () => {
    const compose = (commands: readonly string[], mode: string): string =>
      file(commands, `    environment: {MODE: ${mode}}\n`);
    await command.up(compose([], "one").replace("    post_start:\n", ""));
    await killed(compose([slow, second], "two"));
    await command.up(compose([slow, second], "two"));
    expect(await ran()).toMatch(/second$/);
    expect(await command.containers()).toEqual(["web-1 running"]);
    expect(await command.inside("web", "echo $MODE")).toBe("two");
    expect(await command.steps(compose([slow, second], "two"))).toEqual([]);
  });

  test("killed after the start of a container that had exited: the next up runs its commands again", async () => {
    const compose = file(["echo first >>/ran/all; [ ! -e /ran/slow ] || { rm /ran/slow; sleep 600; }", second]);
    await command.up(compose);
    await command.inside("web", "touch /ran/slow");
    const { Id } = await command.inspect("web");
    await command.docker.getContainer(Id).kill();
    await killed(compose);
    expect(await command.containers()).toEqual([`${Id.slice(0, 12)}_web-1 running`]);
    await command.up(compose);
    expect(await ran()).toBe("first second first first second");
    expect(await command.containers()).toEqual(["web-1 running"]);
    expect((await command.inspect("web")).Id).toBe(Id);
    expect(await command.steps(compose)).toEqual([]);
  });

  test("a command that failed runs again with the next up, and nothing but what it left undone", async () => {
    const compose = file(["echo first >>/ran/all; [ -e /ran/ok ] || { touch /ran/ok; exit 7; }", second]);
    const failed = await command.run(compose, "up", "-d");
    expect(failed.code).toBe(1);
    expect(failed.output).toContain("post_start[0]: web hook exited with status 7");
    expect(await ran()).toBe("first");
    const life = await command.life("web");
    await command.up(compose);
    expect(await command.life("web")).toBe(life);
    expect(await ran()).toBe("first first second");
    expect(await command.containers()).toEqual(["web-1 running"]);
    expect(await command.steps(compose)).toEqual([]);
  });

  test("who waits for a start whose command failed starts once that has succeeded", async () => {
    const compose = file(["[ -e /ran/ok ] || { touch /ran/ok; exit 7; }"]).replace(
      "volumes: {ran: }",
      "  next: {image: busybox, command: sleep 600, stop_signal: SIGKILL, depends_on: [web]}\nvolumes: {ran: }",
    );
    expect((await command.run(compose, "up", "-d")).code).toBe(1);
    expect(await command.containers()).toContain("next-1 created");
    await command.up(compose);
    expect(await command.containers()).toEqual(["next-1 running", "web-1 running"]);
    expect(await command.steps(compose)).toEqual([]);
  });
});
