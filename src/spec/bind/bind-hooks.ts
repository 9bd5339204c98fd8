/** Finished hooks of a service → typed ones. */
import { scalarText } from "../canonical/canonical-values.ts";
import { flag, text, texts, valuesByKey } from "../canonical/node-values.ts";
import type { Hook, PreStartHook } from "../project.ts";
import { get } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";

export const bindHook = (node: Node): Hook => ({ command: texts(get(node, "command")), ...shared(node) });

/** @param serviceImage where the hook names none */
export function bindPreStart(node: Node, serviceImage: string): PreStartHook {
  const command = get(node, "command");
  return {
    image: text(node, "image") ?? serviceImage,
    perReplica: flag(node, "per_replica"),
    ...(command !== undefined && { command: texts(command) }),
    ...shared(node),
  };
}

function shared(node: Node): Omit<Hook, "command"> {
  const user = text(node, "user");
  const workingDir = text(node, "working_dir");
  return {
    privileged: flag(node, "privileged"),
    environment: valuesByKey(get(node, "environment"), (value) => (value === null ? null : scalarText(value))),
    ...(user !== undefined && { user }),
    ...(workingDir !== undefined && { workingDir }),
  };
}
