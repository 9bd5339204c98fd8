/** Reads the process's surroundings, once: environment, folder, streams, clocks. Nothing else of the CLI looks at `process`. */
import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { connect, type Git, nodeDisk, type Registries, storedProject, systemClock } from "../../index.ts";
import { streamOutput } from "./output.ts";
import type { ProcessContext } from "./process-context.ts";
import type { Interrupts } from "./signals.ts";
import type { Started } from "./started.ts";
import { processTerminal } from "./terminal.ts";
import { workingDirectory } from "./working-directory.ts";

/** The system's git, loaded with the first file that is asked of a repository. */
function gitLater(interrupts: Interrupts): Git {
  let git: Promise<Git> | undefined;
  return {
    async file(url, names) {
      git ??= import("./git.ts").then(({ systemGit }) =>
        systemGit(process.env, process.env.HOME ?? homedir(), interrupts.first),
      );
      return (await git).file(url, names);
    },
  };
}

/** Projects in registries, each asked for once: what talks to them is loaded with the first. */
function registriesLater(interrupts: Interrupts): (insecure: readonly string[]) => Registries {
  const known = new Map<string, ReturnType<Registries["project"]>>();
  return (insecure) => ({
    project(name) {
      const home = process.env.HOME ?? homedir();
      const asked =
        known.get(name) ?? storedProject(name, { env: process.env, home, insecure, signal: interrupts.first });
      known.set(name, asked);
      return asked;
    },
  });
}

const thisUser = (uid: number | undefined, gid: number | undefined): Pick<ProcessContext, "user"> =>
  uid === undefined || gid === undefined ? {} : { user: { uid, gid } };

export function thisProcess({ program, file }: Started, interrupts: Interrupts): ProcessContext {
  return {
    env: process.env,
    cwd: workingDirectory(process.env.PWD, process.cwd()),
    ...(program !== undefined && { program }),
    ...(file !== undefined && { programFile: file }),
    home: process.env.HOME ?? homedir(),
    ...thisUser(process.getuid?.(), process.getgid?.()),
    disk: nodeDisk(() => process.stdin),
    save: (path, text) => writeFile(path, text),
    git: gitLater(interrupts),
    openRegistries: registriesLater(interrupts),
    out: streamOutput(process.stdout),
    err: streamOutput(process.stderr),
    answer: async (signal) => (await import("./answer.ts")).answer(process.stdin, signal),
    terminal: processTerminal(() => process.stdin, process.stdout, process),
    clock: systemClock,
    wallMs: Date.now,
    interrupts,
    connect,
  };
}
