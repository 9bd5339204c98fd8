/** One thing that a command does without a plan, told as a step of a plan would be. */
import type { Settings } from "../args/settings.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { clip, oneLine } from "../terminal/paint.ts";

export interface Words {
  /** `Copying` */
  readonly doing: string;
  /** `Copied` */
  readonly done: string;
  readonly details: string;
}

/** How often what is reported is shown. */
const everyMs = 500;

/**
 * @param id `Container shop-web-1`
 * @param act its result, where it is a text, says more than the details before it; it may report how far it is
 */
export async function deed<Result>(
  id: string,
  { doing, done, details }: Words,
  { settings, context }: { readonly settings: Settings; readonly context: Pick<ProcessContext, "err" | "clock"> },
  act: (report: (details: string) => void) => Promise<Result>,
): Promise<Result> {
  const { err, clock } = context;
  const { progress } = settings;
  const lineOf = (text: string, more: string): string => ` ${oneLine(id)} ${text} ${oneLine(more)}`;
  const say = (status: "Working" | "Done", text: string, more: string): void => {
    if (progress === "quiet") return;
    const line = progress === "json" ? JSON.stringify({ id, status, text, details: more }) : lineOf(text, more);
    err.write(`${line}\n`);
  };
  let shownAt = clock.now();
  let isOpen = false;
  const erase = (): void => {
    if (isOpen) err.steer("\r\u001b[K");
    isOpen = false;
  };
  // A pipe that is read by people gets no line that only tells of time.
  const report = (more: string): void => {
    if ((progress !== "live" && progress !== "json") || clock.now() - shownAt < everyMs) return;
    shownAt = clock.now();
    if (progress === "json") say("Working", doing, more);
    else {
      erase();
      err.write(clip(lineOf(doing, more), err.columns - 1));
      isOpen = true;
    }
  };
  say("Working", doing, details);
  try {
    const result = await act(report);
    erase();
    say("Done", done, typeof result === "string" ? result : details);
    return result;
  } catch (error) {
    erase();
    throw error;
  }
}
