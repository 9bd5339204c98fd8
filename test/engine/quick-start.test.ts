/**
 * docs/quick-start.md as a reader types it: the file is saved, each command runs in order, and what is printed is what
 * stands on the page. `vitest run --project engine test/engine/quick-start.test.ts -u` writes the real output into the page.
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../support/addresses.ts";
import { cleanUp, engineAddresses, newProject, open } from "../support/engines.ts";
import { startLine } from "../support/program.ts";

const [address = ""] = engineAddresses;
const page = join(import.meta.dirname, "../../docs/quick-start.md");

/** ```console blocks: `$ command`, then what it prints. */
const consoles = /(?<=^```console\n)[\s\S]*?(?=^```$)/gm;

/**
 * What may differ from run to run: spaces of a table, times, the commands that images have, and the order in which an engine
 * gets things done.
 */
function settled(output: string): string {
  const lines = output
    .replace(/Less than a second|About a minute|\d+ (second|minute)s?/g, "a while")
    .replace(/\(\d+\.\ds\)$/gm, "(a while)")
    .replace(/ "[^"\n]*…" /g, ' "…" ')
    .split("\n")
    .map((line) => line.replace(/ +/g, " ").trimEnd());
  const isProgress = lines.some((line) => /^ (Container|Network|Volume) /.test(line));
  return (isProgress ? lines.toSorted() : lines).join("\n").trim();
}

test("the quick start does and prints what it says", async () => {
  const project = newProject();
  const root = await mkdtemp(join(tmpdir(), `${project}-`));
  const ports = { 8080: await freePort(), 8081: await freePort() };
  const folder = join(root, "shop");
  /** From the page's ports to free ones. */
  const typed = (text: string): string =>
    Object.entries(ports).reduce((all, [from, to]) => all.replaceAll(from, String(to)), text);
  const shown = (text: string): string =>
    Object.entries(ports)
      .reduce((all, [to, from]) => all.replaceAll(String(from), to), text)
      .replaceAll(project, "shop");

  /** The command's output; that of the page where nothing in it is different. */
  function lived(command: string, expected: string): string {
    const { stdout } = spawnSync("sh", ["-c", `exec 2>&1; ${typed(command)}`], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PATH: `${root}:${process.env.PATH}`, DOCKER_HOST: address, COMPOSE_PROJECT_NAME: project },
    });
    const real = shown(stdout).replace(/ +$/gm, "");
    return settled(real) === settled(expected) ? expected : real;
  }

  const engine = await open(address);
  try {
    await mkdir(folder);
    await writeFile(join(root, "windlass"), `#!/bin/sh\nexec ${startLine} "$@"\n`, {
      mode: 0o755,
    });
    const text = await readFile(page, "utf8");
    const [, compose = ""] = /^```yaml\n([\s\S]*?)^```$/m.exec(text) ?? [];
    await writeFile(join(folder, "compose.yaml"), typed(compose));

    let commands = 0;
    const live = text.replace(consoles, (block) =>
      block.replace(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm, (_, command: string, expected: string) => {
        commands += 1;
        return `$ ${command}\n${lived(command, expected)}`;
      }),
    );
    expect(commands).toBeGreaterThan(8);
    await expect(live).toMatchFileSnapshot(page);
  } finally {
    await cleanUp(engine, project);
    engine.close();
    await rm(root, { recursive: true });
  }
});
