/** The step that puts configs and secrets into a container, between its making and each of its starts. */
import type { StepId } from "../../core/ids.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import type { Draft } from "../plan/draft.ts";
import type { CopiedFile } from "../plan/operation.ts";
import type { Step } from "../plan/plan.ts";
import { resourceOf, short } from "./container-steps.ts";
import type { Replica } from "./decide.ts";

/** @returns the step; none where nothing is copied */
export function fillSteps(
  replica: Replica,
  container: ContainerRef,
  after: readonly (StepId | undefined)[],
  draft: Draft,
  only?: Pick<Step, "onlyIf">,
): StepId[] {
  const files = replica.wanted.files.flatMap(({ copied }): CopiedFile[] => (copied ? [copied] : []));
  if (files.length === 0) return [];
  const names = [...new Set(files.map(({ content }) => content))];
  const step = draft.add({
    id: `fill ${short(replica)}`,
    after,
    operation: { kind: "copy-in", container, files },
    resource: resourceOf(replica),
    because: `it reads ${names.join(", ")}`,
    ...(only?.onlyIf && { onlyIf: only.onlyIf }),
  });
  return [step];
}
