/** The built command, as people have it, on a project of its own on a real engine: what it says, and what there is then. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { type Effects, openEffects } from "./effects.ts";
import { commandLine } from "./program.ts";

export interface Ended {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Waits until the output matches. */
  until(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

export interface Command extends Pick<Effects, "project" | "engine" | "docker" | "inside" | "inspect"> {
  /** `up -d` and the arguments, which must end well. @returns what it said */
  up(compose: string, ...args: readonly string[]): Promise<string>;
  /** Runs to its end, whatever that is. */
  run(compose: string, ...args: readonly string[]): Promise<Ended>;
  start(compose: string, ...args: readonly string[]): Promise<Running>;
  /** The steps of the next `up`: none once the declared state holds. */
  steps(compose: string): Promise<readonly string[]>;
  plan: Effects["plan"];
  /** `a-1 running`, sorted; names without the project's. */
  containers(): Promise<readonly string[]>;
  /** Since when the service's container runs, and its id: equal where it was left alone. */
  life(service: string): Promise<string>;
  remove(): Promise<void>;
}

/** @param address of the engine, as DOCKER_HOST has it */
export async function openCommand(address: string): Promise<Command> {
  const effects = await openEffects(address);
  const { project, folder, engine, docker, inside, inspect } = effects;
  const file = join(folder, "compose.yaml");
  const children = new Set<Running>();

  const command: Command = {
    project,
    engine,
    docker,
    inside,
    inspect,
    plan: effects.plan,
    async up(compose, ...args) {
      const { code, output } = await command.run(compose, "up", "-d", ...args);
      if (code !== 0) throw new Error(`up: exit code ${code}\n${output}`);
      return output;
    },
    run: async (compose, ...args) => (await command.start(compose, ...args)).ended,
    async start(compose, ...args) {
      await writeFile(file, compose);
      const running = startProcess(["-p", project, "-f", file, "--progress", "plain", ...args], {
        ...process.env,
        DOCKER_HOST: address,
        DOCKER_CONFIG: folder,
      });
      children.add(running);
      return running;
    },
    steps: async (compose) => stepsOf(await effects.plan(compose)),
    async containers() {
      const filters = { label: [`com.docker.compose.project=${project}`] };
      const found = await docker.listContainers({ all: true, filters });
      return found
        .map(({ Names, State }) => `${Names[0]?.replace(/^\//, "").replace(`${project}-`, "")} ${State}`)
        .sort();
    },
    async life(service) {
      const { Id, State } = await inspect(service);
      return `${Id} ${State.StartedAt}`;
    },
    async remove() {
      for (const child of children) child.kill("SIGKILL");
      await Promise.all([...children].map(({ ended }) => ended));
      await effects.remove();
    },
  };
  return command;
}

export const stepsOf = ({ steps }: Plan): readonly string[] => steps.map(({ id }) => id);

function startProcess(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(...commandLine(args), { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return {
    pid: child.pid ?? 0,
    ended: once(child, "close").then(([code]) => ({ code, output })),
    async until(pattern) {
      for (const limit = Date.now() + 60_000; !pattern.test(output); ) {
        if (Date.now() > limit || child.exitCode !== null) throw new Error(`not seen: ${pattern}\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    kill: (signal) => child.kill(signal),
  };
}
