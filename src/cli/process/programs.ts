/** This machine as the programs see it that a plan runs: they find the engine that is meant. */
import { type Engine, engineVariables, type Io, type Project, thisHost } from "../../index.ts";
import type { ProcessContext } from "./process-context.ts";

export interface ForPrograms {
  /** Of the project: programs get what its env files set, too. Absent where only its name is known. */
  readonly variables?: Project["variables"] | undefined;
  /** Nothing is to be changed: docker's plugin for AI models then installs nothing by itself. */
  readonly looking?: boolean;
}

export function hostFor(
  { env, home, named }: ProcessContext,
  engine: Engine,
  { variables, looking = false }: ForPrograms,
): NonNullable<Io["host"]> {
  return async () =>
    thisHost(env, {
      ...env,
      ...Object.fromEntries(variables ?? []),
      ...(await engineVariables({ env, home, ...named }, engine)),
      // With it a plugin of docker takes its first argument for its own name.
      DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND: undefined,
      ...(looking && { MODEL_RUNNER_NO_AUTO_INSTALL: "1" }),
    });
}
