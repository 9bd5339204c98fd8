/**
 * Files that others wrote, in the folder that WINDLASS_CORPUS names: each is a project or is refused in words, and what `config`
 * prints of a project loads again as the same. Skipped where there is no such folder.
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { WindlassError } from "../../src/core/errors.ts";
import { nodeDisk } from "../../src/host/disk.ts";
import { load } from "../../src/spec/load.ts";
import type { LoadContext } from "../../src/spec/load-request.ts";
import type { Project } from "../../src/spec/project.ts";
import { renderYaml } from "../../src/spec/render/render.ts";
import { request } from "../support/load.ts";

const corpus = process.env.WINDLASS_CORPUS;

async function attempt(file: string, world: LoadContext): Promise<Project | undefined> {
  try {
    return await load({ ...request, files: [file] }, world);
  } catch (error) {
    if (error instanceof WindlassError && error.diagnostics.length > 0) return undefined;
    throw error;
  }
}

test.skipIf(!corpus)(
  "what config prints of any file loads again as the same",
  async () => {
    const files = readdirSync(corpus ?? "", { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.ya?ml$/.test(name),
    );
    const wrong: string[] = [];
    for (const name of files) {
      const path = join(corpus ?? "", name);
      const world = { env: {}, cwd: dirname(path), home: "/home/me", disk: nodeDisk(() => process.stdin) };
      const project = await attempt(path, world);
      if (project === undefined) continue;
      const text = renderYaml(project);
      const read = (at: string) =>
        at === path ? Promise.resolve(new TextEncoder().encode(text)) : world.disk.read(at);
      const again = await attempt(path, { ...world, disk: { ...world.disk, read } });
      if (again === undefined || renderYaml(again) !== text) wrong.push(name);
    }
    expect(files.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
  120_000,
);
