/** Takes an image away. One that somebody still uses stays: that is told, and nothing is the worse for it. */
import type { Diagnostic } from "../core/diagnostics.ts";
import { WindlassError } from "../core/errors.ts";
import type { Engine } from "../engine/port.ts";

interface RemoveIo {
  readonly engine: Pick<Engine, "removeImage">;
  readonly signal: AbortSignal;
  readonly onWarning: (warning: Diagnostic) => void;
}

export async function removeImage(image: string, { engine, signal, onWarning }: RemoveIo): Promise<void> {
  try {
    await engine.removeImage(image, signal);
  } catch (error) {
    if (!(error instanceof WindlassError) || error.code !== "resource-in-use") throw error;
    const message = `the image "${image}" stays, because it is still in use`;
    const hint = "remove what uses it, then run down again";
    onWarning({ code: "resource-in-use", severity: "warning", message, hint });
  }
}
