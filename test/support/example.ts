/**
 * An example as a user would run it: the built command on a copy of its folder, as a project with a random name, on a
 * free port. `remove` takes away all that it made.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import Dockerode from "dockerode";
import { freePort } from "./addresses.ts";
import { newProject } from "./engines.ts";
import { type Ended, windlass } from "./program.ts";

const repository: string = join(import.meta.dirname, "../..");
/** By DOCKER_HOST or the usual socket, as the command does. */
const docker: Dockerode = new Dockerode();

export interface Example {
  readonly project: string;
  /** Asks what it publishes, over a connection of its own: the other side may let go of one that is kept at any moment. */
  fetch(init?: RequestInit): Promise<Response>;
  /** Runs the command; `env` adds to the environment. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** As `run`, but anything other than exit code 0 is an error. */
  ok(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Changes a file of the copy. */
  edit(file: string, change: (text: string) => string): Promise<void>;
  /** The standard output of a program inside a container. */
  inside(container: string, command: readonly string[]): Promise<string>;
  /** Gives an image another name: one that begins with the project's. */
  copyImage(image: string, name: string): Promise<string>;
  remove(): Promise<void>;
}

/** @param portVariable what the file reads the published port from */
export async function openExample(name: string, portVariable?: string): Promise<Example> {
  const project = newProject();
  const folder = await mkdtemp(join(tmpdir(), `${project}-`));
  await cp(join(repository, "examples", name), folder, { recursive: true });
  const port = await freePort();
  const ports = portVariable === undefined ? {} : { [portVariable]: String(port) };
  const run: Example["run"] = (args, env = {}) =>
    windlass(["-p", project, "-f", join(folder, "compose.yaml"), ...args], { ...ports, ...env });
  return {
    project,
    fetch: (init) => fetch(`http://localhost:${port}`, { ...init, headers: { connection: "close" } }),
    run,
    async ok(args, env) {
      const ended = await run(args, env);
      if (ended.code !== 0)
        throw new Error(`windlass ${args.join(" ")}: exit code ${ended.code}\n${ended.stdout}\n${ended.stderr}`);
      return ended;
    },
    async edit(file, change) {
      await writeFile(join(folder, file), change(await readFile(join(folder, file), "utf8")));
    },
    inside,
    async copyImage(image, suffix) {
      const repo = `${project}-${suffix}`;
      // A layer of its own makes it another image, not just another name.
      const container = await docker.createContainer({ Image: image, Labels: { [project]: suffix } });
      await container.commit({ repo, tag: "latest", changes: `LABEL copy=${suffix}` });
      await container.remove({ v: true });
      return repo;
    },
    async remove() {
      await run(["down", "-v", "--remove-orphans", "-t", "1"]);
      // Podman tells names in full.
      for (const { RepoTags } of await docker.listImages())
        for (const tag of RepoTags ?? [])
          if (tag.replace(/^(docker\.io\/library|localhost)\//, "").startsWith(`${project}-`))
            await docker.getImage(tag).remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function inside(container: string, command: readonly string[]): Promise<string> {
  const exec = await docker.getContainer(container).exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  const stdout = new PassThrough();
  docker.modem.demuxStream(stream, stdout, new PassThrough().resume());
  stream.once("end", () => stdout.end());
  return text(stdout);
}
