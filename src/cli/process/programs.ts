/** This machine as the programs see it that a plan runs: they find the engine that is meant. */
import { type Engine, engineVariables, type Io, thisHost } from "../../index.ts";
import type { ProcessContext } from "./process-context.ts";

/** @param looking nothing is to be changed: docker's plugin for AI models then installs nothing by itself */
export function hostFor(
  { env, home, named }: ProcessContext,
  engine: Engine,
  looking = false,
): NonNullable<Io["host"]> {
  return async () =>
    thisHost({
      ...env,
      ...(await engineVariables({ env, home, ...named }, engine)),
      // With it a plugin of docker takes its first argument for its own name.
      DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND: undefined,
      ...(looking && { MODEL_RUNNER_NO_AUTO_INSTALL: "1" }),
    });
}
