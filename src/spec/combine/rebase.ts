/**
 * Paths of what another file brings (extends, include) made absolute before it merges, because they start at that file's folder
 * and not at the project's. What holds a path is brought to its long form first, and nothing else is: the rest merges as written.
 */
import { canonical } from "../canonical/canonical.ts";
import { contexts, sshKeys } from "../canonical/canonical-build.ts";
import { asList, build, envFiles, mount } from "../canonical/canonical-forms.ts";
import type { Canon } from "../canonical/canonical-rules.ts";
import { absolutePaths } from "../canonical/paths.ts";
import type { Report } from "../tree/report.ts";
import { type Rules, rulesOf } from "../tree/rules.ts";
import type { MapNode } from "../tree/tree.ts";
import type { Folders } from "../values/path.ts";

const longForms: Rules<Canon> = rulesOf<Canon>([
  ["services.*.build", build],
  ["services.*.build.additional_contexts", contexts],
  ["services.*.build.ssh", sshKeys],
  ["services.*.env_file", envFiles],
  ["services.*.label_file", asList],
  ["services.*.volumes.*", (node, path, report) => mount(node, path, report) ?? node],
]);

/** Relative paths of the tree meant from the folder. What is wrong with a short form is reported and left as it is. */
export const rebased = (tree: MapNode, folders: Folders, report: Report): MapNode =>
  absolutePaths(canonical(tree, report, longForms), folders);
