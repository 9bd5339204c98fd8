/** What shows a run's events. Made once a run; which one, is render/choose.ts's. */
import type { Emit } from "../../core/events.ts";

export interface Renderer {
  readonly emit: Emit;
  /** What belongs above what is being shown; bytes reach a pipe or a file as they are. */
  print(content: string | Uint8Array, stream: "stdout" | "stderr"): void;
  /** Draws the last state and lets go of the terminal. */
  end(): Promise<void>;
}
