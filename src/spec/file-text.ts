/** Configs and secrets whose text the project itself knows. */
import type { FileObject } from "./project.ts";

/** `undefined` where its variable is not set, or where its bytes are elsewhere. */
export function textOf(object: FileObject): string | undefined {
  if (object.from === "content") return object.content;
  return object.from === "environment" ? object.value : undefined;
}
