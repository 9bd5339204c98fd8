/** An output that has ended, of a process that has not: the connection was cut, or it has closed its streams. */
import type { ProcessContext } from "../process/process-context.ts";

/** An end that comes after the last output comes sooner. */
const soonMs = 2_000;

/** Waits, and says what for once that takes long. */
export async function patiently<Value>(
  end: Promise<Value>,
  container: string,
  { clock, err }: Pick<ProcessContext, "clock" | "err">,
): Promise<Value> {
  const ended = new AbortController();
  clock.sleep(soonMs, ended.signal).then(
    () => err.write(`no more output comes from ${container}; waiting for the process to end\n`),
    () => {},
  );
  try {
    return await end;
  } finally {
    ended.abort();
  }
}
