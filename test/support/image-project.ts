/**
 * The built command on projects whose images come from registries of the tests: in a folder of its own, with docker's
 * settings and a cache of its own. The images' names, and what is made of them, are removed at the end.
 */
import { spawn } from "node:child_process";
import events from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { engineAddresses, newProject, removeImage, tagImage } from "./engines.ts";
import { commandLine, type Ended, runProgram } from "./program.ts";

const [address = ""] = engineAddresses;

export interface ImageProject {
  readonly name: string;
  readonly folder: string;
  /** Writes files, by paths relative to the folder; `compose.yaml` gets the project's name. */
  write(files: Readonly<Record<string, string>>): void;
  /** `config.json` of docker's settings. */
  settings(config: object): void;
  /** An executable of this text, found by name. */
  program(name: string, text: string): void;
  /** Runs it to its end. @param env more of the environment */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Runs it, and interrupts it once something is so. */
  interrupted(
    args: readonly string[],
    once: () => boolean,
  ): Promise<{ readonly code: number | null; readonly err: string }>;
  /** Makes the last pulls so many hours older. */
  age(hours: number): void;
  /** Gives an image another tag. */
  tag(image: string, tag: string): Promise<void>;
  /** Removes an image's name, now. */
  forget(image: string): Promise<void>;
  close(): Promise<void>;
}

export function imageProject(): ImageProject {
  const name = newProject();
  const folder = mkdtempSync(join(tmpdir(), "wdl-images-"));
  const images = new Set<string>();
  const write: ImageProject["write"] = (files) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), path === "compose.yaml" ? `name: ${name}\n${content}` : content);
      for (const [image] of content.matchAll(/127\.0\.0\.1:\d+\/[\w./-]+(?::[\w.-]+)?/g)) images.add(image);
    }
  };
  const own = {
    PATH: `${folder}/bin:${process.env.PATH}`,
    HOME: `${folder}/home`,
    DOCKER_CONFIG: `${folder}/docker`,
    DOCKER_HOST: address,
  };
  const run: ImageProject["run"] = (args, env = {}) => runProgram(args, { cwd: folder, env: { ...own, ...env } });
  return {
    name,
    folder,
    write,
    run,
    settings: (config) => write({ "docker/config.json": JSON.stringify(config) }),
    program(program, script) {
      mkdirSync(join(folder, "bin"), { recursive: true });
      writeFileSync(join(folder, "bin", program), script, { mode: 0o755 });
    },
    async interrupted(args, once) {
      const child = spawn(...commandLine(args), { cwd: folder, env: own, stdio: ["ignore", "ignore", "pipe"] });
      const err = text(child.stderr);
      while (!once()) await sleep(20);
      child.kill("SIGINT");
      const [code] = (await events.once(child, "close")) as [number | null];
      return { code, err: await err };
    },
    age(hours) {
      const pulls = join(folder, "home/.cache/windlass/pulls");
      for (const file of readdirSync(pulls)) {
        const at = statSync(join(pulls, file)).mtimeMs / 1_000 - hours * 3_600;
        utimesSync(join(pulls, file), at, at);
      }
    },
    async tag(image, tag) {
      const repository = image.replace(/:[^:/]*$/, "");
      images.add(`${repository}:${tag}`);
      await tagImage(address, image, repository, tag);
    },
    forget: (image) => removeImage(address, image),
    async close() {
      await run(["-p", name, "down", "-t", "0", "--rmi", "local"]);
      for (const image of images) await removeImage(address, image);
      rmSync(folder, { recursive: true });
    },
  };
}

/** What its images run: a program that only sleeps is in no image of one file. */
export const sleeper = 'FROM busybox\nCMD ["sleep", "600"]\n';
