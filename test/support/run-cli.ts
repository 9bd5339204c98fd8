/** The tool as a user runs it: a process of its own, on a file in the folder of an effects project. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Effects } from "./effects.ts";
import { program } from "./program.ts";

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param compose what is in the project's file */
export async function runCli(
  { folder, project }: Pick<Effects, "folder" | "project">,
  address: string,
  compose: string,
  args: readonly string[],
): Promise<CliResult> {
  const file = join(folder, "compose.yaml");
  await writeFile(file, compose);
  const child = spawn(process.execPath, [program, "-p", project, "-f", file, ...args], {
    env: { ...process.env, DOCKER_HOST: address },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { exitCode, stdout, stderr };
}
