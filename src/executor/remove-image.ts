/** Takes an image away. Where it is not required, one that is still used stays: that is told, and nothing is the worse for it. */
import type { Diagnostic } from "../core/diagnostics.ts";
import { WindlassError } from "../core/errors.ts";
import type { Engine } from "../engine/port.ts";
import type { Operation } from "../planner/plan/operation.ts";

interface RemoveIo {
  readonly engine: Pick<Engine, "removeImage">;
  readonly signal: AbortSignal;
  readonly onWarning: (warning: Diagnostic) => void;
}

type RemoveImage = Extract<Operation, { readonly kind: "remove-image" }>;

export async function removeImage(
  { image, force, keepsParents, required }: RemoveImage,
  { engine, signal, onWarning }: RemoveIo,
): Promise<void> {
  try {
    await engine.removeImage(image, signal, { ...(force && { force }), ...(keepsParents && { keepsParents }) });
  } catch (error) {
    if (required || !(error instanceof WindlassError) || error.code !== "resource-in-use") throw error;
    const message = `the image "${image}" stays, because it is still in use`;
    const hint = "remove what uses it, then run down again";
    onWarning({ code: "resource-in-use", severity: "warning", message, hint });
  }
}
