/** Asks whether a project from elsewhere gets what it asks of this machine: once, for all of it. */
import { byPlace, shortPlace } from "../../core/diagnostics.ts";
import { WindlassError } from "../../core/errors.ts";
import type { HostRequest } from "../../index.ts";
import { isYes } from "../args/settings.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { oneLine } from "../terminal/paint.ts";

type Asked = Pick<ProcessContext, "err" | "cwd" | "answer" | "interrupts" | "terminal">;

/** False where there is no terminal to ask on. @throws WindlassError `untrusted-project` where the answer is no */
export async function isGranted(requests: readonly HostRequest[], context: Asked): Promise<boolean> {
  const { err, answer, interrupts, terminal } = context;
  if (!err.isTTY || !terminal.isTTY) return false;
  const from = [...new Set(requests.map((one) => one.from))];
  err.write(
    `${oneLine(from.join(" and "))} ${from.length > 1 ? "ask" : "asks"} for more than its own containers and files:\n`,
  );
  for (const { message, place } of requests.toSorted(byPlace)) {
    err.write(`  ${oneLine(`${place ? `${shortPlace(place)}  ` : ""}${message}`)}\n`);
  }
  err.write("Grant this? [y/N] ");
  if (isYes((await answer(interrupts.first)).trim())) return true;
  throw new WindlassError("untrusted-project", `${from.join(" and ")} was not granted what it asks for`);
}
