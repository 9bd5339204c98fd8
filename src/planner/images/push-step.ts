/** The step that brings one tag of a service's image to its registry. */
import type { Reason } from "../../core/reason.ts";
import type { Service } from "../../spec/project.ts";
import type { NewStep } from "../plan/draft.ts";

export const pushStep = ({ name }: Pick<Service, "name">, image: string, reason: Reason): NewStep => ({
  id: `push ${image}`,
  operation: { kind: "push-image", image },
  resource: { kind: "image", name: image, service: name },
  reason,
});
