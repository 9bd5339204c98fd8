/** One thing that a command does without a plan, told as a step of a plan would be. */
import type { Settings } from "../args/settings.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { oneLine } from "../terminal/paint.ts";

export interface Words {
  /** `Copying` */
  readonly doing: string;
  /** `Copied` */
  readonly done: string;
  readonly details: string;
}

/**
 * @param id `Container shop-web-1`
 * @param act its result, where it is a text, says more than the details before it
 */
export async function deed<Result>(
  id: string,
  { doing, done, details }: Words,
  { settings, context }: { readonly settings: Settings; readonly context: Pick<ProcessContext, "err"> },
  act: () => Promise<Result>,
): Promise<Result> {
  const say = (status: "Working" | "Done", text: string, more: string): void => {
    if (settings.progress === "quiet") return;
    const line =
      settings.progress === "json"
        ? JSON.stringify({ id, status, text, details: more })
        : ` ${oneLine(id)} ${text} ${oneLine(more)}`;
    context.err.write(`${line}\n`);
  };
  say("Working", doing, details);
  const result = await act();
  say("Done", done, typeof result === "string" ? result : details);
  return result;
}
