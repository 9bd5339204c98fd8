/**
 * A project on a real engine, in a folder of its own with a random name: brought up as the library does it, then looked
 * into. `remove` takes away all that it made.
 */
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import Dockerode from "dockerode";
import { WindlassError } from "../../src/core/errors.ts";
import { labels } from "../../src/engine/labels.ts";
import type { Engine } from "../../src/engine/port.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import { nodeDisk } from "../../src/host/disk.ts";
import { contentsOf, execute, planDown, planUp } from "../../src/pipeline.ts";
import type { DownOptions, UpOptions } from "../../src/planner/plan/options.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { load } from "../../src/spec/load.ts";
import type { Project } from "../../src/spec/project.ts";
import { never, newProject, open } from "./engines.ts";
import { defaultUp } from "./scenario.ts";

export interface Effects {
  readonly project: string;
  /** Absolute; holds the project file. */
  readonly folder: string;
  readonly engine: Engine;
  readonly docker: Dockerode;
  /** The project of the text; `files` are written beside it first. */
  load(compose: string, files?: Readonly<Record<string, string>>): Promise<Project>;
  /** Whom it stops gets no time for it. */
  plan(compose: string, options?: Partial<UpOptions>): Promise<Plan>;
  /** Plans and runs; a failed step is an error. @returns the plan */
  up(compose: string, options?: Partial<UpOptions>): Promise<Plan>;
  /** Takes the project away, containers of services that the last text had not among them. */
  down(options?: Partial<DownOptions>): Promise<void>;
  /** What a program in the service's container writes to standard output, without the last line's end. */
  inside(service: string, command: string | readonly string[], number?: number): Promise<string>;
  inspect(service: string, number?: number): Promise<Dockerode.ContainerInspectInfo>;
  remove(): Promise<void>;
}

/** @param address of the engine, as DOCKER_HOST has it */
export async function openEffects(address: string): Promise<Effects> {
  const project = newProject();
  const folder = await realpath(await mkdtemp(join(tmpdir(), `${project}-`)));
  const engine = await open(address);
  const env = { DOCKER_CONFIG: folder };
  const docker = dockerodeAt(address);
  const containerOf = async (service: string, number = 1): Promise<Dockerode.Container> => {
    const filters = { label: [`${labels.project}=${project}`, `${labels.service}=${service}`] };
    const found = await docker.listContainers({ all: true, filters });
    const one = found.find((container) => container.Labels[labels.number] === String(number));
    if (one === undefined) throw new Error(`no container ${service}-${number}`);
    return docker.getContainer(one.Id);
  };
  const effects: Effects = {
    project,
    folder,
    engine,
    docker,
    async load(compose, files = {}) {
      for (const [name, content] of Object.entries({ ...files, "compose.yaml": compose })) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), content);
      }
      const world = { env: {}, cwd: folder, home: folder, disk: nodeDisk(() => process.stdin) };
      return load({ files: [], profiles: [], envFiles: [], services: [], projectName: project }, world);
    },
    async plan(compose, options = {}) {
      const project = await effects.load(compose);
      return planUp(project, { ...defaultUp, graceSeconds: 0, ...options }, { engine, signal: never, env });
    },
    async up(compose, options) {
      const loaded = await effects.load(compose);
      const plan = await planUp(loaded, { ...defaultUp, ...options }, { engine, signal: never, env });
      const contents = await contentsOf(loaded, env);
      const io = { engine, clock: systemClock, emit: () => {}, signal: never, parallel: 8, contents };
      const report = await execute(plan, io);
      const [failure] = report.failures;
      if (failure) throw new WindlassError(failure.code, `${failure.step}: ${failure.message}`);
      return plan;
    },
    async inside(service, command, number) {
      const argv = typeof command === "string" ? ["sh", "-c", command] : [...command];
      const container = await containerOf(service, number);
      const exec = await container.exec({ Cmd: argv, AttachStdout: true, AttachStderr: true });
      const [stdout, stderr] = await demuxed(docker, await exec.start({}));
      const { ExitCode } = await exec.inspect();
      if (ExitCode !== 0) throw new Error(`${argv.join(" ")} in ${service}: exit code ${ExitCode}: ${stderr}`);
      return stdout.replace(/\n$/, "");
    },
    inspect: async (service, number) => (await containerOf(service, number)).inspect(),
    async down(options = {}) {
      const all = { volumes: false, removeOrphans: true, graceSeconds: 0, ...options };
      const plan = await planDown(project, all, { engine, signal: never });
      await execute(plan, { engine, clock: systemClock, emit: () => {}, signal: never, parallel: 8 });
    },
    async remove() {
      await effects.down({ volumes: true });
      engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return effects;
}

export function dockerodeAt(address: string): Dockerode {
  const url = new URL(address.replace(/^tcp:/, "http:"));
  return url.protocol === "unix:"
    ? new Dockerode({ socketPath: url.pathname })
    : new Dockerode({ host: url.hostname, port: url.port });
}

/** Standard output and standard error of a stream that carries both, once it has ended. */
function demuxed(docker: Dockerode, stream: NodeJS.ReadableStream): Promise<[string, string]> {
  const out = new PassThrough();
  const err = new PassThrough();
  docker.modem.demuxStream(stream, out, err);
  stream.once("end", () => {
    out.end();
    err.end();
  });
  return Promise.all([text(out), text(err)]);
}
