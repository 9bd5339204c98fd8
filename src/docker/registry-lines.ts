/** The lines in which an engine tells how a pull or a push goes: those that are progress are told, a failure ends them. */
import type { OnProgress } from "../engine/port.ts";
import { CallError } from "./http/call-error.ts";
import { jsonLines } from "./http/json-lines.ts";
import type { Call, Transport } from "./http/transport.ts";
import { defined, type JsonRecord, number, orAbsent, record, text } from "./wire/json.ts";

/** @throws CallError of what the engine refuses, before or within its answer */
export async function* registryLines(
  transport: Transport,
  call: Call,
  onProgress: OnProgress,
  signal: AbortSignal,
): AsyncGenerator<JsonRecord, void, undefined> {
  const { chunks } = await transport.open(call, signal, transport.timing.silenceMs);
  for await (const line of jsonLines(chunks)) {
    const reason = text(line.error) || text(record(line.errorDetail).message);
    // The status was sent before anything was known.
    if (reason !== "") throw new CallError({ kind: "refused", status: 200, reason });
    report(line, onProgress);
    yield line;
  }
}

function report(line: JsonRecord, onProgress: OnProgress): void {
  const said = text(line.status);
  if (said === "" || /^Status: /.test(said)) return;
  const warning = /^WARNING: (.*)$/s.exec(said)?.[1];
  if (warning !== undefined) return void onProgress({ kind: "warning", text: warning });
  const detail = record(line.progressDetail);
  // With units it is no amount of bytes: seconds of extracting, say.
  const [current, total] = detail.units === undefined ? [number(detail.current), number(detail.total)] : [0, 0];
  onProgress({
    text: said,
    ...defined({ part: orAbsent(line.id) }),
    ...(total > 0 && { current: Math.min(current, total), total }),
  });
}
