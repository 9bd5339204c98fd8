/** BuildKit's status messages, as they come through the engine → progress by step. */
import { BuildProgress, type FailedStep } from "../../../engine/build-progress.ts";
import type { OnProgress } from "../../../engine/port.ts";
import { decodeStatus } from "./status.ts";

export class BuildkitProgress {
  readonly #progress: BuildProgress;

  constructor(onProgress: OnProgress) {
    this.#progress = new BuildProgress(onProgress);
  }

  /** @param message the bytes of one StatusResponse */
  take(message: Uint8Array): void {
    this.#progress.take(decodeStatus(message));
  }

  /** The step that failed, with the last lines that it printed; `undefined` if none has said so. @param said the build's own words */
  failed(said = ""): FailedStep | undefined {
    return this.#progress.failed(said);
  }
}
