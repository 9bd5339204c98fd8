/** A program in the place of docker's plugin buildx: writes down how it was called, and plays what a real one has said. */
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface FakeBuildx {
  /** For DOCKER_CONFIG. */
  readonly folder: string;
  args(): Promise<readonly string[]>;
  input(): Promise<string>;
  env(): Promise<Readonly<Record<string, string>>>;
}

export interface Played {
  /** What it says on standard error. */
  readonly said?: string;
  /** Of the file that it writes at the end. */
  readonly metadata?: object;
  readonly code?: number;
  /** Further lines of a shell's script, before it says anything. */
  readonly script?: string;
}

/** @param folder one that is removed with the test */
export async function fakeBuildx(
  folder: string,
  { said = "", metadata, code = 0, script = "" }: Played,
): Promise<FakeBuildx> {
  const at = (name: string): string => join(folder, name);
  await mkdir(at("cli-plugins"), { recursive: true });
  await writeFile(at("said"), said);
  await writeFile(at("metadata"), JSON.stringify(metadata ?? {}));
  const lines = [
    "#!/bin/sh",
    `if [ "$1" = docker-cli-plugin-metadata ]; then echo '{"SchemaVersion":"0.1.0","Version":"v0.29.1"}'; exit; fi`,
    `cd '${folder}'`,
    `printf '%s\\n' "$@" > args; env -0 > env; cat > input`,
    script,
    "cat said >&2",
    metadata === undefined ? "" : 'for last; do :; done; cp metadata "$last"',
    `exit ${code}`,
  ];
  await writeFile(at("cli-plugins/docker-buildx"), lines.join("\n"));
  await chmod(at("cli-plugins/docker-buildx"), 0o755);
  return {
    folder,
    args: async () => (await readFile(at("args"), "utf8")).trimEnd().split("\n"),
    input: () => readFile(at("input"), "utf8"),
    env: async () =>
      Object.fromEntries((await readFile(at("env"), "utf8")).split("\0").map((line) => line.split(/=(.*)/s, 2))),
  };
}
