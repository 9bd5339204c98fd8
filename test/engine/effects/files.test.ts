/** Configs and secrets, as the container finds them. */
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";

const compose = `
services:
  reader:
    image: busybox
    command: sleep 600
    init: true
    user: "1000:1001"
    configs:
      - banner
      - {source: banner, target: /etc/deep/er/banner, mode: 0o640, uid: "1000", gid: "7"}
      - {source: written, target: copy.txt}
      - {source: empty, target: /none}
      - {source: shell, target: /from-env}
      - {source: shell, target: /scratch, mode: 0o666}
    secrets:
      - file
      - {source: file, target: /opt/file}
      - {source: token, target: named, mode: "0400", uid: "1000"}
      - {source: token, target: /token, gid: "1001", mode: 0o040}
configs:
  banner: {content: "name = \${WORD}\\n"}
  written: {file: ./written.txt}
  empty: {content: ""}
  shell: {environment: WORD}
secrets:
  file: {file: ./secret.txt}
  token: {environment: TOKEN}
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  beforeAll(async () => {
    effects = await openEffects(address);
    const files = { ".env": "WORD=reef\nTOKEN=swordfish\n", "written.txt": "written", "secret.txt": "secret" };
    await effects.load(compose, files);
    await effects.up(compose);
  });
  afterAll(() => effects.remove());

  const stat = (path: string): Promise<string> => effects.inside("reader", ["stat", "-c", "%U %u:%g %a", path]);
  const read = (path: string): Promise<string> => effects.inside("reader", ["cat", path]);

  proves(["configs.content", "services.configs[].source"], "the text is a file of that name", async () => {
    expect(await read("/banner")).toBe("name = reef");
    expect(await stat("/banner")).toBe("root 0:0 444");
  });

  proves("configs.environment", "the variable's value is in the file", async () => {
    expect(await read("/from-env")).toBe("reef");
  });

  proves("configs.file", "the file is mounted, read-only", async () => {
    expect(await read("/copy.txt")).toBe("written");
    expect(await effects.inside("reader", "grep -o ' /copy.txt .* r[ow]' /proc/mounts")).toMatch(/ ro$/);
  });

  proves("services.configs[].target", "folders on its way are made", async () => {
    expect(await read("/etc/deep/er/banner")).toBe("name = reef");
    expect(await stat("/etc/deep")).toBe("root 0:0 755");
  });

  proves(
    ["services.configs[].mode", "services.configs[].uid", "services.configs[].gid"],
    "stat sees them",
    async () => {
      expect(await stat("/etc/deep/er/banner")).toMatch(/ 1000:7 640$/);
    },
  );

  proves(["secrets.environment", "services.secrets[].target"], "the user reads it below /run/secrets", async () => {
    expect(await read("/run/secrets/named")).toBe("swordfish");
  });

  proves(["services.secrets[].mode", "services.secrets[].uid"], "it is the user's alone", async () => {
    expect(await stat("/run/secrets/named")).toMatch(/ 1000:0 400$/);
  });

  proves("services.secrets[].gid", "the group reads it", async () => {
    expect(await stat("/token")).toMatch(/ 0:1001 40$/);
    expect(await read("/token")).toBe("swordfish");
  });

  proves(["secrets.file", "services.secrets[].source"], "the file is mounted where it is asked for", async () => {
    expect(await read("/run/secrets/file")).toBe("secret");
    expect(await read("/opt/file")).toBe("secret");
    expect(await effects.inside("reader", "grep -c ' /opt/file .* ro[, ]' /proc/mounts")).toBe("1");
  });

  test("an empty text makes no file", async () => {
    await expect(stat("/none")).rejects.toThrow("No such file");
  });

  test("no label, plan or inspection holds what is in them", async () => {
    await writeFile(join(effects.folder, ".env"), "WORD=reef\nTOKEN=marlin\n");
    const plan = await effects.plan(compose);
    expect(planText(plan)).toContain("secrets.token content changed");
    for (const text of [JSON.stringify(plan), JSON.stringify(await effects.inspect("reader"))])
      expect(text).not.toMatch(/swordfish|marlin/);
  });

  test("what changed reaches a new container, and nothing else makes one", async () => {
    await writeFile(join(effects.folder, ".env"), "WORD=reef\nTOKEN=marlin\n");
    await effects.up(compose);
    expect(await read("/run/secrets/named")).toBe("marlin");
    const before = (await effects.inspect("reader")).Id;
    expect((await effects.up(compose)).steps).toEqual([]);
    await writeFile(join(effects.folder, "written.txt"), "written anew");
    await chmod(join(effects.folder, "written.txt"), 0o644);
    await effects.up(compose);
    expect((await effects.inspect("reader")).Id).not.toBe(before);
    expect(await read("/copy.txt")).toBe("written anew");
  });

  test("what a container wrote over is as declared when it is started again", async () => {
    await effects.inside("reader", "echo mine > /scratch");
    await effects.docker.getContainer((await effects.inspect("reader")).Id).stop({ t: 0 });
    await effects.up(compose);
    expect(await read("/scratch")).toBe("reef");
  });
});
