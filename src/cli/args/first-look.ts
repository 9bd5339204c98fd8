/** How a command line wants to be answered, found before it is understood: its mistakes are told that way, too. */
import type { ProcessContext } from "../process/process-context.ts";
import { mergeGlobals } from "./globals.ts";
import { type Settings, settingsOf } from "./settings.ts";

const ansis = ["never", "always", "auto"] as const;

/** What can be known of the words and the environment; what they say wrongly counts as not said. */
export function firstLook(argv: readonly string[], { env, out, err }: ProcessContext): Settings {
  const asked = lastValue(argv, "--ansi") ?? env.COMPOSE_ANSI;
  const ansi = ansis.find((one) => one === asked);
  const progress = [lastValue(argv, "--progress"), env.COMPOSE_PROGRESS].find((one) => one === "json");
  const globals = mergeGlobals({}, { ...(ansi && { ansi }), ...(progress && { progress }) });
  const known = { TERM: env.TERM, NO_COLOR: env.NO_COLOR };
  return settingsOf(globals, { env: known, out, err }, { json: lastValue(argv, "--format") === "json" });
}

/** The last one's, written `--flag value` or `--flag=value`. */
function lastValue(argv: readonly string[], flag: string): string | undefined {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  return words
    .map((word, i) =>
      word === flag ? words[i + 1] : word.startsWith(`${flag}=`) ? word.slice(flag.length + 1) : undefined,
    )
    .findLast((value) => value !== undefined);
}
