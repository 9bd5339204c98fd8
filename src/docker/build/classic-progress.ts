/** The classic builder's text → progress by step, and what is worth saying of a step that failed. */
import type { OnProgress } from "../../engine/port.ts";
import { type JsonRecord, number, record, text } from "../wire/json.ts";
import type { FailedStep } from "./failure.ts";

/** The classic builder's text: `Step 2/5 : COPY . .`, Podman's `STEP 2/5: COPY . .`, then what the step prints. */
export class ClassicProgress {
  readonly #onProgress: OnProgress;
  #step = "";
  #lines: string[] = [];

  constructor(onProgress: OnProgress) {
    this.#onProgress = onProgress;
  }

  take(line: JsonRecord): void {
    const { current, total } = record(line.progressDetail);
    const said = text(line.stream) || [text(line.id), text(line.status)].filter(Boolean).join(": ");
    for (const part of said.split(/\r?\n/).filter((item) => item.trim() !== "")) {
      const step = /^step (\d+\/\d+) ?: (.*)$/i.exec(part);
      if (step) {
        this.#step = `[${step[1]}] ${step[2]}`;
        this.#lines = [];
        this.#onProgress({ part: this.#step, text: "started" });
      } else {
        this.#lines = [...this.#lines, part].slice(-20);
        const amounts = number(total) > 0 ? { current: number(current), total: number(total) } : {};
        const isPrinted =
          this.#step !== "" && text(line.stream) !== "" && !/^ ---> |^Removing intermediate|^Successfully /.test(part);
        this.#onProgress({
          text: part,
          ...amounts,
          ...(isPrinted && { kind: "printed" as const }),
          ...(this.#step !== "" && { part: this.#step }),
        });
      }
    }
  }

  failed(): FailedStep | undefined {
    return this.#step === "" ? undefined : { step: this.#step, lines: this.#lines };
  }
}
