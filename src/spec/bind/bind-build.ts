/** A finished `build` → a typed one. */

import { defined } from "../../core/defined.ts";
import type { Build, BuildSecret } from "../build.ts";
import { amount, flag, text, texts, textsByKey } from "../canonical/node-values.ts";
import { get, itemsOf } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";
import { ulimits } from "./bind-values.ts";

export const bindBuild = (node: Node): Build => ({
  context: text(node, "context") ?? ".",
  additionalContexts: textsByKey(get(node, "additional_contexts")),
  dockerfile: text(node, "dockerfile") ?? "Dockerfile",
  args: textsByKey(get(node, "args")),
  labels: textsByKey(get(node, "labels")),
  tags: texts(get(node, "tags")),
  platforms: texts(get(node, "platforms")),
  noCache: flag(node, "no_cache"),
  noCacheFilter: textOrTexts(node, "no_cache_filter"),
  pull: flag(node, "pull"),
  cacheFrom: texts(get(node, "cache_from")),
  cacheTo: texts(get(node, "cache_to")),
  secrets: itemsOf(get(node, "secrets")).map(secret),
  ssh: texts(get(node, "ssh")),
  extraHosts: texts(get(node, "extra_hosts")).map((line) => line.replace("=", ":")),
  ulimits: ulimits(get(node, "ulimits")),
  entitlements: texts(get(node, "entitlements")),
  privileged: flag(node, "privileged"),
  ...defined({
    dockerfileInline: text(node, "dockerfile_inline"),
    target: text(node, "target"),
    network: text(node, "network"),
    shmSize: amount(node, "shm_size"),
    isolation: text(node, "isolation"),
    provenance: text(node, "provenance"),
    sbom: text(node, "sbom"),
  }),
});

function secret(node: Node): BuildSecret {
  const source = text(node, "source") ?? "";
  return { source, id: text(node, "target") ?? source };
}

const textOrTexts = (node: Node, key: string): readonly string[] => {
  const single = text(node, key);
  return single === undefined ? texts(get(node, key)) : [single];
};
