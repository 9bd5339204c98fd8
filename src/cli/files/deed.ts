/** One thing that a command does to a container without a plan, told as a step of a plan would be. */
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

/** @param act its result may have more details: of what came of it */
export async function deed(
  container: string,
  { doing, done, details }: Words,
  { settings, context }: { readonly settings: Settings; readonly context: Pick<ProcessContext, "err"> },
  act: () => Promise<string | undefined>,
): Promise<void> {
  const id = `Container ${container}`;
  const say = (status: "Working" | "Done", text: string, more: string): void => {
    if (settings.progress === "quiet") return;
    const line =
      settings.progress === "json"
        ? JSON.stringify({ id, status, text, details: more })
        : ` ${oneLine(id)} ${text} ${oneLine(more)}`;
    context.err.write(`${line}\n`);
  };
  say("Working", doing, details);
  say("Done", done, (await act()) ?? details);
}
