/** A root file system that knows nothing of Windlass: a container of Debian's that has the release under `/release`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileOf, thisTarget } from "../../scripts/lib/executables.mjs";
import { newProject } from "./engines.ts";
import { noRelease, published, type Ran, ran, releases } from "./release.ts";

/** Of those that tests have: where they are made of Debian's packages, it is a Debian. */
const image = "node:22-alpine";

export interface ComposeFolder {
  readonly project: string;
  /** Runs the release's executable there. */
  readonly windlass: (...args: readonly string[]) => Promise<Ran>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A folder with this `compose.yaml`, in a project of its own that ends with it. */
export function composeFolder(compose: string): ComposeFolder {
  const folder = mkdtempSync(join(tmpdir(), "windlass-clean-"));
  const project = newProject();
  writeFileSync(join(folder, "compose.yaml"), `name: ${project}\n${compose}`);
  const windlass = (...args: readonly string[]): Promise<Ran> =>
    ran([join(published, fileOf(thisTarget())), ...args], { cwd: folder });
  return {
    project,
    windlass,
    [Symbol.asyncDispose]: async () => {
      await windlass("down", "--rmi", "local");
      rmSync(folder, { recursive: true });
    },
  };
}

/** Runs a script of the shell in a new one. */
export async function inCleanRoot(script: string): Promise<Ran> {
  await using folder = composeFolder(`
services:
  root:
    image: ${image}
    user: root
    working_dir: /
    network_mode: none
    volumes: ["${releases}:/release:ro"]
`);
  return await folder.windlass("run", "--rm", "-T", "--entrypoint", "sh", "root", "-euc", script);
}

/** What an image of the command is built on in a test. */
export const base: string = image;

/** Behind the title of a test that needs one: why there is none. */
export const noCleanRoot: string = noRelease || (await whyNot());

async function whyNot(): Promise<string> {
  const { code, stderr } = await inCleanRoot("command -v dpkg");
  if (code === 0) return "";
  return stderr.includes("error[")
    ? " (skipped: no engine that has node:22-alpine)"
    : ` (skipped: ${image} is no Debian)`;
}
