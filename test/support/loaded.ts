/** Which modules a command loads, run from its sources. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";

const root = join(import.meta.dirname, "../..");
const hook = pathToFileURL(join(import.meta.dirname, "tell-loaded.mjs")).href;

/** Sorted, a line each: files of the project by their paths, packages and Node's modules by their names. @throws where the command fails */
export async function loadedBy(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const command = ["--no-warnings", "--import", hook, join(root, "src/cli/main.ts"), ...words];
  const child = spawn(process.execPath, command, { cwd, env, stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const [told, errors] = await Promise.all([
    text(child.stdio[3] as Readable),
    text(child.stderr as Readable),
    once(child, "close"),
  ]);
  expect({ code: child.exitCode, errors }).toMatchObject({ code: 0 });
  return `${[...new Set(told.split("\n").map(named))].sort().join("\n")}\n`;
}

function named(url: string): string {
  const [, own] = url.split(`${pathToFileURL(root).href}/`);
  const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(own ?? "") ?? [];
  return name ?? own ?? url;
}
