/** The names that a service's built image has, and where the file says so. */
import type { Service } from "./project.ts";

export interface NamedTag {
  readonly image: string;
  /** Within the service: `["build", "tags", 0]`. */
  readonly attribute: readonly (string | number)[];
}

/** `image`, then each of `build.tags`. */
export function pushedTags({ image, build }: Pick<Service, "image" | "build">): readonly NamedTag[] {
  const further = (build?.tags ?? []).map((tag, i): NamedTag => ({ image: tag, attribute: ["build", "tags", i] }));
  return [{ image, attribute: ["image"] }, ...further];
}
