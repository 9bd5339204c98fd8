/** `models`, of the project and of a service. */
import { count, text, texts } from "../canonical/node-values.ts";
import type { AiModel, ModelVariables } from "../project.ts";
import { entriesOf, get } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";

export function bindModel(key: string, node: Node): AiModel {
  const contextSize = count(node, "context_size") ?? 0;
  return {
    key,
    name: text(node, "name") ?? key,
    model: text(node, "model") ?? "",
    runtimeFlags: texts(get(node, "runtime_flags")),
    ...(contextSize > 0 && { contextSize }),
  };
}

/** @returns by the model's key */
export const bindModelVariables = (node: Node | undefined): ReadonlyMap<string, ModelVariables> =>
  new Map(
    [...entriesOf(node)].map(([key, { value }]) => {
      const prefix = key.toUpperCase().replaceAll("-", "_");
      return [
        key,
        {
          model: text(value, "model_var") ?? `${prefix}_MODEL`,
          endpoint: text(value, "endpoint_var") ?? `${prefix}_URL`,
        },
      ];
    }),
  );
