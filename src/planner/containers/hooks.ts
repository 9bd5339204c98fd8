/** A service's commands around starts and stops, as the steps that run them say it. */
import type { ExecSpec } from "../../engine/port.ts";
import type { Hook } from "../../spec/project.ts";

/** `pre_stop[0]`: how a hook is called in steps and messages. */
export const hookName = (kind: "pre_start" | "post_start" | "pre_stop", index: number): string => `${kind}[${index}]`;

export const commandOf = ({ command, privileged, environment, user, workingDir }: Hook): ExecSpec => ({
  command,
  privileged,
  environment,
  ...(user !== undefined && { user }),
  ...(workingDir !== undefined && { workingDir }),
});
