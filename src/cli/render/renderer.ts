/** What shows a run's events. Made once a run; which one, is render/choose.ts's. */
import type { Emit } from "../../core/events.ts";

export interface Renderer {
  readonly emit: Emit;
  /** Text that belongs above what is being shown. */
  print(text: string, stream: "stdout" | "stderr"): void;
  /** Draws the last state and lets go of the terminal. */
  end(): Promise<void>;
}
